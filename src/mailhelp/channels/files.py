"""Mail from files: .eml, mbox, Maildir, directories of these, and the pipe of a mail server."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import BinaryIO

from mailhelp.channels.mbox import is_from_line, mails_in_mbox
from mailhelp.channels.whole_or_head import TakenMail, taken_from
from mailhelp.core.errors import BadData
from mailhelp.core.facts import Channel, Envelope, ReceivedMail, TimeSource
from mailhelp.core.rawheaders import raw_header, raw_headers

MAX_SIZE = 40 * 1_048_576
MAIL_FILES = (".eml", ".mbox", ".mbx")
MOST_DELIVERED_TO = 50
# RFC 821; an earlier date is that of a machine whose clock was not set.
FIRST_SMTP = datetime(1982, 8, 1, tzinfo=UTC)
# A mail out of an mbox may have its From line before the headers, in a form that begins no mbox.
_HEADER = re.compile(rb"(?:\xef\xbb\xbf)?(?:>?From [^\0\r\n]{1,500}[\r\n]+)?\s*[!-9;-~]+[ \t]*:[^\0\r\n]*[\r\n]")
_FORMATS = {
    b"\xd0\xcf\x11\xe0": "is an Outlook .msg file: save the mail as .eml",
    b"PK\x03\x04": "is a ZIP archive: unpack it first",
    b"\x1f\x8b": "is compressed: unpack it first",
    b"!BDN": "is an Outlook data file: export the mails as .eml or mbox",
}


@dataclass(frozen=True, slots=True)
class FoundMail:
    """A mail in a file; `where` names it for people: a path, or "old.mbox, mail 12".

    complete: False when it was over the limit and only its headers and first 256 KB were taken.
    """

    where: str
    raw: bytes
    complete: bool = True
    full_size: int = 0

    def with_envelope(self, envelope: Envelope) -> ReceivedMail:
        """Return it as a channel hands it to the store."""
        return ReceivedMail(self.raw, envelope, complete=self.complete, full_size=self.full_size)


def mails_in(path: Path, *, max_size: int = MAX_SIZE) -> Iterator[FoundMail]:
    """Return the mails of a file, a Maildir (new and cur) or a directory, in order of name, one at a time.

    In a directory: its .eml, .mbox and .mbx files, and those of the directories and Maildirs in it.
    Raises BadData when it is not there or holds no mail; a directory is read to its end before files in it
    that are no mail are told.
    """
    if not path.exists():
        raise BadData(f"{path} is not there: check the path")
    yield from _mails_in_directory(path, max_size) if path.is_dir() else _mails_in_file(path, max_size)


def piped_mail(stream: BinaryIO, *, max_size: int = MAX_SIZE) -> FoundMail:
    """Return the one mail of a pipe, without the From line some mail servers put before it; raise BadData if none."""
    first = stream.readline(1_001)
    taken = taken_from(_Behind(b"" if is_from_line(first) else first, stream), max_size)
    _require_mail(taken.raw, "standard input")
    return _found("standard input", taken)


def format_of(raw: bytes) -> str:
    """Return what a file is that is not of mails, and what to do with it; "" for all others."""
    return next((what for magic, what in _FORMATS.items() if raw.startswith(magic)), "")


def envelope_for(
    raw: bytes,
    *,
    live: bool,
    now: datetime,
    sender: str | None = None,
    recipients: tuple[str, ...] = (),
    received: datetime | None = None,
    channel: Channel = Channel.FILE,
) -> Envelope:
    """Return the envelope of a mail from a file, as far as it was given or its headers tell.

    now: aware. received: aware, else BadData; without it the date of the topmost Received header, unless
    that lies ahead of now or before 1982. sender: "" or "<>" for the null sender; without it the Return-Path header.
    """
    headers = raw_headers(raw)
    received_at, source = _received(headers, received, now)
    return Envelope(
        channel=channel,
        received_at=received_at,
        received_source=source,
        mail_from=_path(raw_header(headers, b"return-path")) if sender is None else sender.strip().strip("<>"),
        recipients=recipients,
        delivered_to=_delivered_to(headers),
        live=live,
    )


class _Behind:
    """A stream with some bytes put back before it."""

    def __init__(self, first: bytes, stream: BinaryIO) -> None:
        self._first = first
        self._stream = stream

    def read(self, size: int) -> bytes:
        first, self._first = self._first, b""
        return first or self._stream.read(size)


def _mails_in_directory(path: Path, max_size: int) -> Iterator[FoundMail]:
    found, wrong = 0, []
    for file in _files_in(path):
        try:
            for mail in _mails_in_file(file, max_size):
                found += 1
                yield mail
        except BadData as fault:
            wrong.append(str(fault))
    if wrong:
        more = f" (and {len(wrong) - 5} more)" if len(wrong) > 5 else ""
        raise BadData(f"{found} mails of {path} were read, but {'; '.join(wrong[:5])}{more}")
    if not found:
        raise BadData(f"{path} holds no mail: give a file, a Maildir, or a directory with .eml or .mbox files")


def _files_in(path: Path) -> Iterator[Path]:
    if not os.access(path, os.R_OK | os.X_OK):
        # Cannot be opened either, and is told with the other files that cannot.
        yield path
        return
    if (path / "cur").is_dir() or (path / "new").is_dir():
        for folder in (path / "new", path / "cur"):
            yield from (file for file in _entries(folder) if file.is_file())
        return
    for entry in _entries(path):
        if entry.is_dir() and not entry.is_symlink():
            yield from _files_in(entry)
        elif entry.suffix.lower() in MAIL_FILES and entry.is_file():
            yield entry


def _entries(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))


def _mails_in_file(path: Path, max_size: int) -> Iterator[FoundMail]:
    try:
        with path.open("rb") as file:
            yield from _mails_of(file, str(path), max_size)
    except OSError as fault:
        raise BadData(f"{path} cannot be read ({fault.strerror}): check its permissions") from fault


def _mails_of(file: BinaryIO, where: str, max_size: int) -> Iterator[FoundMail]:
    if not file.seekable():
        yield piped_mail(file, max_size=max_size)
        return
    is_mbox = is_from_line(file.readline(1_001))
    file.seek(0)
    if not is_mbox:
        taken = taken_from(file, max_size)
        _require_mail(taken.raw, where)
        yield _found(where, taken)
        return
    number = 0
    for number, taken in enumerate(mails_in_mbox(file, max_size), 1):
        yield _found(f"{where}, mail {number}", taken)
    if not number:
        raise BadData(f"{where} is an mbox without any mail")


def _require_mail(raw: bytes, where: str) -> None:
    if not raw.strip():
        raise BadData(f"{where} is empty: give a mail with its headers")
    if what := format_of(raw):
        raise BadData(f"{where} {what}")
    if not _HEADER.match(raw[:65_536] + b"\n"):
        raise BadData(f'{where} is no mail: it must begin with headers such as "From: jo@mail.example"')


def _found(where: str, taken: TakenMail) -> FoundMail:
    return FoundMail(where, taken.raw, complete=taken.complete, full_size=taken.full_size)


def _received(
    headers: tuple[tuple[bytes, bytes], ...], given: datetime | None, now: datetime
) -> tuple[datetime, TimeSource]:
    if given is not None and given.utcoffset() is None:
        raise BadData(f"{given.isoformat()} has no time zone: write it as {given.isoformat()}+00:00")
    if given is not None:
        return given.astimezone(UTC), TimeSource.GIVEN
    told = _date(raw_header(headers, b"received"))
    if told is None or told < FIRST_SMTP or told > now:
        return now.astimezone(UTC), TimeSource.CLOCK
    return told, TimeSource.RECEIVED


def _date(received: bytes | None) -> datetime | None:
    """Return the date of a Received header (RFC 5321 section 4.4: behind the last semicolon), None without one."""
    if received is None:
        return None
    text = received.rpartition(b";")[2][:200].decode("ascii", "replace")
    try:
        date = parsedate_to_datetime(text.strip())
        return (date if date.utcoffset() is not None else date.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _path(return_path: bytes | None) -> str | None:
    """Return the address of a Return-Path header, "" for the null one, None without a header."""
    if return_path is None:
        return None
    return return_path.decode("utf-8", "replace").strip().strip("<>").strip()[:998]


def _delivered_to(headers: tuple[tuple[bytes, bytes], ...]) -> tuple[str, ...]:
    values = [value for name, value in headers if name.lower() == b"delivered-to"]
    return tuple(value.decode("utf-8", "replace").strip("<> ")[:998] for value in values[:MOST_DELIVERED_TO])
