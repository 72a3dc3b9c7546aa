"""The commands, and how one is found and run."""

import argparse
import errno
import importlib
import io
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

from mailhelp import __version__
from mailhelp.cli.lines import printable
from mailhelp.core.errors import MailhelpError, StorageFault

DEFAULT_FILE = Path("mailhelp.toml")
EXIT_PIPE_CLOSED = 141
EXIT_INTERRUPTED = 130


class CommandModule(Protocol):
    """What a module of commands offers for each of its commands."""

    def arguments(self, parser: argparse.ArgumentParser, command: str) -> None:
        """Add the arguments of `command`."""

    def run(self, args: argparse.Namespace) -> int:
        """Do what `args.command` asks; return the exit code."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command: in which module of this package it is, and what it does in one line."""

    module: str
    does: str


COMMANDS = {
    "init": Command("setup", "write a commented mailhelp.toml and a small rules.yaml into a folder"),
    "run": Command("run", "run the desk, or the roles named: listen fetch work send clock"),
    "check": Command("check", "check mailhelp.toml, rules.yaml and the templates"),
    "doctor": Command("doctor", "try every connection and say what is wrong and what to do"),
    "login": Command("login", "log a mailbox or the relay in to Microsoft 365 or Google"),
    "demo": Command("demo", "run a desk in a temporary folder and send it the service text's examples"),
    "rules": Command("rules", "print the merged rules with where each line comes from"),
    "parse": Command("parsing", "read mails and print what was understood"),
    "classify": Command("reading", "say kind, impact, urgency and priority of mails, with the reasons"),
    "deadline": Command("reading", "say by when a target is due"),
    "explain": Command("explain", "say why a mail or a ticket was decided as it was"),
    "whatif": Command("whatif", "say what a new rules file would change, before it is used"),
    "ingest": Command("ingest", "take mails from files, folders, mbox, Maildir or standard input"),
    "tickets": Command("tickets", "list tickets"),
    "ticket": Command("tickets", "show one ticket with its whole story"),
    "do": Command("do", "command tickets: correct, assign, tag, note, undo"),
    "mails": Command("mails", "list kept mails with what became of them"),
    "mail": Command("mails", "show one kept mail"),
    "set-aside": Command("mails", "list the mails that were set aside"),
    "release": Command("mails", "decide a mail again that was set aside"),
    "retry": Command("mails", "try a mail or a notice again now"),
    "notices": Command("notices", "list what goes out; release or drop what is held"),
    "recalculate": Command("recalculate", "take the calendar and targets in force to open tickets"),
    "suggest": Command("suggest", "propose words and rules from corrections, or clients from history, for rules.yaml"),
    "verify": Command("verify", "compare mailboxes, mails, tickets and notices"),
}


def run_command(argv: Sequence[str]) -> int:
    """Run the command that `argv` names and return its exit code; errors become one line on standard error."""
    _print_anything()
    try:
        args = _parser(argv).parse_args(argv)
        code = _module(COMMANDS[args.command].module).run(args)
        sys.stdout.flush()
        return code
    except MailhelpError as error:
        lines = "\n".join(map(printable, str(error).splitlines()))
        print(f"mailhelp: {lines}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        _print_nowhere()
        return EXIT_PIPE_CLOSED
    except OSError as fault:
        if fault.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        _print_nowhere()
        print(f"mailhelp: {fault.strerror}: make room and try again", file=sys.stderr)
        return StorageFault.exit_code
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED


def _print_anything() -> None:
    """Let a terminal that is not UTF-8 show "?" for what it cannot, instead of ending the command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
            stream.reconfigure(errors="replace")


def _print_nowhere() -> None:
    """Let what Python still prints at its end go nowhere: the pipe is closed or the disk full."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _module(name: str) -> CommandModule:
    """Return the module of a command; imported when asked for, so that `parse` does not load a database."""
    return cast(CommandModule, importlib.import_module(f"mailhelp.cli.{name}"))


def _parser(argv: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="mailhelp",
        description="A service desk that works by mail.",
        parents=[_with_config(DEFAULT_FILE)],
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"mailhelp {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        # Without a default of its own, so that --config before the command stays.
        common = _with_config(argparse.SUPPRESS)
        sub = commands.add_parser(
            name, help=command.does, description=command.does, parents=[common], allow_abbrev=False
        )
        if name in argv:
            _module(command.module).arguments(sub, name)
    return parser


def _with_config(default: Path | str) -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--config",
        type=Path,
        default=default,
        metavar="FILE",
        help=f"the desk's settings (default: {DEFAULT_FILE} in the working directory)",
    )
    return common
