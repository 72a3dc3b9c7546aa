"""Tables of the desk itself: its counters, rules, mailboxes, and what people did at the console."""

from sqlalchemy import Column, Table, UniqueConstraint

from mailhelp.store.schema.frame import desk_id, metadata, own_id
from mailhelp.store.types import ID, Line, Moment

# active_rules_id has no foreign key, because rulesets point at desks.
desks = Table(
    "desks",
    metadata,
    own_id(),
    Column("name", Line(255), nullable=False, unique=True),
    Column("key_id", Line(64)),
    Column("active_rules_id", ID),
    Column("last_number", ID, nullable=False, default=0),
)

rulesets = Table(
    "rulesets",
    metadata,
    own_id(),
    desk_id(),
    Column("hash", Line(128), nullable=False),
    Column("text", Line(), nullable=False),
    Column("calendar_text", Line(), nullable=False),
    Column("model_hash", Line(128), nullable=False),
    Column("accepted_at", Moment, nullable=False),
    UniqueConstraint("desk_id", "hash"),
)

mailboxes = Table(
    "mailboxes",
    metadata,
    own_id(),
    desk_id(),
    Column("name", Line(255), nullable=False),
    Column("folder", Line(255), nullable=False),
    Column("configured_at", Moment, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("uidvalidity", ID),
    Column("low_water", ID, nullable=False, default=1),
    UniqueConstraint("desk_id", "name"),
)

# What people did at the console, from which and the raw mail all else can be rebuilt (design promise 1).
console_actions = Table(
    "console_actions",
    metadata,
    own_id(),
    desk_id(),
    Column("done_at", Moment, nullable=False),
    Column("action", Line(), nullable=False),
    Column("target_kind", Line(), nullable=False),
    Column("target_id", ID, nullable=False),
    Column("detail", Line(), nullable=False),
)
