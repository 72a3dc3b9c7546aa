"""Notices: what the desk owes to whom, by which manners it is sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class NoticeKind(StrEnum):
    """Every kind of notice; its value is the name of its template."""

    ACKNOWLEDGEMENT = "acknowledgement"
    PROMISE = "promise"
    STAFF_NEW = "staff-new"
    STAFF_UPDATE = "staff-update"
    STAFF_BOUNCE = "staff-bounce"
    STAFF_SET_ASIDE = "staff-set-aside"
    ADMIN_RULES = "admin-rules"
    ADMIN_TEMPLATE = "admin-template"
    DOCTOR = "doctor"


class Manner(StrEnum):
    """The classes of design 6: they decide envelope sender, Auto-Submitted and order (RFC 3834)."""

    ANSWER = "answer"
    CLOCK = "clock"
    WORDS = "words"


class CauseKind(StrEnum):
    """What made the desk owe a notice."""

    MAIL = "mail"
    CLOCK = "clock"
    CONSOLE = "console"


# People's words go before acknowledgements before staff notices (design 6).
RANK_WORDS, RANK_ACKNOWLEDGEMENT, RANK_STAFF = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Owed:
    """A notice that is owed: written in the ticket's transaction, rendered and sent later.

    recipient: one address. to_client: False for staff and admins (holding applies to clients only).
    values: JSON values for the template beside the ticket's own; never secrets.
    subject: of the mail answered, None when the notice has a subject of its own.
    in_reply_to: Message-ID answered, without brackets; references: its References and itself (RFC 5322 section 3.6.4).
    """

    kind: NoticeKind
    recipient: str
    manner: Manner
    rank: int
    to_client: bool
    recipient_name: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    subject: str | None = None
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
