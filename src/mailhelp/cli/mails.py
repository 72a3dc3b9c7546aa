"""The commands about kept mails: mails, mail, set-aside, release, retry."""

import argparse
import sys
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from mailhelp.cli.attached import attached_bytes, attached_mail_json, attached_to, attachment_json, print_attached
from mailhelp.cli.desk import desk_of_arguments, wake
from mailhelp.cli.lines import html_for, takes_ascii_only
from mailhelp.cli.mailwords import BODIES, NEW, words_told
from mailhelp.cli.output import local, print_json, print_table
from mailhelp.core.errors import BadData
from mailhelp.core.facts import MailFacts
from mailhelp.core.ids import read_id, shown
from mailhelp.core.ticket import Fate
from mailhelp.daemon.clocks import now
from mailhelp.daemon.wiring import OpenDesk
from mailhelp.mail.mailpage import mail_page
from mailhelp.mail.parse import read_mail
from mailhelp.service.keptbytes import whole
from mailhelp.store.mailrows import MailRow

TITLES = ("id", "received", "from", "subject", "fate", "ticket", "reason")


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Add the arguments of `command`."""
    if command in ("mails", "set-aside", "mail"):
        parser.add_argument("--json", action="store_true", help="one JSON object a line")
    if command == "mails":
        parser.add_argument("--fate", choices=[str(fate) for fate in Fate], help="only mails with this fate")
        parser.add_argument("--limit", type=int, metavar="N", help="the newest N only")
        parser.add_argument("--attached", metavar="WHAT", help="with a mail attached: its sender, Message-ID, subject")
    if command == "mail":
        parser.add_argument("id")
        parser.add_argument("--raw", action="store_true", help="the mail itself, byte for byte")
        parser.add_argument(
            "--body", choices=BODIES, default=NEW, help="its new words (the default), all that it says, or nothing"
        )
        parser.add_argument(
            "--html",
            action="store_true",
            help="a page that is safe to open, as the mail's reader saw it; with --json as the key safe_html",
        )
        parser.add_argument(
            "--attachment", metavar="PART", help="what is attached there, or under this name, as it was"
        )
    if command == "release":
        parser.add_argument("id")
        parser.add_argument("--as", dest="as_", choices=("client", "staff"), required=True, help="whose mail it is")
    if command == "retry":
        parser.add_argument("what", choices=("mail", "notice"))
        parser.add_argument("id")


def run(args: argparse.Namespace) -> int:
    """Do what `args.command` asks."""
    verbs = {"mails": _mails, "mail": _mail, "set-aside": _set_aside, "release": _release, "retry": _retry}
    with desk_of_arguments(args) as desk:
        return verbs[args.command](desk, args)


def _mails(desk: OpenDesk, args: argparse.Namespace) -> int:
    return _print(desk.rooms.inbox.mails(fate=args.fate, limit=args.limit, attached=args.attached), as_json=args.json)


def _set_aside(desk: OpenDesk, args: argparse.Namespace) -> int:
    return _print(desk.rooms.inbox.mails(fate=str(Fate.SET_ASIDE)), as_json=args.json)


def _print(rows: Iterable[MailRow], *, as_json: bool) -> int:
    if as_json:
        for row in rows:
            print_json(mail_json(row))
        return 0
    print_table(TITLES, (_row(row) for row in rows))
    return 0


def mail_json(row: MailRow) -> dict[str, object]:
    """Return a mail as `mails --json` prints it."""
    return asdict(row) | {"id": shown(row.id), "rules_id": row.rules_id and shown(row.rules_id)}


def _row(row: MailRow) -> tuple[object, ...]:
    return shown(row.id), local(row.received_at), row.sender, row.subject, row.fate or "kept", row.ticket, row.reason


def _mail(desk: OpenDesk, args: argparse.Namespace) -> int:
    mail_id = read_id(args.id)
    if args.raw:
        sys.stdout.buffer.write(desk.rooms.inbox.raw(mail_id))
        return 0
    if args.attachment is not None:
        sys.stdout.buffer.write(attached_bytes(desk, mail_id, args.attachment))
        return 0
    if args.html and not args.json:
        sys.stdout.write(html_for(_page(desk, mail_id), ascii_only=takes_ascii_only()))
        return 0
    row = mail_json(desk.rooms.inbox.mail(mail_id))
    files, mails = attached_to(desk, mail_id)
    facts = mail_of(desk, mail_id)
    if args.json:
        told = {
            "attachments": list(map(attachment_json, files)),
            "attached_mails": list(map(attached_mail_json, mails)),
            "text": facts.text if facts else None,
            "reply": facts.reply if facts else None,
        }
        print_json(row | told | ({"safe_html": _page(desk, mail_id)} if args.html else {}))
    else:
        filled = ((name, _readable(value)) for name, value in row.items() if value not in (None, "", (), False))
        print_table(("what", "is"), filled)
        sys.stdout.writelines(f"{line}\n" for line in words_told(facts, body=args.body))
        print_attached(files, mails)
    return 0


def mail_of(desk: OpenDesk, mail_id: int) -> MailFacts | None:
    """Return the facts of a kept mail, None when its bytes are not kept any more or cannot be read."""
    try:
        return read_mail(whole(desk.rooms.inbox, mail_id), limits=desk.setting.reading)
    except BadData:
        return None


def _page(desk: OpenDesk, mail_id: int) -> str:
    raw, limits = desk.rooms.inbox.raw(mail_id), desk.setting.reading
    return mail_page(raw, read_mail(raw, limits=limits), limits)


def _readable(value: object) -> object:
    if isinstance(value, datetime):
        return local(value)
    return "; ".join(str(one) for one in value) if isinstance(value, tuple) else value


def _release(desk: OpenDesk, args: argparse.Namespace) -> int:
    desk.rooms.inbox.force(read_id(args.id), args.as_, desk.setting.clock())
    wake(desk, "work")
    sys.stdout.write(f"mail {args.id} is decided again, as a mail from {args.as_}\n")
    return 0


def _retry(desk: OpenDesk, args: argparse.Namespace) -> int:
    if args.what == "mail":
        desk.rooms.inbox.retry(read_id(args.id), now())
        wake(desk, "work")
    else:
        desk.rooms.outbox.retry(read_id(args.id), now())
        wake(desk, "send")
    sys.stdout.write(f"{args.what} {args.id} is tried again now\n")
    return 0
