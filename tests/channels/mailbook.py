"""A whole small store for one mailbox, and a fetcher with it: what the IMAP tests share."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from mailhelp.channels.credentials import Password
from mailhelp.channels.imap import Fetcher
from mailhelp.channels.imap_settings import ImapSettings, MailboxState
from mailhelp.channels.tls import Tls
from mailhelp.core.errors import StorageFault
from mailhelp.core.facts import ReceivedMail
from tests.dovecot import PASSWORD, Dovecot

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Row:
    mail_id: int


@dataclass
class Book:
    """A MailboxBook in memory. full: keeping fails, as on a full disk. after_keep: called once after a commit."""

    started_at: datetime = LONG_AGO
    rows: dict[tuple[int, int], ReceivedMail] = field(default_factory=dict)
    marks: dict[int, int] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    full: bool = False
    after_keep: Callable[[], None] | None = None

    def low_water(self, uidvalidity: int) -> int:
        return self.marks.get(uidvalidity, 1)

    def known(self, uidvalidity: int, low_water: int) -> set[int]:
        return {uid for validity, uid in self.rows if validity == uidvalidity and uid >= low_water}

    def keep(self, mails: Sequence[ReceivedMail]) -> Sequence[Row]:
        if self.full:
            raise StorageFault("disk full")
        for mail in mails:
            validity, uid = mail.envelope.uidvalidity, mail.envelope.uid
            assert validity is not None and uid is not None
            self.calls.append("known twice" if (validity, uid) in self.rows else "kept")
            self.rows[validity, uid] = mail
        self._call_after_keep()
        return [Row(number) for number, _ in enumerate(mails)]

    def advance(self, uidvalidity: int, low_water: int) -> None:
        self.calls.append("mark")
        self.marks[uidvalidity] = low_water

    @property
    def mails(self) -> list[ReceivedMail]:
        return list(self.rows.values())

    def _call_after_keep(self) -> None:
        after, self.after_keep = self.after_keep, None
        if after is not None:
            after()


class Killed(BaseException):
    """Stands for kill -9: nothing in the product catches it."""


@dataclass
class Told:
    """What a fetcher told about itself."""

    lines: list[tuple[MailboxState, str]] = field(default_factory=list)

    def __call__(self, state: MailboxState, detail: str) -> None:
        self.lines.append((state, detail))

    def about(self, state: MailboxState) -> list[str]:
        return [detail for kind, detail in self.lines if kind is state]


def a_mail(subject: str, *, size: int = 0) -> bytes:
    body = b"x" * 70 + b"\r\n"
    head = f"From: Jo <jo@client.example>\r\nTo: help@desk.example\r\nSubject: {subject}\r\n\r\n".encode()
    return head + b"Good morning.\r\n" + body * (size // len(body))


def settings_for(server: Dovecot, user: str, **changes: object) -> ImapSettings:
    settings = ImapSettings(
        name="support",
        host="127.0.0.1",
        port=server.imaps_port,
        user=user,
        credential=Password(PASSWORD),
        ca_file=server.ca_file,
        timeout=10.0,
    )
    return replace(settings, **changes)  # type: ignore[arg-type]


def stub_settings(port: int, **changes: object) -> ImapSettings:
    settings = ImapSettings(
        name="support",
        host="127.0.0.1",
        port=port,
        user="help",
        credential=Password(PASSWORD),
        tls=Tls.NONE,
        timeout=5.0,
    )
    return replace(settings, **changes)  # type: ignore[arg-type]


def a_fetcher(
    settings: ImapSettings, book: Book, told: Told | None = None, monotonic: Callable[[], float] = time.monotonic
) -> Fetcher:
    return Fetcher(
        settings,
        book,
        on_state=told or Told(),
        monotonic=monotonic,
        wall=lambda: datetime(2026, 11, 23, 12, tzinfo=UTC),
        jitter=lambda: 0.0,
    )


@contextmanager
def running(fetcher: Fetcher) -> Iterator[None]:
    """Run a fetcher in a thread of its own."""
    stop = threading.Event()
    thread = threading.Thread(target=fetcher.run, args=[stop])
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(15)
        assert not thread.is_alive()


def eventually(true: Callable[[], object], seconds: float = 15.0) -> bool:
    """Return whether `true` came to hold within `seconds`."""
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up:
        if true():
            return True
        time.sleep(0.02)
    return bool(true())
