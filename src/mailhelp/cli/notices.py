"""The command `notices`: what goes out; release or drop what is held."""

import argparse
import sys
from dataclasses import asdict

from mailhelp.cli.desk import desk_of_arguments, wake
from mailhelp.cli.output import local, print_json, print_table
from mailhelp.core.ids import read_id, shown
from mailhelp.core.ticket import NoticeStatus
from mailhelp.daemon.wiring import OpenDesk
from mailhelp.daemon.wiring_work import letters
from mailhelp.store.noticerows import NoticeRow

TITLES = ("id", "ticket", "kind", "to", "status", "attempts", "sent", "last answer")


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Add the arguments of `command`."""
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--status", choices=[str(one) for one in NoticeStatus], help="only notices in this status")
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--release", action="store_true", help="let all held notices go out")
    choice.add_argument("--show", metavar="ID", help="the mail itself, as it was or would be sent")
    choice.add_argument("--drop", nargs="+", metavar="ID", help="never send these (held, owed or deferred)")


def run(args: argparse.Namespace) -> int:
    """List, release or drop notices."""
    with desk_of_arguments(args) as desk:
        if args.show:
            return _show(desk, args.show)
        if args.release:
            return _release(desk)
        if args.drop:
            return _drop(desk, args.drop)
        return _list(desk, args)


def _list(desk: OpenDesk, args: argparse.Namespace) -> int:
    rows = desk.rooms.outbox.notices(status=args.status)
    if args.json:
        for row in rows:
            print_json(asdict(row) | {"id": shown(row.id)})
        return 0
    print_table(TITLES, (_row(row) for row in rows))
    return 0


def _row(row: NoticeRow) -> tuple[object, ...]:
    return shown(row.id), row.ticket, row.kind, row.to, row.status, row.attempts, local(row.sent_at), row.reply


def _show(desk: OpenDesk, notice_id: str) -> int:
    notice = desk.rooms.outbox.whole(read_id(notice_id))
    sys.stdout.buffer.write(notice.raw if notice.raw is not None else letters(desk).compose(notice).raw)
    return 0


def _release(desk: OpenDesk) -> int:
    count = desk.rooms.outbox.release(desk.setting.clock())
    wake(desk, "send")
    sys.stdout.write(f"{count} held notices go out now\n")
    return 0


def _drop(desk: OpenDesk, ids: list[str]) -> int:
    count = desk.rooms.outbox.drop([read_id(one) for one in ids])
    sys.stdout.write(f"{count} of {len(ids)} notices are cancelled (only held, owed and deferred ones can be)\n")
    return 0 if count == len(ids) else 1
