"""What templates for staff and admins are given: everything that is known."""

from collections.abc import Mapping
from dataclasses import dataclass

from mailhelp.core.mailviews import MOST_LINES, MailView, line_of, lines_of, list_of, mail_view, text_of
from mailhelp.core.noticeviews import NoticeRow, Teller, TicketRow, TicketView, ref_line, ticket_name, ticket_view
from mailhelp.core.wording import clean_line, clean_subject, local_time

WRITE_ABOVE = "##- Write above this line -##"
MOST_ADDRESS = 320
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

    notice.values: author, author_name, words, words_cut, attachments, pictures, invitation, invitation_to, sealed,
    defects, proof, proven, doubted, automatic, linked, mail_id, unknown_sender, reopened, reason, report, errors; all
    of them may be missing. target: as written in the rules.
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
        mail=mail_view(values),
        unknown_sender=values.get("unknown_sender") is True,
        reopened=values.get("reopened") is True,
        linked=lines_of(values, "linked"),
        reason=line_of(values, "reason"),
        mail_id=line_of(values, "mail_id"),
        report=lines_of(values, "report"),
        errors=lines_of(values, "errors"),
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


def _reasons(found: object) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the reasons that counted and those that nearly did."""
    reasons = [one for one in list_of(found) if isinstance(one, Mapping)]
    counted = [one for one in reasons if one.get("counted") is not False][:MOST_LINES]
    near = [one for one in reasons if one.get("counted") is False][:MOST_LINES]
    return tuple(map(_reason, counted)), tuple(map(_reason, near))


def _reason(reason: Mapping[str, object]) -> str:
    """Return one reason in words.

    >>> _reason({"question": "impact", "value": "high", "rule": "website down", "where": "rules.yaml:14",
    ...          "words": ["down"], "sentence": "Our website is down."})
    'impact high: rule "website down" (rules.yaml:14) saw "down" in "Our website is down."'
    """
    line = f'{line_of(reason, "question")} {line_of(reason, "value")}: rule "{line_of(reason, "rule")}"'
    if where := line_of(reason, "where"):
        line += f" ({where})"
    if words := lines_of(reason, "words", most=MOST_REASON_WORDS):
        line += " saw " + ", ".join(f'"{word}"' for word in words)
    if sentence := clean_line(text_of(reason.get("sentence")), 200):
        line += f' in "{sentence}"'
    if lacked := line_of(reason, "lacked"):
        line += f"; but {lacked}"
    return clean_line(line, 700)
