"""The story of a ticket as lines for people."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, tzinfo

from mailhelp.cli.attached import about
from mailhelp.cli.output import printable
from mailhelp.core.ids import shown
from mailhelp.core.mailviews import invitation_words
from mailhelp.core.policy import Desk
from mailhelp.store.mailrows import MailRow
from mailhelp.store.ticketrows import TicketStory


def told(story: TicketStory, desk: Desk, zone: tzinfo) -> Iterator[str]:
    """Give the story of a ticket line by line, moments in the desk's zone."""
    ticket = story.ticket
    yield f"{desk.ticket_name(ticket.number)}  {printable(ticket.subject)}"
    level = ticket.priority or ticket.request_type
    yield f"  {ticket.kind} {level}, impact {ticket.impact}, urgency {ticket.urgency}, {ticket.status}"
    yield f"  opened {_at(ticket.opened_at, zone)} for {printable(ticket.requester)}"
    yield f"  due {_at(ticket.due_at, zone) or 'by agreement'} ({story.target})" + _work_by(story, zone)
    for name, found in (("client", ticket.client), ("assigned to", ticket.assignee)):
        if found:
            yield f"  {name} {printable(found)}"
    if story.links:
        yield f"  beside {', '.join(desk.ticket_name(number) for number in story.links)}"
    yield from _section("why", _reasons(story))
    yield from _section("counted", (_interval(start, end, zone) for start, end in story.counted))
    yield from _section("history", _history(story, zone))
    yield from _section("mails", (line for one in story.mails for line in _mail(one, zone)))
    yield from _section("notices", (_notice(story, place) for place in range(len(story.notices))))
    yield from _section("attachments", _attachments(story))


def _section(title: str, lines: Iterator[str]) -> Iterator[str]:
    first = True
    for line in lines:
        if first:
            yield f"\n  {title}"
            first = False
        yield f"    {printable(line)}"


def _at(moment: datetime | None, zone: tzinfo) -> str:
    return "" if moment is None else moment.astimezone(zone).strftime("%a %d %b %Y %H:%M %Z")


def _work_by(story: TicketStory, zone: tzinfo) -> str:
    ticket = story.ticket
    if ticket.work_by is None or ticket.work_by == ticket.due_at:
        return ""
    return f", work by {_at(ticket.work_by, zone)} (moved by {story.moved_by})"


def _reasons(story: TicketStory) -> Iterator[str]:
    for settled in story.settled:
        yield f"{settled.question} {settled.value}: {settled.rule}"
    reasons = story.classification.get("reasons")
    for one in reasons if isinstance(reasons, Sequence) else ():
        if isinstance(one, Mapping) and one.get("counted", True):
            words = ", ".join(f'"{word}"' for word in one.get("words", ()))
            yield f"{one['question']} {one['value']}: {one['rule']} {words} {one.get('where', '')}".rstrip()
    if story.classification.get("check"):
        yield "check classification: the lead was small, or nothing fitted"


def _interval(start: str, end: str, zone: tzinfo) -> str:
    opens, closes = (datetime.fromisoformat(one).astimezone(zone) for one in (start, end))
    return f"{opens:%a %d %b %H:%M} to {closes:%a %d %b %H:%M}"


def _history(story: TicketStory, zone: tzinfo) -> Iterator[str]:
    for one in story.history:
        moved = f" from {one.before}" if one.before else ""
        after = f"{' to' if moved else ''} {one.after}" if one.after else ""
        note = f" ({one.note})" if one.note else ""
        yield f"{_at(one.happened_at, zone)}  {one.who}: {one.change}{moved}{after}{note}"


def _mail(one: MailRow, zone: tzinfo) -> Iterator[str]:
    yield f"{shown(one.id)}  {_at(one.received_at, zone)}  {one.sender or '-'}: {one.subject or ''} [{one.fate}]"
    if one.invitation is not None:
        yield f"  {invitation_words(one.invitation, one.invitation_to or one.subject or '')}"
    if one.sealed:
        yield f"  {one.sealed}: that cannot be read here"


def _attachments(story: TicketStory) -> Iterator[str]:
    mails = {(one.mail_id, one.part): one for one in story.attached_mails}
    for one in story.attachments:
        shape = f"{one.content_type}, {one.size} bytes" + (", in the text" if one.inline else "")
        told = about(one, mails.get((one.mail_id, one.part)))
        yield f"{shown(one.mail_id)} {one.part}  {one.filename or '-'} ({shape})" + (f"  {told}" if told else "")


def _notice(story: TicketStory, place: int) -> str:
    one = story.notices[place]
    return f"{shown(one.id)}  {one.kind} to {one.to}: {one.status}, {one.attempts} attempts"
