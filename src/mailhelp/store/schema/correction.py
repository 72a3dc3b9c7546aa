"""Tables of what staff decide: moves, each the commands given at once, and corrections of what the rules said."""

from sqlalchemy import Column, ForeignKey, Index, Table

from mailhelp.store.schema.frame import ADDRESS_LENGTH, desk_id, metadata, own_id, ticket_id
from mailhelp.store.types import ID, Json, Line, Moment

# `changes` holds before and after of all that a move changed, so that it can be undone as one.
moves = Table(
    "moves",
    metadata,
    own_id(),
    desk_id(),
    ticket_id(),
    Column("who", Line(ADDRESS_LENGTH), nullable=False),
    Column("door", Line(), nullable=False),
    Column("done_at", Moment, nullable=False),
    Column("commands", Line(), nullable=False),
    Column("changes", Json, nullable=False),
    Column("undone_at", Moment),
    Index("ix_moves_ticket", "ticket_id", "done_at"),
)

# `before` is what the rules said, `after` what staff say: a labelled example.
corrections = Table(
    "corrections",
    metadata,
    own_id(),
    desk_id(),
    ticket_id(),
    Column("move_id", ID, ForeignKey("moves.id")),
    Column("question", Line(), nullable=False),
    Column("before", Line()),
    Column("after", Line(), nullable=False),
    Column("who", Line(ADDRESS_LENGTH), nullable=False),
    Column("done_at", Moment, nullable=False),
    Column("rules_id", ID, ForeignKey("rulesets.id"), nullable=False),
    Column("undone_at", Moment),
    Index("ix_corrections_done_at", "desk_id", "done_at"),
    Index("ix_corrections_ticket", "ticket_id"),
)
