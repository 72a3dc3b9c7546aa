"""Keeping mail: the raw bytes in pieces, the envelope, the mail's row last."""

import hashlib
import secrets
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

from sqlalchemy import Connection, bindparam, delete, exists, insert, select

from mailhelp.core.errors import NotThere
from mailhelp.core.facts import Envelope, ReceivedMail
from mailhelp.core.ids import mail_id as make_mail_id
from mailhelp.core.rawheaders import HEADER_BLOCK_LIMIT, answered, author, message_id, raw_headers
from mailhelp.core.ticket import Fate
from mailhelp.store.database import Database
from mailhelp.store.envelopes import ENVELOPE_COLUMNS, envelope_row, read_envelope
from mailhelp.store.faults import RowRefused
from mailhelp.store.schema import mails, raw_pieces
from mailhelp.store.types import EPOCH, MICROSECOND

PIECE = 1 << 20
ORPHAN_AGE = timedelta(hours=1)
HISTORY = "it is older than the start of its mailbox, or was taken in as history"
# Mail is mostly text or base64: level 1 takes a third of the CPU of level 6 and leaves 5 % more bytes.
COMPRESSION = 1

_KNOWN = select(mails.c.uid, mails.c.id).where(
    mails.c.desk_id == bindparam("desk"),
    mails.c.mailbox == bindparam("mailbox"),
    mails.c.uidvalidity == bindparam("validity"),
    mails.c.uid.in_(bindparam("uids", expanding=True)),
)
_INSERT_MAIL = insert(mails)
_INSERT_PIECE = insert(raw_pieces)
_PIECE = select(raw_pieces.c.content).where(
    raw_pieces.c.mail_id == bindparam("mail"), raw_pieces.c.place == bindparam("place")
)
_ENVELOPE = select(*ENVELOPE_COLUMNS).where(mails.c.id == bindparam("mail"))
_ORPHANS = (
    select(raw_pieces.c.mail_id)
    .distinct()
    .where(raw_pieces.c.mail_id < bindparam("before"), ~exists().where(mails.c.id == raw_pieces.c.mail_id))
)
_DROP_PIECES = delete(raw_pieces).where(
    raw_pieces.c.mail_id.in_(bindparam("orphans", expanding=True)), ~exists().where(mails.c.id == raw_pieces.c.mail_id)
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A mail that is on disk. new: False when it was kept before (same mailbox, UIDVALIDITY and UID)."""

    mail_id: int
    new: bool


class Keeping:
    """Takes mail in and gives its bytes back. All raise StorageFault."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, received: Sequence[ReceivedMail], *, now: datetime | None = None) -> tuple[Kept, ...]:
        """Keep mails with their envelopes, committed with the disk synced on return; one Kept for each, in order.

        All mails share one commit; the pieces of a mail over 1 MB are committed before, one by one. On StorageFault
        none of the mails has a row. now: when they are kept; the clock when None. Mail that is not live gets the fate
        history at once.
        """
        kept_at = now or datetime.now(UTC)
        try:
            return self._keep(received, kept_at)
        except RowRefused:
            # Another process kept the same UID between our look and our insert; now it is known.
            return self._keep(received, kept_at)

    def _keep(self, received: Sequence[ReceivedMail], kept_at: datetime) -> tuple[Kept, ...]:
        ids = _fresh_ids(kept_at, len(received))
        self._keep_big_pieces(received, ids)
        with self._database.write() as connection:
            known = self._known(connection, [mail.envelope for mail in received])
            kept = [_kept(mail_id, mail.envelope, known) for mail_id, mail in zip(ids, received, strict=True)]
            self._insert(
                connection, [(one.mail_id, mail) for one, mail in zip(kept, received, strict=True) if one.new], kept_at
            )
        return tuple(kept)

    def _insert(self, connection: Connection, new: Sequence[tuple[int, ReceivedMail]], kept_at: datetime) -> None:
        if not new:
            return
        connection.execute(_INSERT_MAIL, [self._row(mail_id, mail, kept_at) for mail_id, mail in new])
        small = [piece for mail_id, mail in new if len(mail.raw) <= PIECE for piece in _pieces(mail_id, mail.raw)]
        if small:
            connection.execute(_INSERT_PIECE, small)

    def _keep_big_pieces(self, received: Sequence[ReceivedMail], ids: Sequence[int]) -> None:
        big = [(mail_id, mail) for mail_id, mail in zip(ids, received, strict=True) if len(mail.raw) > PIECE]
        if not big:
            return
        with self._database.read() as connection:
            known = self._known(connection, [mail.envelope for _, mail in big])
        for mail_id, mail in big:
            if _place(mail.envelope) in known:
                continue
            for piece in _pieces(mail_id, mail.raw):
                with self._database.write() as connection:
                    connection.execute(_INSERT_PIECE, piece)

    def _known(self, connection: Connection, envelopes: Sequence[Envelope]) -> dict[Any, int]:
        asked: dict[tuple[str | None, int | None], list[int]] = {}
        for envelope in envelopes:
            if envelope.uid is not None:
                asked.setdefault((envelope.mailbox, envelope.uidvalidity), []).append(envelope.uid)
        known: dict[Any, int] = {}
        for (mailbox, validity), uids in asked.items():
            wanted = {"desk": self._database.desk_id, "mailbox": mailbox, "validity": validity, "uids": uids}
            for uid, mail_id in connection.execute(_KNOWN, wanted):
                known[(mailbox, validity, uid)] = mail_id
        return known

    def _row(self, mail_id: int, mail: ReceivedMail, kept_at: datetime) -> dict[str, Any]:
        history = None if mail.envelope.live else kept_at
        headers = raw_headers(mail.raw[:HEADER_BLOCK_LIMIT])
        return {
            **envelope_row(mail.envelope),
            "id": mail_id,
            "desk_id": self._database.desk_id,
            "kept_at": kept_at,
            "message_id": message_id(headers),
            "answers": answered(headers),
            "sender": author(headers),
            "size": len(mail.raw),
            "full_size": mail.full_size or len(mail.raw),
            "complete": mail.complete,
            "pieces": max(1, -(-len(mail.raw) // PIECE)),
            "sha256": hashlib.sha256(mail.raw).hexdigest(),
            "fate": Fate.HISTORY if history else None,
            "reason": HISTORY if history else None,
            "decided_at": history,
        }

    def raw(self, mail_id: int) -> bytes:
        """Return the bytes of a mail exactly as they came; raise UsageError when there is no such mail."""
        whole, place = BytesIO(), 0
        with self._database.read() as connection:
            # One at a time, so that a large mail is not held twice.
            while place * PIECE == whole.tell() and (piece := _piece(connection, mail_id, place)) is not None:
                whole.write(zlib.decompress(piece))
                place += 1
        if not place:
            raise NotThere("there is no such mail: `mailhelp mails` lists them")
        return whole.getvalue()

    def beginning(self, mail_id: int) -> bytes:
        """Return the first megabyte of a mail, for one that cannot be taken whole; UsageError for no such mail."""
        with self._database.read() as connection:
            piece = _piece(connection, mail_id, 0)
        if piece is None:
            raise NotThere("there is no such mail: `mailhelp mails` lists them")
        return zlib.decompress(piece)

    def envelope(self, mail_id: int) -> Envelope:
        """Return how a mail came; raise UsageError when there is no such mail."""
        with self._database.read() as connection:
            row = connection.execute(_ENVELOPE, {"mail": mail_id}).first()
        if row is None:
            raise NotThere("there is no such mail: `mailhelp mails` lists them")
        return read_envelope(row)

    def sweep(self, now: datetime) -> int:
        """Remove pieces over an hour old whose mail never got its row; return of how many mails."""
        before = make_mail_id((now - ORPHAN_AGE - EPOCH) // MICROSECOND // 1000, 0)
        with self._database.read() as connection:
            orphans = list(connection.execute(_ORPHANS, {"before": before}).scalars())
        for orphan in orphans:
            with self._database.write() as connection:
                connection.execute(_DROP_PIECES, {"orphans": [orphan]})
        return len(orphans)


def _piece(connection: Connection, mail_id: int, place: int) -> bytes | None:
    found: bytes | None = connection.execute(_PIECE, {"mail": mail_id, "place": place}).scalar()
    return found


def _fresh_ids(kept_at: datetime, count: int) -> list[int]:
    milliseconds = (kept_at - EPOCH) // MICROSECOND // 1000
    noise: set[int] = set()
    while len(noise) < count:
        noise.add(secrets.randbits(21))
    # Sorted, so that the mails of one commit keep their order.
    return [make_mail_id(milliseconds, part) for part in sorted(noise)]


def _kept(mail_id: int, envelope: Envelope, known: dict[Any, int]) -> Kept:
    place = _place(envelope)
    first = mail_id if place is None else known.setdefault(place, mail_id)
    return Kept(first, first == mail_id)


def _place(envelope: Envelope) -> tuple[str | None, int | None, int] | None:
    return None if envelope.uid is None else (envelope.mailbox, envelope.uidvalidity, envelope.uid)


def _pieces(mail_id: int, raw: bytes) -> Iterator[dict[str, Any]]:
    for place, start in enumerate(range(0, max(1, len(raw)), PIECE)):
        content = zlib.compress(raw[start : start + PIECE], COMPRESSION)
        yield {"mail_id": mail_id, "place": place, "content": content}
