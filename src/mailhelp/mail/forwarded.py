"""The mail that was forwarded in another: its sender, date and subject, where they are unambiguous."""

import re
from datetime import datetime

from mailhelp.core.facts import Address, Forwarded
from mailhelp.core.quoteintro import header_block, role_of
from mailhelp.core.quotesigns import FORWARD_LINE, FORWARD_WORDS, ORIGINAL
from mailhelp.mail.addresses import addresses_of
from mailhelp.mail.headers import cleaned, date_of, first, text_of
from mailhelp.mail.part import Part

_PREFIX = re.compile(r"(?i)^\s*(fwd?|wg|tr|i|rv|enc|vs|vb|pd|vl|doorst|переслать|转发|轉寄|転送)\s*[:\uff1a]")
MOST_LINES = 2_000


def forwarded_of(subject: str, text: str, attached: tuple[Part, ...]) -> Forwarded | None:
    """Return the mail forwarded in this one; None when there is none, or several, or it is only quoted."""
    mails = [part for part in attached if part.kind == "message/rfc822" and part.children]
    if len(mails) == 1:
        return _attached(mails[0].children[0])
    return None if mails else _inline(subject, text.split("\n")[:MOST_LINES])


def _attached(mail: Part) -> Forwarded | None:
    senders = addresses_of(first(mail.headers, b"from"))
    if len(senders) != 1 or not senders[0].address:
        return None
    return Forwarded(
        senders[0], text_of(first(mail.headers, b"subject")) or None, date_of(first(mail.headers, b"date"))
    )


def _inline(subject: str, lines: list[str]) -> Forwarded | None:
    for at, line in enumerate(lines):
        marked = bool(FORWARD_LINE.match(line)) or bool(
            len(line) < 200 and ORIGINAL.match(line) and FORWARD_WORDS.search(line)
        )
        if not marked and not (_PREFIX.match(subject) and role_of(line) and header_block(lines, at)):
            continue
        return _read_block(lines, _block_start(lines, at + marked))
    return None


def _block_start(lines: list[str], at: int) -> int:
    while at < len(lines) and not lines[at].strip(" >\t"):
        at += 1
    return at


def _read_block(lines: list[str], at: int) -> Forwarded | None:
    """Return what the headers from line `at` say, None when they name no one sender."""
    fields: dict[str, str] = {}
    role: str | None = None
    for line in lines[at : at + 20]:
        bare = line.strip(" >\t")
        if not bare and fields:
            break
        if found := role_of(line):
            role = None if found in fields else found
            fields.setdefault(found, re.split(r"[:\uff1a]", bare, maxsplit=1)[1].strip(" *_\t"))
        elif role in ("subject", "from"):
            fields[role] += f" {bare}"
    return _forwarded(fields)


def _forwarded(fields: dict[str, str]) -> Forwarded | None:
    sender = _sender(fields.get("from", ""))
    if sender is None:
        return None
    return Forwarded(sender, cleaned(fields.get("subject", "")) or None, _date(fields.get("date", "")))


def _sender(written: str) -> Address | None:
    """Return the one address of a From line as mail programs write it: "Jo [mailto:jo@x]", "Jo <jo@x<mailto:jo@x>>"."""
    plain = re.sub(r"\[mailto:([^\]\s]+)\]", r"<\1>", written)
    plain = re.sub(r"<mailto:[^<>]*>", "", plain).replace("[", "<").replace("]", ">").replace("*", "")
    found = addresses_of(plain.encode("utf-8"))
    return found[0] if len(found) == 1 and found[0].address else None


def _date(written: str) -> datetime | None:
    return date_of(written.encode("ascii", "replace"))
