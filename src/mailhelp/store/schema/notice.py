"""Tables of notices: what is owed, its bytes, every attempt to send it."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, Table, UniqueConstraint

from mailhelp.core.ticket import NoticeStatus
from mailhelp.store.schema.frame import (
    ADDRESS_LENGTH,
    MESSAGE_ID_LENGTH,
    desk_id,
    metadata,
    only,
    own_id,
    partly,
    ticket_id,
)
from mailhelp.store.types import ID, Json, Line, Moment

notices = Table(
    "notices",
    metadata,
    own_id(),
    desk_id(),
    Column("cause_kind", Line(), nullable=False),
    Column("cause_id", ID, nullable=False),
    Column("kind", Line(64), nullable=False),
    Column("recipient", Line(ADDRESS_LENGTH), nullable=False),
    Column("address", Line(ADDRESS_LENGTH), nullable=False),
    Column("counted_as", Line(ADDRESS_LENGTH), nullable=False),
    Column("recipient_name", Line(), nullable=False),
    ticket_id(nullable=True),
    Column("manner", Line(), nullable=False),
    Column("rank", Integer, nullable=False),
    Column("to_client", Boolean, nullable=False),
    Column("subject", Line()),
    Column("in_reply_to", Line()),
    Column("references", Json, nullable=False),
    Column("template_values", Json, nullable=False),
    Column("status", Line(), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("next_attempt_at", Moment),
    Column("claimed_by", Line(255)),
    Column("attempts", Integer, nullable=False, default=0),
    Column("message_id", Line(MESSAGE_ID_LENGTH)),
    Column("envelope_sender", Line()),
    Column("sent_at", Moment),
    Column("reply", Line()),
    UniqueConstraint("desk_id", "cause_kind", "cause_id", "kind", "recipient", name="uq_notices_owed_once"),
    only("status", NoticeStatus),
)
Index("ix_notices_counted_as", notices.c.desk_id, notices.c.counted_as, notices.c.created_at)
partly("ix_notices_message_id", notices.c.desk_id, notices.c.message_id, where=notices.c.message_id.is_not(None))
partly("ix_notices_ticket", notices.c.ticket_id, where=notices.c.ticket_id.is_not(None))
partly("ix_notices_next", notices.c.desk_id, notices.c.next_attempt_at, where=notices.c.next_attempt_at.is_not(None))

notice_bytes = Table(
    "notice_bytes",
    metadata,
    Column("notice_id", ID, ForeignKey("notices.id"), primary_key=True, autoincrement=False),
    Column("content", LargeBinary, nullable=False),
)

notice_attempts = Table(
    "notice_attempts",
    metadata,
    Column("notice_id", ID, ForeignKey("notices.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    desk_id(),
    Column("sender", Line(255), nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("outcome", Line()),
    Column("reply", Line()),
)
