"""One logged-in IMAP connection: all that is used of imapclient, typed, with faults of our own tree."""

import imaplib
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from imapclient import SEEN, IMAPClient
from imapclient.exceptions import IMAPClientError

from mailhelp.channels.credentials import without_controls
from mailhelp.channels.faults import ConnectionLost, FolderMissing, ServerSaidNo
from mailhelp.channels.imap_answers import body, is_news, number, utc
from mailhelp.channels.reaching import plain, unreachable

# One answer line of imaplib holds at most 1,000,000 bytes: some 90,000 UIDs of ten digits.
UIDS_AT_ONCE = 50_000
# RFC 2177 section 3 allows 29 minutes; routers and NAT forget a silent connection much sooner.
LONGEST_IDLE = 240.0
_SLICE = 1.0


@dataclass(frozen=True, slots=True)
class Opened:
    """A selected folder (RFC 3501 section 6.3.1). uidnext: None when the server does not tell; exists: mails in it."""

    uidvalidity: int
    uidnext: int | None
    exists: int


@dataclass(frozen=True, slots=True)
class Listed:
    """One mail in the folder. received_at: INTERNALDATE, aware UTC, None when it cannot be read; size: bytes."""

    uid: int
    received_at: datetime | None
    size: int


class Session:
    """A connection after login; every method raises ConnectionLost when it breaks, ServerSaidNo when refused.

    Commands carry integers and configured folder names only, never a byte of a mail: IMAPClient 4.1 lets line ends in
    arguments through as commands of their own.
    """

    def __init__(self, client: IMAPClient, place: str, *, tls: bool) -> None:
        self._client: Any = client
        self._imap: imaplib.IMAP4 = client._imap
        self._place = place
        self.tls = tls
        self._client.normalise_times = False
        with self._speaking():
            self.capabilities = frozenset(plain(word.decode("ascii", "replace")) for word in client.capabilities())

    def can(self, capability: str) -> bool:
        """Return whether the server has `capability`."""
        return capability in self.capabilities

    def open_folder(self, folder: str) -> Opened:
        """Select `folder` for reading and moving; raise FolderMissing with the list of what there is."""
        try:
            with self._speaking():
                told = self._client.select_folder(_argument(folder))
                uidvalidity, uidnext, exists = (number(told, key) for key in (b"UIDVALIDITY", b"UIDNEXT", b"EXISTS"))
        except ServerSaidNo as fault:
            there = ", ".join(self.folders()[:30])
            raise FolderMissing(
                f'{self._place}: cannot open folder "{folder}" ({fault}); set folder to one of: {there}'
            ) from fault
        return Opened(uidvalidity or 0, uidnext, exists or 0)

    def folders(self) -> list[str]:
        """Return the names of all folders, sorted."""
        with self._speaking():
            return sorted(plain(str(name)) for _, _, name in self._client.list_folders())

    def has_folder(self, folder: str) -> bool:
        """Return whether `folder` is there."""
        with self._speaking():
            return bool(self._client.folder_exists(_argument(folder)))

    def create_folder(self, folder: str) -> None:
        """Create `folder` and subscribe to it, so that people see it."""
        with self._speaking():
            self._client.create_folder(_argument(folder))
            self._client.subscribe_folder(_argument(folder))

    def uids(self, first: int, opened: Opened) -> list[int]:
        """Return all UIDs from `first` on, ascending, and forget what was pushed before."""
        self._imap.response("EXISTS")
        if opened.uidnext is None or opened.exists <= UIDS_AT_ONCE:
            return self._found(first, None)
        found: list[int] = []
        for start in range(first, opened.uidnext, UIDS_AT_ONCE):
            found += self._found(start, start + UIDS_AT_ONCE - 1)
        return found + self._found(max(first, opened.uidnext), None)

    def still_there(self, uids: Sequence[int]) -> set[int]:
        """Return which of `uids` are still in the folder."""
        return set(self._found(min(uids), max(uids))) & set(uids)

    def _found(self, first: int, last: int | None) -> list[int]:
        with self._speaking():
            found = self._client.search(["UID", f"{int(first)}:{'*' if last is None else int(last)}"])
            # RFC 3501 section 6.4.8: "9:*" names the last mail even when its UID is below 9.
            return sorted({int(uid) for uid in found if int(uid) >= first})

    def listed(self, uids: Sequence[int]) -> dict[int, Listed]:
        """Return date and size of each of `uids` that the server told about."""
        with self._speaking():
            told = self._client.fetch([int(uid) for uid in uids], ["INTERNALDATE", "RFC822.SIZE"])
            return {
                uid: Listed(uid, utc(items.get(b"INTERNALDATE")), int(items[b"RFC822.SIZE"]))
                for uid, items in told.items()
                if b"RFC822.SIZE" in items
            }

    def whole(self, uids: Sequence[int]) -> dict[int, bytes]:
        """Return the bytes of each of `uids` that the server gave; \\Seen is not set (RFC 3501 section 6.4.5)."""
        return self._bodies(uids, "BODY.PEEK[]")

    def headers(self, uids: Sequence[int]) -> dict[int, bytes]:
        """Return the first 64 KB of the header block of each of `uids` that the server gave; \\Seen is not set."""
        return self._bodies(uids, "BODY.PEEK[HEADER]<0.65536>")

    def beginning(self, uid: int, size: int) -> bytes | None:
        """Return the first `size` bytes of a mail, None when the server gave none."""
        return self._bodies([uid], f"BODY.PEEK[]<0.{int(size)}>").get(uid)

    def _bodies(self, uids: Sequence[int], item: str) -> dict[int, bytes]:
        with self._speaking():
            told = self._client.fetch([int(uid) for uid in uids], [item])
        given = {uid: body(items) for uid, items in told.items()}
        return {uid: raw for uid, raw in given.items() if raw is not None}

    def move(self, uids: Sequence[int], folder: str) -> None:
        """Move mails (RFC 6851); a UID that is gone is no fault."""
        with self._speaking():
            self._client.move([int(uid) for uid in uids], _argument(folder))

    def copy(self, uids: Sequence[int], folder: str) -> None:
        """Copy mails to `folder`."""
        with self._speaking():
            self._client.copy([int(uid) for uid in uids], _argument(folder))

    def remove(self, uids: Sequence[int]) -> None:
        """Delete exactly these mails (RFC 4315 section 2.1); never a plain EXPUNGE, it takes other people's too."""
        with self._speaking():
            self._client.delete_messages([int(uid) for uid in uids], silent=True)
            self._client.uid_expunge([int(uid) for uid in uids])

    def mark_seen(self, uids: Sequence[int]) -> None:
        """Set \\Seen on mails."""
        with self._speaking():
            self._client.add_flags([int(uid) for uid in uids], [SEEN], silent=True)

    def wait_for_news(self, seconds: float, stop: threading.Event) -> None:
        """Return when mail may have come, after `seconds`, or within a second of `stop`; by IDLE (RFC 2177).

        Raises ConnectionLost for a connection that died meanwhile, as far as the socket tells.
        """
        if self._pushed():
            return
        with self._speaking():
            self._client.idle()
            if not self._answer_waits():
                self._stay_idle(min(seconds, LONGEST_IDLE), stop)
            self._client.idle_done()

    def _stay_idle(self, seconds: float, stop: threading.Event) -> None:
        until = time.monotonic() + seconds
        while not stop.is_set() and (left := until - time.monotonic()) > 0:
            began = time.monotonic()
            told = self._client.idle_check(timeout=min(_SLICE, left))
            # An answer of nothing before its time is how imapclient shows a dead socket; leaving IDLE tells for sure.
            early = not told and time.monotonic() - began < min(_SLICE, left) * 0.9
            if early:
                stop.wait(0.2)
            if early or any(is_news(item) for item in told):
                return

    def _pushed(self) -> bool:
        """Return whether EXISTS was told since the last `uids`: IDLE would not tell it again."""
        return self._imap.response("EXISTS")[1] != [None]

    def _answer_waits(self) -> bool:
        """Return whether something was read together with the "+ idling": poll() cannot see that."""
        connection = self._client.socket()
        waited = connection.gettimeout()
        connection.setblocking(False)
        try:
            return bool(self._imap.file.peek(1))  # type: ignore[union-attr]
        except OSError:
            return False
        finally:
            connection.settimeout(waited)

    def noop(self) -> None:
        """Ask whether the connection stands."""
        with self._speaking():
            self._client.noop()

    def log_out(self) -> None:
        """Log out and close; a server that does not answer any more is no fault."""
        try:
            self._client.logout()
        except (IMAPClientError, OSError, ValueError):
            self.close()

    def close(self) -> None:
        """Close the connection without a word to the server."""
        close_socket(self._client)

    @contextmanager
    def _speaking(self) -> Iterator[None]:
        """Turn what imaplib, imapclient and the socket raise into our own faults."""
        try:
            yield
        except (imaplib.IMAP4.abort, OSError) as fault:
            raise unreachable(fault, self._place) from fault
        except IMAPClientError as fault:
            raise ServerSaidNo(plain(str(fault))) from fault
        except (ValueError, LookupError, TypeError, AttributeError) as fault:
            # What imapclient raises when an answer is not what the protocol says: nothing after it can be trusted.
            raise ConnectionLost(f"{self._place}: an answer makes no sense ({plain(str(fault))})") from fault


def close_socket(client: IMAPClient) -> None:
    """Close a connection without a word to the server."""
    try:
        client.shutdown()
    except (OSError, AttributeError):
        pass


def _argument(folder: str) -> str:
    return without_controls(folder, "a folder name")
