"""Sample notices: what templates are tried with by `check`, `preview` and the pictures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from mailhelp.core.notices import NoticeKind
from mailhelp.core.noticeviews import ClientView, Teller, client_view
from mailhelp.core.staffviews import StaffView, staff_view

_TELLER = Teller("Example Service Desk", "support@desk.example", "PX", ZoneInfo("Europe/London"))
_TOKEN = "a" * 48
_REASON = {
    "question": "impact",
    "value": "high",
    "rule": "website down",
    "where": "rules.yaml:14",
    "words": ["not available"],
    "sentence": "Our website is not available since 8 this morning.",
}
_FILES = ({"filename": "what we see.png", "size": 34_000},)
_VALUES: Mapping[str, object] = {
    "author": "jo@harbourdental.example",
    "author_name": "Jo Smith",
    "words": "Hello,\n\nour website is not available since 8 this morning. Patients cannot book.\n\nJo",
    "attachments": _FILES,
    "pictures": 1,
    "proof": "DMARC pass for harbourdental.example",
    "proven": True,
    "mail_id": "nq7esatzvp4rb",
    "report": ["jo@harbourdental.example: failed 5.1.1"],
    "reason": "nothing proves who wrote it",
    "errors": ['rules.yaml:14:9: impact "hihg" is not one of high, medium, low'],
}


@dataclass(frozen=True, slots=True)
class _Ticket:
    number: int = 12
    kind: str = "incident"
    request_type: str | None = None
    impact: str = "high"
    urgency: str = "high"
    priority: str | None = "P1"
    due_at: datetime | None = datetime(2026, 12, 1, 11, tzinfo=UTC)
    work_by: datetime | None = datetime(2026, 11, 30, 17, 30, tzinfo=UTC)
    status: str = "open"
    subject: str = "Website not available"
    requester: str = "jo@harbourdental.example"
    client: str | None = "Harbour Dental"
    assignee: str | None = "Ana"
    classification: Mapping[str, object] = field(default_factory=lambda: {"check": False, "reasons": [_REASON]})
    opened_at: datetime = datetime(2026, 11, 27, 16, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Notice:
    values: Mapping[str, object]
    subject: str | None
    ticket: _Ticket | None


_INCIDENT = _Ticket()
_BASIC = _Ticket(
    kind="request",
    request_type="basic",
    impact="low",
    urgency="low",
    priority=None,
    due_at=datetime(2026, 12, 4, 17, 30, tzinfo=UTC),
    work_by=datetime(2026, 12, 4, 17, 30, tzinfo=UTC),
    subject="Please change the opening hours on our page",
)
_ENHANCED = replace(
    _BASIC, request_type="enhanced", due_at=None, work_by=None, subject="A booking form for our website"
)


def sample_views(kind: NoticeKind) -> tuple[ClientView | StaffView, ...]:
    """Return what the template of `kind` may be given: the fullest view first, then the lean ones."""
    if kind in (NoticeKind.ACKNOWLEDGEMENT, NoticeKind.PROMISE):
        return client_samples()
    return staff_samples() if kind.startswith("staff-") else admin_samples()


def client_samples() -> tuple[ClientView, ...]:
    """Return an incident, a basic and an enhanced request, one of an unknown sender, one without a subject."""
    tickets = ((_INCIDENT, "12 business hours"), (_BASIC, "5 business days"), (_ENHANCED, "by agreement"))
    known = (
        client_view(_Notice({"promised": True}, ticket.subject, ticket), _TELLER, target=target, token=_TOKEN)
        for ticket, target in tickets
    )
    unknown = client_view(_Notice({"promised": False}, "Hello", _INCIDENT), _TELLER, token=_TOKEN)
    return (*known, unknown, client_view(_Notice({}, None, replace(_INCIDENT, due_at=None)), _TELLER))


def staff_samples() -> tuple[StaffView, ...]:
    """Return a notice with all there can be, and one with next to nothing."""
    marked = {"check": True, "reasons": [_REASON, {**_REASON, "counted": False, "lacked": "a service"}]}
    full = {**_VALUES, "words_cut": True, "linked": ["PX-3"], "unknown_sender": True, "reopened": True}
    full |= {
        "attachments": [
            *_FILES,
            {"filename": "old.eml", "size": 3_000, "mail_from": "a@x.example", "mail_subject": "Old"},
        ],
        "invitation": "request",
        "invitation_to": "A look at the website",
        "sealed": "encrypted with S/MIME",
        "defects": ["a line ends in the middle of a letter"],
        "proven": False,
        "doubted": True,
        "proof": "dmarc=fail",
        "automatic": "auto-reply",
    }
    ticket = replace(_INCIDENT, classification=marked)
    lean = replace(_ENHANCED, client=None, requester="", subject="", classification={})
    return (
        staff_view(_Notice(_VALUES, None, _INCIDENT), _TELLER, target="12 business hours", token=_TOKEN),
        staff_view(_Notice(full, None, ticket), _TELLER, target="12 business hours", token=_TOKEN),
        staff_view(_Notice({}, None, lean), _TELLER),
    )


def staff_sample(values: Mapping[str, object], reasons: Sequence[Mapping[str, object]]) -> StaffView:
    """Return a notice on the sample incident with other values and reasons."""
    return staff_view(_Notice(values, None, replace(_INCIDENT, classification={"reasons": reasons})), _TELLER)


def admin_samples() -> tuple[StaffView, ...]:
    """Return notices without a ticket: with errors to tell, and with none."""
    return (
        staff_view(_Notice(_VALUES, "Website not available", None), _TELLER),
        staff_view(_Notice({}, None, None), _TELLER),
    )
