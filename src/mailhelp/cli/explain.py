"""The command `explain`: why a mail or a ticket was decided as it was."""

import argparse
import sys
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any

from mailhelp.cli.desk import desk_of_arguments
from mailhelp.cli.explaining import Explanation, explanation_json, told
from mailhelp.cli.mailfiles import bytes_of
from mailhelp.cli.output import print_json
from mailhelp.cli.reading import rules_of_desk
from mailhelp.cli.tickets import is_number, number_of
from mailhelp.config.calendar import calendar_of_text
from mailhelp.config.rulesfile import load_rules, load_rules_text
from mailhelp.core.classify import classify
from mailhelp.core.errors import BadData, UsageError
from mailhelp.core.ids import shown
from mailhelp.core.sla import promise
from mailhelp.core.ticket import Classification, Interval, Kind, Level, Priority, Promise, Reason, RequestType
from mailhelp.daemon.clocks import now
from mailhelp.daemon.readinglimits import limits_of_desk
from mailhelp.daemon.wiring import OpenDesk
from mailhelp.mail.parse import read_mail
from mailhelp.store.ticketrows import TicketStory


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Add the arguments of `explain`."""
    parser.add_argument("what", metavar="FILE|NUMBER", help="a mail in a file, or a ticket: PX-12 or 12")
    parser.add_argument("--rules", type=Path, metavar="FILE", help="for a file; default: the desk's, else the standard")
    parser.add_argument("--json", action="store_true", help="one JSON object")


def run(args: argparse.Namespace) -> int:
    """Explain a mail in a file, or a ticket when there is no such file and it reads like a ticket's number."""
    explanation = _of_ticket(args) if is_number(args.what) and not Path(args.what).is_file() else _of_file(args)
    if args.json:
        print_json(explanation_json(explanation))
    else:
        sys.stdout.writelines(f"{line}\n" for line in told(explanation))
    return 0


def _of_file(args: argparse.Namespace) -> Explanation:
    path = Path(args.what)
    mail = read_mail(bytes_of(path), limits=limits_of_desk(args.config))
    if not mail.readable:
        raise BadData(f"{path} cannot be read as a mail: {'; '.join(mail.defects) or 'it has no headers'}")
    file = args.rules or rules_of_desk(args.config)
    rules = load_rules(file)
    found = classify(mail, rules)
    begun_at = now()
    return Explanation(
        name=str(path),
        subject=mail.subject,
        classification=found,
        rules=rules,
        begun_at=begun_at,
        promise=promise(found.target, begun_at, targets=rules.targets, calendar=rules.calendar),
        rules_name=str(file) if file else "standard rules",
    )


def _of_ticket(args: argparse.Namespace) -> Explanation:
    if args.rules:
        raise UsageError("--rules is for a file: a ticket is explained by the rules that decided it")
    with desk_of_arguments(args) as desk:
        return _of_story(desk, desk.rooms.tickets.story(number_of(args.what), now=now()))


def _of_story(desk: OpenDesk, story: TicketStory) -> Explanation:
    version = desk.rooms.rulesets.get(story.rules_id)
    rules = load_rules_text(version.text, examples=False)
    ticket = story.ticket
    return Explanation(
        name=desk.setting.desk.ticket_name(ticket.number),
        subject=ticket.subject,
        classification=classification_of(story.classification),
        rules=rules,
        begun_at=ticket.opened_at,
        promise=Promise(
            due_at=ticket.due_at,
            work_by=ticket.work_by,
            moved_by=story.moved_by,
            counted=tuple(Interval(*map(datetime.fromisoformat, pair)) for pair in story.counted),
            target=story.target,
            respond_due_at=ticket.respond_due_at,
        ),
        rules_name=f"version {shown(version.id)}",
        number=ticket.number,
        rules_version=shown(version.id),
        accepted_at=version.accepted_at,
        zone=calendar_of_text(version.calendar_text).zone,
    )


def classification_of(stored: dict[str, Any]) -> Classification:
    """Return a classification as it was when it was stored with its ticket."""
    known = {field.name for field in fields(Classification)}
    values = {key: one for key, one in stored.items() if key in known}
    typed = {
        "kind": Kind(values["kind"]),
        "request_type": RequestType(values["request_type"]) if values["request_type"] else None,
        "impact": Level(values["impact"]),
        "urgency": Level(values["urgency"]),
        "priority": Priority(values["priority"]) if values["priority"] else None,
        "reasons": tuple(Reason(**{**one, "words": tuple(one["words"])}) for one in values["reasons"]),
    }
    return Classification(**{**values, **typed})
