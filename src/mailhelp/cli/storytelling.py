"""The story of a ticket as lines for people."""

from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo

from mailhelp.cli.attached import about
from mailhelp.cli.judgement import doubts, judgement
from mailhelp.cli.output import printable
from mailhelp.core.ids import shown
from mailhelp.core.mailviews import invitation_words
from mailhelp.core.policy import Desk
from mailhelp.core.ticket import Classification
from mailhelp.store.classified import classification_of
from mailhelp.store.mailrows import MailRow
from mailhelp.store.ticketrows import TicketStory


def told(story: TicketStory, desk: Desk, zone: tzinfo) -> Iterator[str]:
    """Give the story of a ticket line by line, moments in the desk's zone."""
    ticket, found = story.ticket, classification_of(story.classification)
    name = desk.ticket_name(ticket.number)
    yield f"{name}  {printable(ticket.subject)}"
    level = ticket.priority or ticket.request_type
    yield f"  {ticket.kind} {level}, impact {ticket.impact}, urgency {ticket.urgency}, {ticket.status}"
    yield from _check(found, name)
    yield f"  opened {_at(ticket.opened_at, zone)} for {printable(ticket.requester)}"
    yield f"  due {_at(ticket.due_at, zone) or 'by agreement'} ({_target(story)})" + _work_by(story, zone)
    for what, whom in (("client", ticket.client), ("assigned to", ticket.assignee)):
        if whom:
            yield f"  {what} {printable(whom)}"
    if story.links:
        yield f"  beside {', '.join(desk.ticket_name(number) for number in story.links)}"
    yield from _section(f"why, in short (mailhelp explain {name} tells all)", judgement(found, story.settled))
    yield from _section("rules", [f"version {shown(story.rules_id)}"])
    yield from _section("counted", (_interval(start, end, zone) for start, end in story.counted))
    yield from _section("history", _history(story, zone))
    yield from _section("mails", (line for one in story.mails for line in _mail(one, zone)))
    yield from _section("notices", (_notice(story, place) for place in range(len(story.notices))))
    yield from _section("attachments", _attachments(story))


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    first = True
    for line in lines:
        if first:
            yield f"\n  {title}"
            first = False
        yield f"    {printable(line)}"


def _at(moment: datetime | None, zone: tzinfo) -> str:
    return "" if moment is None else moment.astimezone(zone).strftime("%a %d %b %Y %H:%M %Z")


def _target(story: TicketStory) -> str:
    by_hand = next((one.rule for one in story.settled if one.question == "due"), "")
    return f"set by {by_hand}" if by_hand else story.target


def _work_by(story: TicketStory, zone: tzinfo) -> str:
    ticket = story.ticket
    if ticket.work_by is None or ticket.work_by == ticket.due_at:
        return ""
    return f", work by {_at(ticket.work_by, zone)} (moved by {story.moved_by})"


def _check(found: Classification, name: str) -> Iterator[str]:
    if why := doubts(found):
        yield f"  check classification: {', '.join(why)} (mailhelp explain {name})"


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
