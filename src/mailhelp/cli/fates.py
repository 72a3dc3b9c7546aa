"""What became of one kept mail, and why: by what reason, which rule, under which rules."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, tzinfo

from rich.text import Text

from mailhelp.cli.deadlines import at
from mailhelp.cli.explained import short_told, told
from mailhelp.cli.explaining import Explanation, envelope_asked, explanation_json
from mailhelp.cli.lines import printable
from mailhelp.cli.mails import mail_json, mail_of
from mailhelp.cli.marking import MarkedMail
from mailhelp.cli.stories import Version, of_story, version_of
from mailhelp.core.classify import classify
from mailhelp.core.ids import shown
from mailhelp.core.promising import promised
from mailhelp.core.ticket import Fate
from mailhelp.daemon.wiring import OpenDesk
from mailhelp.store.mailrows import MailRow

_BY_RULE = (Fate.IGNORED.value, Fate.SET_ASIDE.value)
_MEANS = {
    Fate.OPENED: "it opened a ticket",
    Fate.UPDATED: "it was added to a ticket",
    Fate.COMMANDED: "it was taken as commands of staff",
    Fate.NOTED: "it was added to a ticket as a note that no client sees",
    Fate.BOUNCED: "it says that a mail of ours was not delivered",
    Fate.DUPLICATE: "the same mail had come before",
    Fate.LOOP: "it was our own mail, or went in circles",
    Fate.HISTORY: "it is older than the desk, and kept for threads only",
    Fate.SET_ASIDE: "it waits for somebody to judge it: `mailhelp release ID --as client` or `--as staff`",
    Fate.IGNORED: "no ticket was opened, and nobody was told",
    Fate.SPAM: "it was taken for spam",
    Fate.REFUSED: "it was not taken",
}


@dataclass(frozen=True, slots=True)
class MailFate:
    """A kept mail and what became of it.

    ticket: how its ticket is called, None without one. version: the rules that were in force, None before any.
    opened: why the ticket that it opened is what it is. judged: what the rules made of it, where a rule decided.
    first: of a duplicate, the mail that came before.
    """

    row: MailRow
    ticket: str | None
    version: Version | None
    opened: Explanation | None = None
    judged: Explanation | None = None
    first: MailRow | None = None

    @property
    def zone(self) -> tzinfo:
        """Return the zone in which moments are told."""
        return self.version.calendar.zone if self.version else UTC


def fate_of(desk: OpenDesk, mail_id: int) -> MailFate:
    """Return what became of a kept mail; raise UsageError when there is no such mail."""
    row = desk.rooms.inbox.mail(mail_id)
    version = version_of(desk, row.rules_id) if row.rules_id is not None else None
    ticket = desk.setting.desk.ticket_name(row.ticket) if row.ticket is not None else None
    opened = None
    if row.ticket is not None and row.fate == Fate.OPENED.value:
        opened = of_story(desk, desk.rooms.tickets.story(row.ticket, now=desk.setting.clock()))
    return MailFate(row, ticket, version, opened, _judged(desk, row, version), _first(desk, row))


def _first(desk: OpenDesk, row: MailRow) -> MailRow | None:
    mail = mail_of(desk, row.id) if row.fate == Fate.DUPLICATE.value else None
    first = desk.rooms.inbox.first_sight(mail.fingerprint, other_than=row.id) if mail else None
    return desk.rooms.inbox.mail(first.mail_id) if first else None


def _judged(desk: OpenDesk, row: MailRow, version: Version | None) -> Explanation | None:
    """Return what the rules of then make of a mail that a rule ignored or set aside; None for any other."""
    by_rule = row.fate in _BY_RULE and (row.reason or "").startswith('rule "')
    mail = mail_of(desk, row.id) if by_rule else None
    if mail is None or version is None or version.rules is None:
        return None
    rules = version.rules
    found = classify(mail, rules, desk.rooms.inbox.envelope(row.id))
    marked = MarkedMail(mail.subject, mail.text, mail.reply)
    return Explanation(
        name=shown(row.id),
        subject=mail.subject,
        classification=found,
        promise=promised(found.target, row.received_at, rules),
        begun_at=row.received_at,
        calendar=version.calendar,
        rules=version.shown,
        overrides=frozenset(rule.name for rule in rules.overrides),
        envelope=envelope_asked(rules),
        mail=marked,
        not_read=marked.unread,
        automatic=mail.automatic,
    )


def fate_json(one: MailFate) -> dict[str, object]:
    """Return what became of a mail as `explain --json` prints it: the keys of `mails --json` and why."""
    why = one.opened or one.judged
    return mail_json(one.row) | {
        "rules": asdict(one.version.shown) if one.version else None,
        "first": shown(one.first.id) if one.first else None,
        "explanation": explanation_json(why) if why else None,
    }


def fate_told(one: MailFate, *, coloured: bool) -> Iterator[Text]:
    """Give what became of a mail line by line; of one that opened a ticket also why that is what it is."""
    row = one.row
    yield Text(printable(f"{shown(row.id)}  {row.subject or ''}"), style="bold")
    yield Text(printable(f"from {row.sender or 'nobody'}, received {at(row.received_at, one.zone)}"))
    yield from (Text(printable(line)) for line in _fate(one))
    if one.opened is not None:
        yield Text("")
        yield from told(one.opened, coloured=coloured)
    elif one.judged is not None:
        yield from short_told(one.judged, coloured=coloured)
    elif one.version is not None:
        yield Text("\n") + Text(printable(f"rules: {one.version.shown.told(one.zone)}"))


def _fate(one: MailFate) -> Iterator[str]:
    row = one.row
    if row.fate is None:
        yield "not decided yet" + (f": the last try failed, {row.fault}" if row.fault else "")
        return
    yield f"{row.fate}: {_MEANS[Fate(row.fate)]}" + (f", {one.ticket}" if one.ticket else "")
    if row.reason:
        yield f"because: {row.reason}"
    for line in row.evidence:
        yield f"  {line}"
    if row.forced:
        yield f"somebody released it as {row.forced}"
    if one.first is not None:
        yield f"the first: {shown(one.first.id)}, {one.first.fate or 'not decided yet'}"
