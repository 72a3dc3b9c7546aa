"""Stories: a folder of mails, taken in one after the other, and the story that is expected of them.

The files of a story are its mails, in order of name (`01 1000 jo writes.eml`: the second word is the time of day, with
`+1` before it for the next day); `story.txt` is what must come of them; `rules.yaml` the rules where they matter.
In a mail, `@{acknowledgement to jo@x.example: Message-ID}` stands for that header of the last such notice sent.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from mailhelp.core.ticket import Fate
from mailhelp.store.mailrows import MailRow
from tests.flow.desk import RULES, Delivered, FlowDesk

STORIES = Path(__file__).parent / "stories"
FIRST_DAY = datetime(2026, 11, 23, tzinfo=UTC)
_NAME = re.compile(r"\d+ (?:\+(\d+) )?(\d\d)(\d\d) (.+)\.eml")
_PLACE = re.compile(r"@\{([\w-]+) to ([^:}]+): ([\w-]+)\}")


def tell(story: Path, folder: Path, *, url: str | None = None) -> str:
    """Return what comes of the mails of a story, as text; on the database at `url`, else SQLite in the folder."""
    rules = story / "rules.yaml"
    desk = FlowDesk(folder, rules=rules.read_text() if rules.exists() else RULES, url=url, now=FIRST_DAY)
    try:
        lines = [line for file in sorted(story.glob("*.eml")) for line in _chapter(desk, file)]
        lines.append(f"unexplained: {desk.unexplained()}")
        return "\n".join(lines) + "\n"
    finally:
        desk.close()


def _chapter(desk: FlowDesk, file: Path) -> Iterator[str]:
    match = _NAME.fullmatch(file.name)
    assert match is not None, f"{file.name}: write for example '01 1000 jo writes.eml'"
    days, hour, minute, title = match.groups()
    desk.now = FIRST_DAY + timedelta(days=int(days or 0), hours=int(hour), minutes=int(minute))
    before = len(desk.tray.delivered)
    raw = _filled(file.read_text(encoding="utf-8"), desk).encode().replace(b"\n", b"\r\n")
    sender = "" if b"\r\nAuto-Submitted: auto-replied" in raw or raw.startswith(b"Return-Path: <>") else None
    mail_id = desk.receive(raw, **({} if sender is None else {"mail_from": sender}))
    yield f"{desk.now:%a %H:%M} {title}: {_fate(desk, desk.desk.rooms.inbox.mail(mail_id))}"
    for notice in desk.tray.delivered[before:]:
        yield f"    {_notice(notice, desk)}"


def _filled(text: str, desk: FlowDesk) -> str:
    def header(match: re.Match[str]) -> str:
        kind, recipient, name = match.groups()
        sent = [one for one in desk.tray.delivered if one.recipient == recipient and _kind(one, desk) == kind]
        return str(sent[-1].mail[name])

    return _PLACE.sub(header, text)


def _kind(notice: Delivered, desk: FlowDesk) -> str:
    message_id = str(notice.mail["Message-ID"]).strip("<>")
    return next(row.kind for row in desk.desk.rooms.outbox.notices() if row.message_id == message_id)


def _fate(desk: FlowDesk, mail: MailRow) -> str:
    if mail.ticket is None:
        return f"{mail.fate} ({mail.reason})"
    if mail.fate not in (Fate.OPENED, Fate.SET_ASIDE):
        return f"{mail.fate} PX-{mail.ticket} ({mail.reason})"
    ticket = desk.desk.rooms.tickets.ticket(mail.ticket)
    due = f"due {ticket.due_at:%a %d %b %H:%M}" if ticket.due_at else "by agreement"
    return f"{mail.fate} PX-{mail.ticket} {ticket.kind} {ticket.priority or ticket.request_type}, {due}"


def _notice(notice: Delivered, desk: FlowDesk) -> str:
    sender = "<>" if notice.sender == "" else re.sub(r"\+[a-z2-7]{48}@", "+TOKEN@", notice.sender)
    return f"{_kind(notice, desk)} to {notice.recipient} from {sender}: {notice.mail['Subject']}"
