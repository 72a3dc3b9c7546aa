"""What templates are given."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailhelp.core.facts import Address, AttachedMail, Attachment, MailFacts
from mailhelp.core.noticeviews import Teller, client_view
from mailhelp.core.owing import mail_values
from mailhelp.core.staffviews import staff_view

DESK = Teller("Desk", "support@desk.example", "PX", ZoneInfo("Europe/London"))
DUE = datetime(2026, 12, 1, 11, tzinfo=UTC)
JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5), st.lists, max_leaves=3)
KEYS = (
    "author words words_cut attachments pictures invitation sealed defects proof proven linked report errors reason "
    "unknown_sender"
).split()


@dataclass(frozen=True, slots=True)
class ATicket:
    number: int = 12
    kind: str = "incident"
    request_type: str | None = None
    impact: str = "high"
    urgency: str = "high"
    priority: str | None = "P1"
    due_at: datetime | None = DUE
    work_by: datetime | None = DUE
    status: str = "on_hold"
    subject: str = "Website down"
    requester: str = "jo@client.example"
    client: str | None = None
    assignee: str | None = None
    classification: Mapping[str, object] = field(default_factory=dict)
    opened_at: datetime = DUE


@dataclass(frozen=True, slots=True)
class ANotice:
    values: Mapping[str, object] = field(default_factory=dict)
    subject: str | None = None
    ticket: ATicket | None = ATicket()


@pytest.mark.parametrize(
    ("priority", "words"),
    [
        ("P1", "Priority 1 (Critical)"),
        ("P2", "Priority 2 (High)"),
        ("P3", "Priority 3 (Medium)"),
        ("P4", "Priority 4 (Low)"),
    ],
)
def test_a_priority_is_told_in_the_words_of_the_service_text(priority: str, words: str) -> None:
    understood = client_view(ANotice(ticket=replace(ATicket(), priority=priority)), DESK).understood

    assert understood is not None
    assert (understood.kind, understood.level, understood.target_word) == ("Incident", words, "Resolution")


def test_an_enhanced_request_with_a_date_agreed_tells_the_date() -> None:
    agreed = replace(ATicket(), kind="request", request_type="enhanced", priority=None)

    understood = client_view(ANotice(ticket=agreed), DESK).understood

    assert understood is not None
    assert (understood.by_agreement, understood.due) == (False, "Tuesday 1 December 2026, 11:00 GMT")


def test_no_promise_means_that_nothing_of_the_classification_is_given_to_the_template() -> None:
    view = client_view(ANotice({"promised": False}), DESK, target="12 business hours")

    assert view.understood is None
    assert view.ticket == "PX-12"


def test_work_by_is_told_only_where_it_differs() -> None:
    early = replace(ATicket(), work_by=datetime(2026, 11, 30, 17, 30, tzinfo=UTC))

    same, differs = staff_view(ANotice(), DESK).work, staff_view(ANotice(ticket=early), DESK).work

    assert same is not None and differs is not None
    assert (same.work_by, differs.work_by) == ("", "Monday 30 November 2026, 17:30 GMT")


@given(st.dictionaries(st.sampled_from(KEYS), JSON), st.dictionaries(st.sampled_from(["reasons", "check"]), JSON))
def test_odd_values_never_stop_a_notice_to_staff(values: dict[str, object], found: dict[str, object]) -> None:
    view = staff_view(ANotice(values, ticket=replace(ATicket(), classification=found)), DESK)

    assert view.ticket == "PX-12"


def test_long_words_are_cut_and_it_is_told() -> None:
    view = staff_view(ANotice({"words": "word " * 100_000}), DESK)

    assert len(view.mail.words) < 40_000
    assert view.mail.cut


def test_pictures_of_the_text_are_counted_apart_from_the_files() -> None:
    logo = Attachment("2", "image001.png", "image/png", 900, "0" * 64, inline=True, content_id="a@x")
    report = Attachment("3", "report.pdf", "application/pdf", 34_000, "1" * 64)

    mail = staff_view(ANotice(mail_values(MailFacts(attachments=(logo, report)))), DESK).mail

    assert ([(one.name, one.size) for one in mail.attachments], mail.pictures) == ([("report.pdf", "34 KB")], 1)


def test_a_mail_among_the_files_is_told_with_its_author_and_subject() -> None:
    old = AttachedMail("2", Address("Ana", "ana@x.example"), "The old\none")
    file = Attachment("2", "old.eml", "message/rfc822", 3_000, "0" * 64)

    mail = staff_view(ANotice(mail_values(MailFacts(attachments=(file,), attached_mails=(old,)))), DESK).mail

    assert mail.attachments[0].about == "a mail from ana@x.example: The old one"


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        (MailFacts(invitation="request", invitation_to="Tea"), "an invitation (request) to Tea"),
        (MailFacts(invitation="", subject="Our tea"), "an invitation to Our tea"),
        (MailFacts(subject="Our tea"), ""),
    ],
)
def test_an_invitation_is_told_with_its_event_or_else_the_subject(facts: MailFacts, told: str) -> None:
    calendar = Attachment("1", None, "text/calendar", 300, "0" * 64)

    mail = staff_view(ANotice(mail_values(replace(facts, attachments=(calendar,)))), DESK).mail

    assert (mail.invitation, mail.attachments) == (told, ())
