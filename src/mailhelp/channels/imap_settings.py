"""What the IMAP channel is told and what it needs of the store, as plain values and protocols."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from mailhelp.channels.credentials import Account, Credential, without_controls
from mailhelp.channels.tls import Tls
from mailhelp.core.facts import ReceivedMail

MEBIBYTE = 1 << 20


class Done(StrEnum):
    """What is done with a mail in its mailbox once it is kept."""

    MOVE = "move"
    SEEN = "seen"
    KEEP = "keep"


class MailboxState(StrEnum):
    """What a fetcher tells about itself; the detail that comes with it is one line."""

    CONNECTED = "connected"
    WAITING = "waiting"
    KEPT = "kept"
    PASSED = "passed"
    VANISHED = "vanished"
    RENUMBERED = "renumbered"
    NOT_MOVED = "not_moved"
    UNREADABLE = "unreadable"
    LOST = "lost"
    REFUSED = "refused"


class OnState(Protocol):
    """Told of everything that an operator may want to see."""

    def __call__(self, state: MailboxState, detail: str) -> None:
        """Take note; must not raise."""
        ...


class Kept(Protocol):
    """What the store gives for a mail that it committed."""

    @property
    def mail_id(self) -> int:
        """Return the id of the kept mail."""
        ...


class MailboxBook(Protocol):
    """The store's book of one mailbox: which UIDs are dealt with, for ever (design 8)."""

    @property
    def started_at(self) -> datetime:
        """Return since when mail is news (aware, UTC): what is older is history (design promise 9)."""
        ...

    def low_water(self, uidvalidity: int) -> int:
        """Return the UID below which all is dealt with; 1 for a UIDVALIDITY not met before."""
        ...

    def known(self, uidvalidity: int, low_water: int) -> set[int]:
        """Return the UIDs at or above `low_water` whose mails are kept."""
        ...

    def keep(self, mails: Sequence[ReceivedMail]) -> Sequence[Kept]:
        """Commit all of `mails` to disk, or raise and keep none; a UID that is known already is no fault."""
        ...

    def advance(self, uidvalidity: int, low_water: int) -> None:
        """Remember that every UID below `low_water` is dealt with."""
        ...


@dataclass(frozen=True, slots=True)
class ImapSettings:
    """One `[[imap]]` of mailhelp.toml.

    poll: seconds between looks when nothing is pushed, and the longest stay in IDLE. max_size: bytes; a larger mail is
    kept by its headers and first 256 KB. timeout: seconds of silence after which a connection counts as broken.
    ca_file: see tls.client_context. history: keep mail from before the start too, with `live` False.
    Raises BadConfiguration for a value with a control character.
    """

    name: str
    host: str
    port: int
    user: str
    credential: Credential
    tls: Tls = Tls.IMPLICIT
    account: Account = Account.PASSWORD
    folder: str = "INBOX"
    done: Done = Done.MOVE
    done_folder: str = "Processed"
    idle: bool = True
    poll: float = 60.0
    history: bool = False
    ca_file: Path | None = None
    max_size: int = 40 * MEBIBYTE
    timeout: float = 60.0

    def __post_init__(self) -> None:
        """Refuse what could become a command of its own."""
        for key in ("host", "user", "folder", "done_folder"):
            without_controls(getattr(self, key), f"[[imap]] {self.name}: {key}")

    @property
    def place(self) -> str:
        """Return how messages call this mailbox."""
        return f'IMAP "{self.name}" ({self.host}:{self.port})'

    @property
    def mailbox(self) -> str:
        """Return the name under which UIDs of this mailbox are remembered (with the folder: each counts for itself)."""
        return f"{self.name}/{self.folder}"
