"""The commands that judge without a desk: classify, deadline."""

import argparse
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from mailhelp.cli.foreseeing import Foreseen, desk_foreseen, foreseen
from mailhelp.cli.output import print_json, print_table, printable
from mailhelp.config.rulesfile import load_rules
from mailhelp.config.settings import load_settings
from mailhelp.core.errors import BadData, UsageError
from mailhelp.core.rules import Ruleset
from mailhelp.core.sla import promise
from mailhelp.core.ticket import Classification, Promise, Reason
from mailhelp.daemon.clocks import now
from mailhelp.daemon.readinglimits import limits_of_desk


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Add the arguments of `command`."""
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    if command == "deadline":
        parser.add_argument("--target", required=True, help="P1, P2, P3, P4, basic or enhanced")
        parser.add_argument("--received", required=True, metavar="TIME", help="with zone: 2026-11-23T16:00+00:00")
    else:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument(
        "--rules",
        type=Path,
        metavar="FILE",
        help="default: those of mailhelp.toml where it is, else the standard rules",
    )


def run(args: argparse.Namespace) -> int:
    """Do what `args.command` asks."""
    return {"classify": _classify, "deadline": _deadline}[args.command](args)


def _classify(args: argparse.Namespace) -> int:
    rules = load_rules(args.rules or rules_of_desk(args.config))
    limits, desk = limits_of_desk(args.config), desk_foreseen(args.config)
    code = 0
    for path in args.files:
        try:
            found = foreseen(path, rules, desk=desk, limits=limits, now=now())
        except BadData as fault:
            print(f"mailhelp: {printable(fault)}", file=sys.stderr)
            code = BadData.exit_code
            continue
        if args.json:
            automatic = found.mail.automatic
            print_json({"file": str(path)} | classification_json(found.classification) | {"automatic": automatic})
        else:
            _show_classification(path, found)
    return code


def classification_json(found: Classification) -> dict[str, object]:
    """Return a classification as `classify --json` prints it (design 10)."""
    return {
        "kind": found.kind,
        "request_type": found.request_type,
        "impact": found.impact,
        "urgency": found.urgency,
        "priority": found.priority,
        "confidence": round(found.confidence, 2),
        "reasons": [asdict(one) for one in found.reasons if one.counted],
        "check": found.check,
    }


def _show_classification(path: Path, foreseen: Foreseen) -> None:
    found = foreseen.classification
    what = f"{found.kind} {found.target}, impact {found.impact}, urgency {found.urgency}"
    sys.stdout.write(f"{printable(path)}: {what}{' (check classification)' if found.check else ''}\n")
    sys.stdout.writelines(f"{printable(line)}\n" for line in foreseen.told)
    print_table(("question", "says", "strength", "rule", "words"), (_reason_row(one) for one in found.reasons))


def _reason_row(reason: Reason) -> tuple[object, ...]:
    rule = f"{reason.rule} ({reason.where})" if reason.where else reason.rule
    strength = reason.strength if reason.counted else f"no: {reason.lacked}"
    return reason.question, reason.value, strength, rule, ", ".join(reason.words)


def _deadline(args: argparse.Namespace) -> int:
    received = aware(args.received)
    rules = load_rules(args.rules or rules_of_desk(args.config))
    if args.target not in rules.targets:
        raise UsageError(f'"{args.target}" is not a target: one of {", ".join(rules.targets)}')
    found = _promise(args.target, received, rules)
    zone = rules.calendar.zone
    due, work_by = (None if one is None else one.astimezone(zone) for one in (found.due_at, found.work_by))
    if args.json:
        counted = [
            [one.start.astimezone(zone).isoformat(), one.end.astimezone(zone).isoformat()] for one in found.counted
        ]
        times = {"due_at": due and due.isoformat(), "work_by": work_by and work_by.isoformat()}
        print_json(times | {"moved_by": found.moved_by, "counted": counted})
        return 0
    sys.stdout.write(f"due at   {due:%A %d %B %Y %H:%M %Z}\n" if due else "no deadline: by agreement\n")
    if work_by:
        sys.stdout.write(
            f"work by  {work_by:%A %d %B %Y %H:%M %Z}{f' (moved by {found.moved_by})' if found.moved_by else ''}\n"
        )
    for one in found.counted:
        start, end = one.start.astimezone(zone), one.end.astimezone(zone)
        sys.stdout.write(f"  counted {start:%a %d %b %H:%M} to {end:%a %d %b %H:%M}\n")
    return 0


def _promise(target: str, received: datetime, rules: Ruleset) -> Promise:
    try:
        return promise(target, received, targets=rules.targets, calendar=rules.calendar)
    except ValueError as fault:
        raise UsageError(str(fault)) from fault


def rules_of_desk(config: Path) -> Path | None:
    """Return the rules file of the desk whose settings are there, None (the standard rules) where there are none."""
    return load_settings(config).desk.rules if config.exists() else None


def aware(text: str) -> datetime:
    """Return the moment that `text` names; raise UsageError when it is none or has no zone."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as fault:
        raise UsageError(f'"{text}" is not a time: write 2026-11-23T16:00+00:00') from fault
    if moment.tzinfo is None:
        raise UsageError(f'"{text}" has no zone: write {text}+00:00 or {text}+01:00')
    return moment
