"""The command `parse`: mails read, and what was understood printed."""

import argparse
import importlib
import os
import re
import sys
from collections.abc import Generator
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from mailhelp.channels.files import format_of
from mailhelp.channels.mbox import is_from_line
from mailhelp.cli.answers import Answer, letters_of
from mailhelp.cli.lines import html_for, json_line, printable, takes_ascii_only
from mailhelp.cli.mailfiles import STANDARD_INPUT, Listing, MailFile, Taken, listing, taken_from
from mailhelp.cli.parsed import told
from mailhelp.core.errors import BadData, UsageError
from mailhelp.core.facts import MailFacts
from mailhelp.mail.cutoff import cut_off, not_a_mail
from mailhelp.mail.mailpage import mail_page, text_page
from mailhelp.mail.parse import DEFAULT, Limits, as_json, read_body, read_mail, read_plainly

# More than so many are read by several processes: fewer are read before those have started.
FEW = 24
_LATER_MAIL = re.compile(rb"\n\r?\n(From [^\r\n]{1,900})\r?\n[!-9;-~]+:")


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Add the arguments of `parse`."""
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a mail, a folder, a Maildir, or -")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--body", action="store_true", help="PATH is a bare text body, not a whole mail")
    parser.add_argument("--html", action="store_true", help="with --body: it is HTML")
    parser.add_argument(
        "--safe-html",
        action="store_true",
        help="the mail as a page that is safe to open; with --json as the key safe_html",
    )
    parser.add_argument(
        "--workers", type=int, metavar="N", help="processes for many mails; default: as many as there are processors"
    )


def run(args: argparse.Namespace) -> int:
    """Read every file, print what it says, and return 0; 65 when nothing could be read of any."""
    if any(str(path) == STANDARD_INPUT for path in args.paths) and len(args.paths) > 1:
        raise UsageError("- is read alone: name the files in another call")
    if args.workers is not None and args.workers < 1:
        raise UsageError("--workers needs at least 1")
    found = listing(args.paths)
    if args.safe_html and not args.json and len(found.files) > 1:
        raise UsageError("--safe-html prints one mail: name one file, or ask for --json")
    teller = ParseTeller(
        as_json=args.json,
        ascii_only=takes_ascii_only(),
        bare=args.body,
        html=args.html,
        safe=args.safe_html,
        limits=_limits(args.config),
    )
    read = 0
    with _screen(len(found.files)) as screen, closing(_answers(found, teller, args.workers)) as answers:
        for answer in answers:
            read += answer.read
            screen.write(answer.told, f"mailhelp: {printable(answer.complaint)}\n" if answer.complaint else "")
    if found.folders and (not args.json or sys.stderr.isatty()):
        sys.stderr.write(_tally(read, found))
    return 0 if read else BadData.exit_code


class Screen(Protocol):
    """Where answers are printed."""

    def write(self, out: str, err: str) -> None:
        """Print on standard output and standard error, and count one more as done."""


class _NoBar:
    """Prints, and nothing else."""

    def write(self, out: str, err: str) -> None:
        sys.stdout.write(out)
        sys.stderr.write(err)


@dataclass(frozen=True, slots=True)
class ParseTeller:
    """Says what one file holds, in the way that the command line asks for.

    bare: files are bare bodies; html: HTML ones. safe: as pages that are safe to open. limits: how much is read.
    """

    as_json: bool
    ascii_only: bool
    bare: bool = False
    html: bool = False
    safe: bool = False
    limits: Limits = DEFAULT

    def tell(self, file: MailFile, cause: str) -> Answer:
        """Return the answer for a file; with a `cause` from its headers and first text alone."""
        try:
            taken = taken_from(file)
        except BadData as fault:
            return self.refuse(file, str(fault))
        if self.bare:
            return self._body(file, taken.raw.decode("utf-8", "replace"))
        limits = self.limits
        facts = read_plainly(taken.raw, cause=cause, limits=limits) if cause else read_mail(taken.raw, limits=limits)
        if why := format_of(taken.raw) or not_a_mail(taken.raw, facts):
            return self.refuse(file, why)
        facts = _with_what_is_missing(facts, taken)
        return self._answer(file, facts, mail_page(taken.raw, facts, limits) if self.safe else None)

    def refuse(self, file: MailFile, cause: str) -> Answer:
        """Return the answer for a file of which nothing can be read."""
        complaint = f"{file.path} {cause}"
        facts = MailFacts(readable=False, defects=(complaint,))
        return Answer(self._json(file, facts, None) if self.as_json else "", complaint, read=False)

    def _body(self, file: MailFile, text: str) -> Answer:
        page = text_page(text, html=self.html) if self.safe else None
        return self._answer(file, read_body(text, html=self.html), page)

    def _answer(self, file: MailFile, facts: MailFacts, page: str | None) -> Answer:
        read = facts.readable or bool(facts.headers or facts.text.strip())
        if self.as_json:
            return Answer(self._json(file, facts, page), read=read)
        return Answer(told(facts, file.path) if page is None else html_for(page, ascii_only=self.ascii_only), read=read)

    def _json(self, file: MailFile, facts: MailFacts, page: str | None) -> str:
        row = as_json(facts, file.path) | ({"safe_html": page} if self.safe else {})
        return json_line(row, ascii_only=self.ascii_only)


def _limits(config: Path) -> Limits:
    """Return the limits of the desk whose settings are there; without any, nothing of settings is loaded."""
    if not config.exists():
        return DEFAULT
    found: Limits = importlib.import_module("mailhelp.daemon.readinglimits").limits_of_desk(config)
    return found


def _with_what_is_missing(facts: MailFacts, taken: Taken) -> MailFacts:
    if taken.left_out:
        defects = (*facts.defects, f"the file {taken.left_out}")
        return replace(facts, readable=False, defects=defects)
    wrong = [one for one in (cut_off(taken.raw, facts), _several(taken.raw)) if one]
    return replace(facts, defects=(*facts.defects, *wrong)) if wrong else facts


def _several(raw: bytes) -> str:
    if not raw.startswith(b"From ") or not is_from_line(raw[:1000].partition(b"\n")[0]):
        return ""
    if not any(is_from_line(found.group(1)) for found in _LATER_MAIL.finditer(raw)):
        return ""
    return "the file is an mbox of several mails, read as one: `mailhelp ingest` takes each"


def _answers(found: Listing, teller: ParseTeller, workers: int | None) -> Generator[Answer, None, None]:
    if len(found.files) <= FEW and workers is None:
        return (_answer_here(file, teller) for file in found.files)
    # Looked up only now, as is the bar: reading one mail shall not wait for them.
    readers = importlib.import_module("mailhelp.cli.readers")
    count = min(workers or len(os.sched_getaffinity(0)), len(found.files))
    answers: Generator[Answer, None, None] = readers.Readers(
        teller.tell, teller.refuse, letters=letters_of, count=count, leash=readers.Leash()
    ).answers(found.files)
    return answers


def _answer_here(file: MailFile, teller: ParseTeller) -> Answer:
    try:
        return teller.tell(file, "")
    except MemoryError:
        return teller.refuse(file, "takes more memory than there is: give it alone, or on a larger machine")


def _screen(total: int) -> AbstractContextManager[Screen]:
    if total <= FEW or not sys.stderr.isatty():
        return nullcontext(_NoBar())
    bar: AbstractContextManager[Screen] = importlib.import_module("mailhelp.cli.progress").Bar("reading mails", total)
    return bar


def _tally(read: int, found: Listing) -> str:
    total, unread = len(found.files), len(found.files) - read
    parts = [f"{read} of {total} {'file' if total == 1 else 'files'} read"]
    parts += [f"{unread} could not be read"] if unread else []
    parts += [f"{found.hidden} hidden {'file or folder' if found.hidden == 1 else 'files or folders'} passed over"] * (
        found.hidden > 0
    )
    return f"mailhelp: {', '.join(parts)}\n"
