"""Whether a rule's condition holds for a mail, and in which sentence."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from mailhelp.core.conditions import Condition, Near
from mailhelp.core.facts import Envelope, MailFacts
from mailhelp.core.people import client_of
from mailhelp.core.ruleindex import Key, RuleIndex
from mailhelp.core.rules import Rule, Ruleset
from mailhelp.core.understanding.reading import Read, Reading


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as conditions see it: its facts, its envelope where known, the client's name, and its words read."""

    facts: MailFacts
    envelope: Envelope | None
    client: str | None
    reading: Reading


def client_name(facts: MailFacts, ruleset: Ruleset) -> str | None:
    """Return the name of the sender's client, None when the sender is nobody's."""
    found = client_of(facts.sender.address, ruleset.clients) if facts.sender else None
    return found.name if found else None


def holds(when: Condition, mail: Mail, ruleset: Ruleset) -> Read | bool:
    """Return the first sentence for which a condition holds, True when it needs none, False when it does not hold."""
    if not envelope_holds(when, mail, ruleset):
        return False
    if not when.needs_sentence:
        return True
    if not people_hold(when, mail.reading) or not anywhere(when, mail.reading):
        return False
    return next((one for one in worth_a_look(when, mail.reading.sentences) if sentence_holds(when, one)), False)


def worth_a_look(when: Condition, sentences: Sequence[Read]) -> Iterable[Read]:
    """Return the sentences that have the first thing that a condition asks for."""
    if when.says:
        return (one for one in sentences if one.said & when.says)
    if when.asks:
        return (one for one in sentences if one.asked & when.asks)
    if when.about:
        return (one for one in sentences if one.about & when.about)
    words = when.any or (when.in_order or (when.near.words if when.near else ()) or (0,))[-1]
    return (one for one in sentences if one.found & words) if words else sentences


def possible(rules: Sequence[Rule], index: RuleIndex, mail: Mail) -> list[Rule]:
    """Return the rules that are worth trying on a mail, in their order. index: of these rules."""
    places = index.possible(mail.reading.found | mail.reading.about, _keys(mail))
    return [rules[place] for place in places]


def _keys(mail: Mail) -> Iterator[Key]:
    """Give what the index of rules asks for beside words."""
    if mail.facts.sender:
        address = mail.facts.sender.address.casefold()
        yield "from", address
        yield "from", _domain(address)
    if mail.client:
        yield "client", mail.client
    yield from {("header", name.casefold()) for name, _ in mail.facts.headers}


def people_hold(when: Condition, reading: Reading) -> bool:
    """Return True when those are hit, and there is a way round or none, as a condition asks."""
    if when.who and reading.who not in when.who:
        return False
    return when.way_round is None or reading.way_round is when.way_round


def anywhere(when: Condition, reading: Reading) -> bool:
    """Return False when no sentence can hold: what it must say stands nowhere in the mail."""
    found = reading.found
    if (when.says and not reading.said & when.says) or (when.asks and not reading.asked & when.asks):
        return False
    if (when.about and not reading.about & when.about) or (when.any and not found & when.any):
        return False
    if (when.pattern and not found & when.pattern) or found & when.all != when.all:
        return False
    return all(found & mask for mask in (*when.in_order, *(when.near.words if when.near else ())))


def sentence_holds(when: Condition, one: Read) -> bool:
    """Return True when all keys of words and understanding hold in one sentence."""
    if (when.says and not one.said & when.says) or (when.about and not one.about & when.about):
        return False
    if (when.asks and not one.asked & when.asks) or (when.of and not (one.found | one.about) & when.of):
        return False
    if (when.any and not one.found & when.any) or one.found & when.all != when.all or one.found & when.none:
        return False
    if (when.to_know and not one.wondering) or (when.pattern and not one.found & when.pattern):
        return False
    return _stands_in_order(when.in_order, one) and (when.near is None or _stands_near(when.near, one))


def _stands_in_order(words: tuple[int, ...], one: Read) -> bool:
    after = -1
    for mask in words:
        at = next((hit for hit in one.hits if hit.mask & mask and hit.first > after), None)
        if at is None:
            return False
        after = at.last
    return True


def _stands_near(near: Near, one: Read) -> bool:
    """Slide over the hits in order, keeping where each word was last seen."""
    seen: dict[int, int] = {}
    for hit in one.hits:
        seen |= {number: hit.first for number, mask in enumerate(near.words) if hit.mask & mask}
        if len(seen) == len(near.words) and hit.first - min(seen.values()) <= near.within:
            return True
    return False


def envelope_holds(when: Condition, mail: Mail, ruleset: Ruleset) -> bool:
    """Return True when all keys about sender, recipients, client, headers, attachments and time hold."""
    if not (when.senders or when.recipients or when.clients or when.headers or when.attachment or when.received):
        return True
    return envelope_lacks(when, mail, ruleset) is None


def envelope_lacks(when: Condition, mail: Mail, ruleset: Ruleset) -> str | None:
    """Return what about the envelope is another one than a condition asks for, None when all is as it asks."""
    return next((name for name, holding in _ENVELOPE if not holding(when, mail, ruleset)), None)


def _is_one_of(address: str, wanted: tuple[str, ...]) -> bool:
    key = address.casefold()
    return key in wanted or _domain(key) in wanted


def _domain(address: str) -> str:
    return "@" + address.rpartition("@")[2]


def _from_holds(when: Condition, mail: Mail, ruleset: Ruleset) -> bool:
    sender = mail.facts.sender
    return not when.senders or (sender is not None and _is_one_of(sender.address, when.senders))


def _to_holds(when: Condition, mail: Mail, ruleset: Ruleset) -> bool:
    shown = [address.address for address in (*mail.facts.to, *mail.facts.cc)]
    real = mail.envelope.recipients if mail.envelope else ()
    return not when.recipients or any(_is_one_of(address, when.recipients) for address in (*shown, *real))


def _client_holds(when: Condition, mail: Mail, ruleset: Ruleset) -> bool:
    return not when.clients or mail.client in when.clients


def _headers_hold(when: Condition, mail: Mail, ruleset: Ruleset) -> bool:
    return all(any(text in value.casefold() for value in mail.facts.header(name)) for name, text in when.headers)


def _attachment_holds(when: Condition, mail: Mail, ruleset: Ruleset) -> bool:
    wanted = when.attachment
    files = [attachment for attachment in mail.facts.attachments if not attachment.inline]
    if wanted in ("", "any", "none"):
        return not wanted or bool(files) == (wanted == "any")
    return any(fnmatchcase((f.filename or "").casefold(), wanted) or f.content_type.casefold() == wanted for f in files)


def _received_holds(when: Condition, mail: Mail, ruleset: Ruleset) -> bool:
    if when.received is None:
        return True
    if mail.envelope is None:
        return False
    return ruleset.calendar.is_open_at(mail.envelope.received_at) is when.received.open


_ENVELOPE = (
    ("the sender", _from_holds),
    ("the recipient", _to_holds),
    ("the client", _client_holds),
    ("a header", _headers_hold),
    ("what is attached", _attachment_holds),
    ("the hour it came", _received_holds),
)
