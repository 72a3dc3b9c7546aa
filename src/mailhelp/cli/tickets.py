"""The commands about tickets: tickets, ticket."""

import argparse
import re
import sys
from dataclasses import asdict
from datetime import tzinfo

from mailhelp.cli.attached import attached_mail_json, attachment_json
from mailhelp.cli.desk import desk_of_arguments
from mailhelp.cli.mails import mail_json
from mailhelp.cli.output import print_json, print_table
from mailhelp.cli.storytelling import told
from mailhelp.core.errors import UsageError
from mailhelp.core.ids import shown
from mailhelp.core.ticket import Status
from mailhelp.daemon.wiring import OpenDesk
from mailhelp.store.ticketrows import HistoryRow, TicketRow, TicketStory

_NUMBER = re.compile(r"(?:[A-Za-z]\w*-|#)?(\d{1,12})")
TITLES = ("number", "kind", "impact", "urgency", "priority", "status", "due", "client", "requester", "subject", "check")


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Add the arguments of `command`."""
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    if command == "tickets":
        parser.add_argument("--status", nargs="+", choices=[str(one) for one in Status], help="only these")
    else:
        parser.add_argument("number", help="PX-12 or 12")


def run(args: argparse.Namespace) -> int:
    """List tickets or tell one."""
    with desk_of_arguments(args) as desk:
        return _tickets(desk, args) if args.command == "tickets" else _ticket(desk, args)


def _tickets(desk: OpenDesk, args: argparse.Namespace) -> int:
    rows = desk.rooms.tickets.tickets(status=args.status, now=desk.setting.clock())
    if args.json:
        for row in rows:
            print_json(ticket_json(row))
        return 0
    zone = desk.zone()
    print_table(TITLES, (_row(desk, row, zone) for row in rows))
    return 0


def ticket_json(row: TicketRow) -> dict[str, object]:
    """Return a ticket as `tickets --json` prints it (design 10)."""
    return asdict(row) | {"id": shown(row.id)}


def _row(desk: OpenDesk, row: TicketRow, zone: tzinfo) -> tuple[object, ...]:
    name = desk.setting.desk.ticket_name(row.number)
    return (
        name, row.kind, row.impact, row.urgency, row.priority or row.request_type, row.status, due(row, zone),
        row.client, row.requester, row.subject, "classification" if row.check else "",
    )  # fmt: skip


def due(row: TicketRow, zone: tzinfo) -> str:
    """Return by when a ticket is promised, in the desk's zone; "by agreement" where there is no date."""
    return "by agreement" if row.due_at is None else row.due_at.astimezone(zone).strftime("%a %d %b %H:%M %Z")


def is_number(text: str) -> bool:
    """Return whether a text reads like the number of a ticket."""
    return _NUMBER.fullmatch(text.strip()) is not None


def number_of(text: str) -> int:
    """Return the number of a ticket as people write it: PX-12, px-12, #12, 12.

    >>> number_of("PX-12"), number_of("12")
    (12, 12)
    """
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        raise UsageError(f'"{text}" is not a ticket number: write PX-12 or 12')
    return int(found[1])


def _ticket(desk: OpenDesk, args: argparse.Namespace) -> int:
    story = desk.rooms.tickets.story(number_of(args.number), now=desk.setting.clock())
    if args.json:
        print_json(story_json(story))
    else:
        for line in told(story, desk.setting.desk, desk.zone()):
            sys.stdout.write(line + "\n")
    return 0


def story_json(story: TicketStory) -> dict[str, object]:
    """Return the whole story of a ticket as `ticket --json` prints it; ids as they are shown everywhere."""
    whole = asdict(story)
    whole["mails"] = [mail_json(row) for row in story.mails]
    whole["notices"] = [asdict(row) | {"id": shown(row.id)} for row in story.notices]
    whole["attachments"] = [attachment_json(row) for row in story.attachments]
    whole["attached_mails"] = [attached_mail_json(row) for row in story.attached_mails]
    whole["history"] = [_event_json(row) for row in story.history]
    return {**ticket_json(story.ticket), **{key: one for key, one in whole.items() if key != "ticket"}}


def _event_json(row: HistoryRow) -> dict[str, object]:
    ids = {"mail_id": row.mail_id, "notice_id": row.notice_id, "move_id": row.move_id}
    return asdict(row) | {key: None if one is None else shown(one) for key, one in ids.items()}
