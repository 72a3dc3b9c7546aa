"""Tables of tickets: the ticket, its people, tags, links, pauses and history."""

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, Table, UniqueConstraint

from mailhelp.core.ticket import Status
from mailhelp.store.schema.frame import ADDRESS_LENGTH, desk_id, metadata, only, own_id, partly, ticket_id
from mailhelp.store.types import ID, Json, Line, Moment

tickets = Table(
    "tickets",
    metadata,
    own_id(),
    desk_id(),
    Column("number", ID, nullable=False),
    Column("version", Integer, nullable=False),
    Column("status", Line(), nullable=False),
    Column("kind", Line(), nullable=False),
    Column("request_type", Line()),
    Column("impact", Line(), nullable=False),
    Column("urgency", Line(), nullable=False),
    Column("priority", Line()),
    Column("confidence", Float, nullable=False),
    Column("check_classification", Boolean, nullable=False),
    Column("subject", Line(), nullable=False),
    Column("client", Line(255)),
    Column("requester", Line(ADDRESS_LENGTH), nullable=False),
    Column("requester_name", Line(), nullable=False),
    Column("assignee", Line(255)),
    Column("opened_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("due_at", Moment),
    Column("work_by", Moment),
    Column("moved_by", Line()),
    Column("target", Line(), nullable=False),
    Column("respond_due_at", Moment),
    Column("responded_at", Moment),
    Column("resolved_at", Moment),
    Column("closed_at", Moment),
    Column("breached_at", Moment),
    Column("rules_id", ID, ForeignKey("rulesets.id"), nullable=False),
    Column("counted", Json, nullable=False),
    Column("classification", Json, nullable=False),
    Column("settled", Json),
    # The rules that the promise follows from since it was recalculated; NULL: those that judged the ticket.
    Column("promised_by", ID),
    UniqueConstraint("desk_id", "number"),
    only("status", Status),
)
Index("ix_tickets_status", tickets.c.desk_id, tickets.c.status, tickets.c.number)
Index("ix_tickets_client", tickets.c.desk_id, tickets.c.client, tickets.c.number)
_unresolved = tickets.c.resolved_at.is_(None)
partly("ix_tickets_due_at", tickets.c.desk_id, tickets.c.due_at, where=_unresolved & tickets.c.due_at.is_not(None))
partly("ix_tickets_work_by", tickets.c.desk_id, tickets.c.work_by, where=_unresolved & tickets.c.work_by.is_not(None))

ticket_people = Table(
    "ticket_people",
    metadata,
    Column("ticket_id", ID, ForeignKey("tickets.id"), primary_key=True),
    Column("address", Line(ADDRESS_LENGTH), primary_key=True),
    desk_id(),
    Column("role", Line(), nullable=False),
    Column("known", Boolean, nullable=False),
    Column("added_at", Moment, nullable=False),
    Index("ix_ticket_people_address", "desk_id", "address"),
)

ticket_tags = Table(
    "ticket_tags",
    metadata,
    Column("ticket_id", ID, ForeignKey("tickets.id"), primary_key=True),
    Column("tag", Line(255), primary_key=True),
    desk_id(),
    Index("ix_ticket_tags_tag", "desk_id", "tag"),
)

ticket_links = Table(
    "ticket_links",
    metadata,
    Column("ticket_id", ID, ForeignKey("tickets.id"), primary_key=True),
    Column("other_id", ID, ForeignKey("tickets.id"), primary_key=True),
    desk_id(),
    Column("linked_at", Moment, nullable=False),
    Index("ix_ticket_links_other", "other_id"),
)

pauses = Table(
    "pauses",
    metadata,
    own_id(),
    desk_id(),
    ticket_id(),
    Column("started_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Index("ix_pauses_ticket", "ticket_id"),
)

history = Table(
    "history",
    metadata,
    own_id(),
    desk_id(),
    ticket_id(),
    Column("happened_at", Moment, nullable=False),
    Column("place", Integer, nullable=False),
    Column("who", Line(ADDRESS_LENGTH), nullable=False),
    Column("change", Line(), nullable=False),
    Column("before", Line()),
    Column("after", Line()),
    Column("note", Line(), nullable=False),
    Column("mail_id", ID),
    Column("notice_id", ID),
    Column("move_id", ID),
    Index("ix_history_ticket", "ticket_id", "happened_at", "place"),
)
