"""Who of those that From names is the sender, and what about them staff should see."""

import re
import unicodedata

from mailhelp.core.facts import Address, MailFacts
from mailhelp.core.people import domain_key

SEVERAL = "several senders in From"
# Alphabets whose letters look like each other's; Chinese, Japanese and Korean stand beside Latin in honest names.
_ALPHABETS = frozenset(("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "FULLWIDTH", "MATHEMATICAL"))
# Letters of Cyrillic, Greek and Armenian that people take for a Latin one.
_LIKE_LATIN = frozenset("аеорсухіјѕԁԛԝһӏѵүɡοαρνικυϲօսոհցյզ")
_WORD = re.compile(r"[^\W\d_]{2,100}")
_MOST = 20


def author(senders: tuple[Address, ...], responsible: tuple[Address, ...]) -> Address | None:
    """Return the sender: of several mailboxes the one that Sender names, else the first that can be answered.

    responsible: what Sender names; () where there are several From headers, as it then speaks for one of them only.
    None when From names no address.
    Source: RFC 5322 section 3.6.2.
    """
    named = {one.key for one in responsible if one.address}
    likely = [one for one in senders if one.key in named] if len(named) == 1 else []
    usable = (*likely, *(one for one in senders if one.domain), *(one for one in senders if one.address))
    return next(iter(usable), None)


def doubts(facts: MailFacts) -> tuple[str, ...]:
    """Return what From has that staff should know before they believe it."""
    found = (
        (facts.has_several_senders, SEVERAL),
        (facts.sender is None and facts.claimed_sender is not None, "From has a name but no address"),
        (_shows_another(facts), "the name in From shows another address"),
        *((_looks_alike(one.domain), _written(one.domain)) for one in facts.senders[:_MOST]),
        (any(_is_mixed(one.name) for one in facts.senders[:_MOST]), "the name in From mixes alphabets in one word"),
    )
    return tuple(dict.fromkeys(doubt for holds, doubt in found if holds))


def _shows_another(facts: MailFacts) -> bool:
    """Return True when the name of the sender has an address in it that From does not name."""
    sender = facts.sender
    shown = re.findall(r"[^\s<>()\",;:']{1,64}@[^\s<>()\",;:']{1,255}", sender.name[:1000]) if sender else []
    return any(one.casefold().rstrip(".") not in {named.key for named in facts.senders} for one in shown)


def _written(domain: str) -> str:
    return f"the domain of From is made of letters that look like others: {domain_key(domain)}"


def _looks_alike(domain: str) -> bool:
    """Return True when a label mixes alphabets, or is wholly of letters that people take for Latin ones.

    Source: Unicode Technical Standard 39 sections 4 and 5.
    """
    return any(_is_mixed(label) or _is_disguised(label) for label in map(_as_letters, domain[:255].split(".")))


def _as_letters(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label


def _is_mixed(text: str) -> bool:
    return not text.isascii() and any(len(_alphabets(word)) > 1 for word in _WORD.findall(text[:1000]))


def _alphabets(word: str) -> set[str]:
    return {unicodedata.name(letter, "").partition(" ")[0] for letter in word} & _ALPHABETS


def _is_disguised(label: str) -> bool:
    letters = [letter for letter in label if letter.isalpha()]
    return not label.isascii() and bool(letters) and all(one.isascii() or one in _LIKE_LATIN for one in letters)
