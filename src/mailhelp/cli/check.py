"""The command `check`: are mailhelp.toml, rules.yaml and the templates right, before they are used?"""

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from mailhelp.cli.lines import printable
from mailhelp.config.layers import standard_part
from mailhelp.config.rulesfile import RulesFile, read_rules
from mailhelp.config.settings import Settings, load_settings, unreadable_secrets
from mailhelp.config.standardchanges import standard_changes
from mailhelp.config.warnings import remarks
from mailhelp.core.errors import BadConfiguration, MailhelpError
from mailhelp.core.people import Role
from mailhelp.core.rules import Ruleset
from mailhelp.daemon.clocks import now
from mailhelp.daemon.wiring_work import template_folders
from mailhelp.mail.templatecheck import compile_all
from mailhelp.store.inforce import text_in_force


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Add the arguments of `check`."""
    parser.add_argument("--rules", type=Path, metavar="FILE", help="check this rules file alone")


def run(args: argparse.Namespace) -> int:
    """Print every fault with file, line and column, and return 78 when there is one; else warnings, and return 0."""
    if args.rules:
        found = read_rules(args.rules)
        _tell((), found, ())
        sys.stdout.write(f"{args.rules}: {_counted(found.ruleset)}: right\n")
        return 0
    settings = load_settings(args.config)
    faults = [*unreadable_secrets(settings), *compile_all(template_folders(settings))]
    rules = _rules(settings, faults)
    if faults or rules is None:
        raise BadConfiguration("\n".join(faults))
    _tell(warnings(settings, rules.ruleset), rules, _changes(settings, rules))
    sys.stdout.write(f"{args.config}, {settings.desk.rules} ({_counted(rules.ruleset)}) and the templates are right\n")
    return 0


def _rules(settings: Settings, faults: list[str]) -> RulesFile | None:
    try:
        return read_rules(settings.desk.rules)
    except BadConfiguration as fault:
        faults.extend(str(fault).splitlines())
        return None


def _tell(of_settings: Sequence[str], rules: RulesFile, changes: Sequence[str]) -> None:
    found = remarks(rules, now().date())
    _print("warning", (*found.warnings, *of_settings))
    _print("note", found.notes)
    _print("since the rules in force", changes)


def _print(what: str, lines: Iterable[str]) -> None:
    sys.stdout.writelines(f"{what}: {printable(line)}\n" for line in lines)


def _changes(settings: Settings, rules: RulesFile) -> list[str]:
    """Return what differs between the standard set in force and the one of this installation."""
    try:
        in_force = text_in_force(settings.database.connect_url(), settings.desk.name)
    except MailhelpError as fault:
        return [f"not known, for {fault}"]
    before, after = standard_part(in_force or ""), standard_part(rules.ruleset.text)
    return standard_changes(before, after, rules.merged) if before and after else []


def _counted(rules: Ruleset) -> str:
    return f"{len(rules.rules)} rules, {len(rules.clients)} clients, {len(rules.staff)} staff"


def warnings(settings: Settings, rules: Ruleset) -> list[str]:
    """Return what is allowed and yet likely not meant."""
    found = []
    if not rules.staff:
        found.append("rules.yaml names no staff: nobody is told of new tickets")
    elif not any(member.role is Role.ADMIN for member in rules.staff):
        found.append("rules.yaml names no staff with role: admin: nobody is told when changed rules are not taken")
    for mailbox in settings.imap:
        if mailbox.trust == "none":
            found.append(
                f'[[imap]] {mailbox.name}: trust = "none": nobody is proven, so new mail from staff is set aside; '
                "`mailhelp doctor` proposes whom to trust"
            )
    if settings.smtp_in is not None and settings.smtp_in.trust == "none" and settings.smtp_in.users is None:
        found.append('[smtp_in]: trust = "none" and no users: new mail from staff is set aside')
    if settings.smtp_out is None:
        found.append(f"no [smtp_out]: notices become files in {settings.outgoing}")
    return found
