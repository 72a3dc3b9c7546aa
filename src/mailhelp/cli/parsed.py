"""What was read of one mail, for people and for scripts."""

from collections.abc import Iterator

from mailhelp.cli.lines import local, printable
from mailhelp.core.facts import Attachment, MailFacts
from mailhelp.core.mailviews import invitation_words, size_in_words
from mailhelp.mail.jsonform import defects_in_words

WIDTH = 12


def told(facts: MailFacts, file: str) -> str:
    """Return what a mail says for a terminal: a line for each thing, then the new words of its text."""
    rows = "".join(f"  {name:<{WIDTH}} {printable(value)}\n" for name, value in _rows(facts))
    words = "".join(f"{_line(line)}\n" for line in facts.reply.split("\n"))
    return f"{printable(file)}\n{rows}\n{words}"


def _line(line: str) -> str:
    return printable(line.rstrip("\r").expandtabs(4))


def _rows(facts: MailFacts) -> Iterator[tuple[str, str]]:
    if not facts.readable:
        yield "read", "not as a whole: only headers and first text"
    yield "from", "; ".join(f"{one.name} <{one.address}>".strip() for one in facts.senders) or "-"
    yield "subject", facts.subject or "-"
    yield "date", local(facts.date) or "-"
    sign = f" ({facts.automatic_sign})" if facts.automatic_sign else ""
    yield "written by", f"a machine: {facts.automatic}{sign}" if facts.automatic else "a person"
    if facts.bounce:
        yield (
            "bounced",
            "; ".join(f"{one.address} {one.action or ''}".strip() for one in facts.bounce.recipients) or "-",
        )
    if facts.forwarded and facts.forwarded.sender:
        sender = facts.forwarded.sender
        yield "forwarded", f"from {sender.name} <{sender.address}>"
    if facts.invitation is not None:
        yield "invitation", invitation_words(facts.invitation, facts.invitation_to)
    if facts.sealed:
        yield "sealed", f"{facts.sealed}: cannot be read here"
    yield "attachments", "; ".join(map(_attachment, facts.attachments)) or "-"
    yield "defects", "; ".join(defects_in_words(facts)) or "-"


def _attachment(one: Attachment) -> str:
    return f"{one.filename or one.content_type} ({size_in_words(one.size)})"
