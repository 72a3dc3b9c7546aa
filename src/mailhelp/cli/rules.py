"""The command `rules`: the merged rules, whole or one of them, each entry with where it comes from."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from mailhelp.cli.lines import printable
from mailhelp.cli.output import print_json
from mailhelp.config.entries import nearest
from mailhelp.config.merging import STANDARD, Merged
from mailhelp.config.rulesfile import RulesFile, read_rules
from mailhelp.config.settings import load_settings
from mailhelp.config.showing import shown
from mailhelp.config.showingjson import rules_json
from mailhelp.config.showingone import names, one_shown
from mailhelp.core.errors import NotThere


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Add the arguments of `rules`."""
    parser.add_argument("name", nargs="?", metavar="NAME", help="one rule, list of words, service, client … alone")
    parser.add_argument("--rules", type=Path, metavar="FILE", help="default: those of the settings, else the standard")
    parser.add_argument("--json", action="store_true", help="one JSON object")


def run(args: argparse.Namespace) -> int:
    """Print the merged rules as YAML, or as JSON."""
    path = args.rules or (load_settings(args.config).desk.rules if args.config.exists() else None)
    found = read_rules(path, examples=False)
    if args.json:
        print_json(rules_json(found.merged))
        return 0
    lines = _one(found.merged, args.name) if args.name else _whole(found, path)
    sys.stdout.writelines(f"{printable(line)}\n" for line in lines)
    return 0


def _one(found: Merged, name: str) -> list[str]:
    known = names(found)
    wanted = next((one for one in known if one.casefold() == name.casefold() and name not in known), name)
    lines = one_shown(found, wanted)
    if not lines:
        near = nearest(name, known) if len(known) < 20 or "mean" in nearest(name, known) else ""
        raise NotThere(f'nothing in these rules is called "{name}"{near}; `mailhelp rules` prints all of them')
    return lines


def _whole(found: RulesFile, path: Path | None) -> Iterator[str]:
    extends = found.merged.top.child("extends")
    laid = f" laid over the {STANDARD} set" if extends else ""
    yield f"# The rules of {path.name if path else f'the {STANDARD} set'}{laid}; behind each # stands where it is from."
    yield "# As a file of its own this gives the same rules."
    if extends:
        yield "# Tests (matches, not) of standard rules are left out; `mailhelp rules NAME` prints a rule with its own."
    yield from shown(found.merged)
