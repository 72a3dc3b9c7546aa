"""Tables of mail: the mail with its envelope and fate, its bytes in pieces, what is attached to it, fingerprints."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, Table

from mailhelp.core.ticket import Fate
from mailhelp.store.schema.frame import (
    ADDRESS_LENGTH,
    MESSAGE_ID_LENGTH,
    SUBJECT_LENGTH,
    desk_id,
    metadata,
    only,
    own_id,
    partly,
    ticket_id,
)
from mailhelp.store.types import ID, Json, Line, Moment

mails = Table(
    "mails",
    metadata,
    own_id(),
    desk_id(),
    Column("kept_at", Moment, nullable=False),
    Column("channel", Line(), nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("received_source", Line(), nullable=False),
    Column("mail_from", Line()),
    Column("recipients", Json, nullable=False),
    Column("auth_user", Line()),
    Column("peer", Line()),
    Column("tls", Boolean, nullable=False),
    Column("mailbox", Line(255)),
    Column("uidvalidity", ID),
    Column("uid", ID),
    Column("delivered_to", Json, nullable=False),
    Column("live", Boolean, nullable=False),
    Column("message_id", Line(MESSAGE_ID_LENGTH)),
    Column("answers", Line(MESSAGE_ID_LENGTH)),
    Column("size", ID, nullable=False),
    Column("full_size", ID, nullable=False),
    Column("complete", Boolean, nullable=False),
    Column("pieces", Integer, nullable=False),
    Column("sha256", Line(), nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("deaths", Integer, nullable=False, default=0),
    Column("claimed_by", Line(255)),
    Column("claimed_until", Moment),
    Column("retry_at", Moment),
    Column("fault", Line()),
    Column("forced", Line()),
    Column("fate", Line()),
    Column("reason", Line()),
    Column("evidence", Json),
    Column("decided_at", Moment),
    Column("rules_id", ID, ForeignKey("rulesets.id")),
    ticket_id(nullable=True),
    Column("subject", Line()),
    Column("sender", Line(ADDRESS_LENGTH)),
    Column("proven", Boolean),
    Column("fingerprint", Line(64)),
    Column("invitation", Line(30)),
    Column("invitation_to", Line()),
    Column("sealed", Line()),
    only("fate", Fate),
)
Index("ix_mails_message_id", mails.c.desk_id, mails.c.message_id)
Index("ix_mails_fate", mails.c.desk_id, mails.c.fate, mails.c.id)
partly("ix_mails_ticket", mails.c.ticket_id, where=mails.c.ticket_id.is_not(None))
partly(
    "uq_mails_uid",
    mails.c.desk_id,
    mails.c.mailbox,
    mails.c.uidvalidity,
    mails.c.uid,
    where=mails.c.uid.is_not(None),
    unique=True,
)

# No foreign key to mails: the pieces of a big mail are committed before its row.
raw_pieces = Table(
    "raw_pieces",
    metadata,
    Column("mail_id", ID, primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("content", LargeBinary, nullable=False),
)

attachments = Table(
    "attachments",
    metadata,
    Column("mail_id", ID, ForeignKey("mails.id"), primary_key=True),
    Column("part", Line(255), primary_key=True),
    desk_id(),
    Column("sha256", Line(64), nullable=False),
    Column("filename", Line()),
    Column("content_type", Line(), nullable=False),
    Column("size", ID, nullable=False),
    Column("inline", Boolean, nullable=False),
    Column("content_id", Line()),
    Index("ix_attachments_sha256", "desk_id", "sha256", "mail_id"),
)

# The mails among the attachments; sender and subject_key are folded, to be found by.
attached_mails = Table(
    "attached_mails",
    metadata,
    Column("mail_id", ID, ForeignKey("mails.id"), primary_key=True),
    Column("part", Line(255), primary_key=True),
    desk_id(),
    Column("sender", Line(ADDRESS_LENGTH)),
    Column("sender_name", Line(), nullable=False),
    Column("subject", Line(), nullable=False),
    Column("subject_key", Line(SUBJECT_LENGTH), nullable=False),
    Column("message_id", Line(MESSAGE_ID_LENGTH)),
    Column("written_at", Moment),
    Index("ix_attached_mails_sender", "desk_id", "sender"),
    Index("ix_attached_mails_message_id", "desk_id", "message_id"),
    Index("ix_attached_mails_subject_key", "desk_id", "subject_key", "mail_id"),
)

# No foreign key to mails: fingerprints outlive retention (design promise 2).
fingerprints = Table(
    "fingerprints",
    metadata,
    Column("desk_id", ID, ForeignKey("desks.id"), primary_key=True),
    Column("fingerprint", Line(64), primary_key=True),
    Column("mail_id", ID, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("proven", Boolean, nullable=False),
)
