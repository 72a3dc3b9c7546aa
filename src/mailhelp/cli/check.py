"""The command `check`: are mailhelp.toml, rules.yaml and the templates right, before they are used?"""

import argparse
import sys
from pathlib import Path

from mailhelp.config.rulesfile import load_rules
from mailhelp.config.settings import Settings, load_settings, unreadable_secrets
from mailhelp.core.errors import BadConfiguration
from mailhelp.core.rules import Ruleset
from mailhelp.daemon.wiring_work import template_folders
from mailhelp.mail.templatecheck import compile_all


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Add the arguments of `check`."""
    parser.add_argument("--rules", type=Path, metavar="FILE", help="check this rules file alone")


def run(args: argparse.Namespace) -> int:
    """Print every fault with file, line and column; return 78 when there is one."""
    if args.rules:
        sys.stdout.write(f"{args.rules}: {_counted(load_rules(args.rules))}: right\n")
        return 0
    settings = load_settings(args.config)
    faults = [*unreadable_secrets(settings), *compile_all(template_folders(settings))]
    rules = _rules(settings, faults)
    if faults or rules is None:
        raise BadConfiguration("\n".join(faults))
    for warning in warnings(settings, rules):
        sys.stdout.write(f"warning: {warning}\n")
    sys.stdout.write(f"{args.config}, {settings.desk.rules} ({_counted(rules)}) and the templates are right\n")
    return 0


def _rules(settings: Settings, faults: list[str]) -> Ruleset | None:
    try:
        return load_rules(settings.desk.rules)
    except BadConfiguration as fault:
        faults.extend(str(fault).splitlines())
        return None


def _counted(rules: Ruleset) -> str:
    return f"{len(rules.rules)} rules, {len(rules.clients)} clients, {len(rules.staff)} staff"


def warnings(settings: Settings, rules: Ruleset) -> list[str]:
    """Return what is allowed and yet likely not meant."""
    found = []
    if not rules.staff:
        found.append("rules.yaml names no staff: nobody is told of new tickets")
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
