"""The tables of the store, with the indexes that keep a million tickets quick; REVISION is the newest migration."""

from mailhelp.store.schema.correction import corrections, moves
from mailhelp.store.schema.desk import console_actions, desks, mailboxes, rulesets
from mailhelp.store.schema.frame import metadata
from mailhelp.store.schema.mail import attached_mails, attachments, fingerprints, mails, raw_pieces
from mailhelp.store.schema.notice import notice_attempts, notice_bytes, notices
from mailhelp.store.schema.ticket import history, pauses, ticket_links, ticket_people, ticket_tags, tickets

REVISION = "0002"

__all__ = [
    "REVISION",
    "attached_mails",
    "attachments",
    "console_actions",
    "corrections",
    "desks",
    "fingerprints",
    "history",
    "mailboxes",
    "mails",
    "metadata",
    "moves",
    "notice_attempts",
    "notice_bytes",
    "notices",
    "pauses",
    "raw_pieces",
    "rulesets",
    "ticket_links",
    "ticket_people",
    "ticket_tags",
    "tickets",
]
