"""What templates for staff and admins are given: everything that is known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mailhelp.core.noticeviews import NoticeRow, Teller, TicketRow, TicketView, ref_line, ticket_name, ticket_view
from mailhelp.core.wording import clean_line, clean_subject, clean_text, local_time

WRITE_ABOVE = "##- Write above this line -##"
MOST_ADDRESS = 320
MOST_WORDS = 32_768
MOST_LINES = 50
MOST_REASON_WORDS = 8


@dataclass(frozen=True, slots=True)
class WorkView:
    """What only staff are told of a ticket; "" or () where there is nothing.

    work_by: "" where it is the same as due. opened: when the mail came. check: staff should check the classification.
    reasons: what counted; near: what nearly did; readable lines.
    """

    work_by: str
    opened: str
    status: str
    impact: str
    urgency: str
    requester: str
    client: str
    assignee: str
    check: bool
    reasons: tuple[str, ...]
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AttachmentView:
    """An attachment in a notice to staff; size as people say it ("34 KB")."""

    name: str
    size: str


@dataclass(frozen=True, slots=True)
class MailView:
    """The mail that staff are told of; words: what it says, as plain text; cut: there is more of it in the ticket.

    attachments: the first 50; more_attachments: how many there are beside them.
    """

    author: str
    author_name: str
    proven: bool
    doubted: bool
    proof: str
    automatic: str
    words: str
    cut: bool
    attachments: tuple[AttachmentView, ...]
    more_attachments: int
    defects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StaffView:
    """What a template for staff and admins sees.

    understood, work: None for a notice without a ticket (ticket is "" then).
    reason, report, errors: of a mail set aside, a bounce, a refused rules file or template.
    """

    desk: str
    address: str
    ref: str
    write_above: str
    ticket: str
    subject: str
    understood: TicketView | None
    work: WorkView | None
    mail: MailView
    unknown_sender: bool
    reopened: bool
    linked: tuple[str, ...]
    reason: str
    mail_id: str
    report: tuple[str, ...]
    errors: tuple[str, ...]


def staff_view(notice: NoticeRow, teller: Teller, *, target: str = "", token: str = "") -> StaffView:
    """Return what the template of a notice to staff or admins sees.

    notice.values: author, author_name, words, words_cut, attachments, defects, proof, proven, doubted, automatic,
    linked, mail_id,
    unknown_sender, reopened, reason, report, errors; all of them may be missing. target: as written in the rules.
    """
    ticket, values = notice.ticket, notice.values
    return StaffView(
        desk=clean_line(teller.name),
        address=teller.address,
        ref=ref_line(token),
        write_above=WRITE_ABOVE,
        ticket=ticket_name(ticket, teller),
        subject=clean_subject((ticket.subject if ticket else notice.subject) or "", teller.prefix),
        understood=ticket_view(ticket, teller, target) if ticket else None,
        work=_work(ticket, teller) if ticket else None,
        mail=_mail(values),
        unknown_sender=values.get("unknown_sender") is True,
        reopened=values.get("reopened") is True,
        linked=_lines(values, "linked"),
        reason=_line(values, "reason"),
        mail_id=_line(values, "mail_id"),
        report=_lines(values, "report"),
        errors=_lines(values, "errors"),
    )


def _work(ticket: TicketRow, teller: Teller) -> WorkView:
    counted, near = _reasons(ticket.classification.get("reasons"))
    moved = ticket.work_by if ticket.work_by != ticket.due_at else None
    return WorkView(
        work_by=local_time(moved, teller.zone),
        opened=local_time(ticket.opened_at, teller.zone),
        status=str(ticket.status).replace("_", " "),
        impact=str(ticket.impact),
        urgency=str(ticket.urgency),
        requester=clean_line(ticket.requester, MOST_ADDRESS),
        client=clean_line(ticket.client or "", 200),
        assignee=clean_line(ticket.assignee or "", 200),
        check=ticket.classification.get("check") is True,
        reasons=counted,
        near=near,
    )


def _mail(values: Mapping[str, object]) -> MailView:
    words, attachments = clean_text(_string(values.get("words"))), _list(values.get("attachments"))
    return MailView(
        author=_line(values, "author"),
        author_name=_line(values, "author_name"),
        proven=values.get("proven") is True,
        doubted=values.get("doubted") is True,
        proof=_line(values, "proof"),
        automatic=_line(values, "automatic"),
        words=words[:MOST_WORDS],
        cut=values.get("words_cut") is True or len(words) > MOST_WORDS,
        attachments=tuple(_attachment(one) for one in attachments[:MOST_LINES]),
        more_attachments=max(0, len(attachments) - MOST_LINES),
        defects=_lines(values, "defects"),
    )


def _reasons(found: object) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the reasons that counted and those that nearly did."""
    reasons = [one for one in _list(found) if isinstance(one, Mapping)]
    counted = [one for one in reasons if one.get("counted") is not False][:MOST_LINES]
    near = [one for one in reasons if one.get("counted") is False][:MOST_LINES]
    return tuple(map(_reason, counted)), tuple(map(_reason, near))


def _reason(reason: Mapping[str, object]) -> str:
    """Return one reason in words.

    >>> _reason({"question": "impact", "value": "high", "rule": "website down", "where": "rules.yaml:14",
    ...          "words": ["down"], "sentence": "Our website is down."})
    'impact high: rule "website down" (rules.yaml:14) saw "down" in "Our website is down."'
    """
    line = f'{_line(reason, "question")} {_line(reason, "value")}: rule "{_line(reason, "rule")}"'
    if where := _line(reason, "where"):
        line += f" ({where})"
    if words := _lines(reason, "words", most=MOST_REASON_WORDS):
        line += " saw " + ", ".join(f'"{word}"' for word in words)
    if sentence := clean_line(_string(reason.get("sentence")), 200):
        line += f' in "{sentence}"'
    if lacked := _line(reason, "lacked"):
        line += f"; it lacked {lacked}"
    return clean_line(line, 700)


def _attachment(found: object) -> AttachmentView:
    told: Mapping[str, object] = found if isinstance(found, Mapping) else {}
    size = told.get("size")
    name = clean_line(_string(told.get("filename")), 200) or "without a name"
    return AttachmentView(name=name, size=_size(size) if isinstance(size, int) else "")


def _size(count: int) -> str:
    """Return a number of bytes as people say it.

    >>> _size(900), _size(34_000), _size(5_300_000)
    ('1 KB', '34 KB', '5.3 MB')
    """
    return f"{max(1, round(count / 1000))} KB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""


def _list(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else ()


def _line(values: Mapping[str, object], name: str) -> str:
    return clean_line(_string(values.get(name)), 500)


def _lines(values: Mapping[str, object], name: str, most: int = MOST_LINES) -> tuple[str, ...]:
    return tuple(clean_line(one, 500) for one in _list(values.get(name))[:most] if isinstance(one, str))
