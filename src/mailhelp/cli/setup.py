"""The commands that set a desk up: init, rules."""

import argparse
import os
import sys
from pathlib import Path

from mailhelp.config.firstfiles import commented_settings, small_rules
from mailhelp.config.rulesfile import load_rules
from mailhelp.config.settings import load_settings
from mailhelp.core.errors import BadConfiguration, UsageError


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Add the arguments of `command`."""
    if command == "init":
        parser.add_argument("folder", nargs="?", type=Path, default=Path(), metavar="DIR")
    if command == "rules":
        parser.add_argument(
            "--rules", type=Path, metavar="FILE", help="default: those of the settings, else the standard"
        )


def run(args: argparse.Namespace) -> int:
    """Do what `args.command` asks."""
    return _rules(args) if args.command == "rules" else _init(args)


def _init(args: argparse.Namespace) -> int:
    written = {"mailhelp.toml": commented_settings(), "rules.yaml": small_rules()}
    for name in written:
        _refuse_to_overwrite(args.folder / name)
    try:
        args.folder.mkdir(parents=True, exist_ok=True)
        for name, text in written.items():
            with (args.folder / name).open("x", encoding="utf-8") as file:
                file.write(text)
            sys.stdout.write(f"wrote {args.folder / name}\n")
    except OSError as fault:
        raise BadConfiguration(f"{args.folder} cannot be written: {fault.strerror}; choose another folder") from fault
    config = args.folder / "mailhelp.toml"
    sys.stdout.write(
        f"next: edit both, then `mailhelp check --config {config}` and `mailhelp doctor --config {config}`\n"
    )
    return 0


def _refuse_to_overwrite(file: Path) -> None:
    if os.path.lexists(file):
        raise UsageError(f"{file} is there already: nothing was written; move it away first")


def _rules(args: argparse.Namespace) -> int:
    """Print every rule with where it comes from."""
    path = args.rules or (load_settings(args.config).desk.rules if args.config.exists() else None)
    rules = load_rules(path)
    for name, where in rules.sources.items():
        sys.stdout.write(f"{where}: {name}\n")
    return 0
