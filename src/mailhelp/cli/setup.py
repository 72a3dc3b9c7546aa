"""The command `init`: the first files of a desk."""

import argparse
import os
import sys
from pathlib import Path

from mailhelp.config.firstfiles import commented_settings, small_rules
from mailhelp.core.errors import BadConfiguration, UsageError


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Add the arguments of `command`."""
    parser.add_argument("folder", nargs="?", type=Path, default=Path(), metavar="DIR")


def run(args: argparse.Namespace) -> int:
    """Write mailhelp.toml and rules.yaml; nothing when one of them is there."""
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
