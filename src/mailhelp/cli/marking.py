"""Where the words that counted stand in a mail, and which of its parts were not read."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from mailhelp.core.learned import LEARNED
from mailhelp.core.quoting import Mark, divide
from mailhelp.core.ticket import Reason
from mailhelp.core.understanding.sentences import TEXT_LIMIT, Sentence, sentences
from mailhelp.core.understanding.shown import APART, SENTENCE_SHOWN
from mailhelp.core.understanding.words import folded

SUBJECT, TEXT = "subject", "text"
QUOTED, SIGNATURE, TOO_LONG = "quoted", "signature", "beyond the first 64 KB"
_WHY = {Mark.QUOTED: QUOTED, Mark.SIGNATURE: SIGNATURE}


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand: in the subject or the text of a mail, from the character `start` to before `end`."""

    part: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Unread:
    """A stretch of the text that was not read, of one line or several, and why. lines: that have words in them."""

    start: int
    end: int
    why: str
    lines: int = 1


@dataclass(frozen=True, slots=True)
class _Found:
    """A sentence and where it stands."""

    sentence: Sentence
    place: Place


class MarkedMail:
    """A mail's subject and text with the places of words in them; text: all of it, with what was not read."""

    def __init__(self, subject: str, text: str, reply: str) -> None:
        """Take the whole readable text and its new words (`MailFacts.text`, `.reply`)."""
        own = _own_lines(text, reply)
        self.subject = subject
        self.text = text if own is not None else reply
        self._reply = reply
        self._shifts = _shifts(text, reply, own) if own is not None else [(0, 0)]
        self.unread = _joined(_unread(text, own)) if own is not None else ()
        self._found = list(_located(subject, reply))

    def places(self, reason: Reason) -> tuple[Place, ...]:
        """Return where the words of a reason stand; those that are nowhere are left out."""
        found = self._sentences_of(reason)
        at: list[Place] = []
        for word in reason.words:
            place = next(_places_of(word, found, at), None)
            at += [place] if place else []
        return tuple(self._in_text(place) for place in at)

    def not_read(self, passed_over: Sequence[Sentence]) -> tuple[Unread, ...]:
        """Return what was not read, with the sentences that were passed over as parts of a disclaimer, in order."""
        texts = {one.text for one in passed_over}
        places = [self._in_text(one.place) for one in self._found if one.sentence.text in texts]
        disclaimers = [Unread(one.start, one.end, "disclaimer") for one in places if one.part == TEXT]
        return tuple(sorted((*self.unread, *disclaimers), key=lambda one: one.start))

    def _sentences_of(self, reason: Reason) -> list[_Found]:
        if not reason.sentence:
            return [one for one in self._found if not one.sentence.older] if reason.rule == LEARNED else []
        for wanted in ([reason.sentence], reason.sentence.split(APART)):
            found = [one for part in wanted for one in self._found if one.sentence.text[:SENTENCE_SHOWN] == part]
            if found:
                return found
        return []

    def _in_text(self, place: Place) -> Place:
        if place.part == SUBJECT:
            return place
        return Place(TEXT, self._moved(place.start), self._moved(place.end - 1) + 1)

    def _moved(self, at: int) -> int:
        """Return where a character of the new words stands in the whole text."""
        shift = 0
        for start, by in self._shifts:
            if start > at:
                break
            shift = by
        return at + shift


def _places_of(word: str, found: Sequence[_Found], taken: Sequence[Place]) -> Iterator[Place]:
    """Give where a word stands: as a whole word as it is written, then within words, then however it is written."""
    exact = re.escape(word)
    for one in (rf"(?<!\w){exact}(?!\w)", exact):
        for each in found:
            yield from _hits(one, each.sentence.text, each.place, taken)
    for each in found:
        text = folded(each.sentence.text)
        if len(text) == len(each.sentence.text):
            yield from _hits(re.escape(folded(word)), text, each.place, taken)


def _hits(wanted: str, text: str, at: Place, taken: Sequence[Place]) -> Iterator[Place]:
    for hit in re.finditer(wanted, text):
        place = Place(at.part, at.start + hit.start(), at.start + hit.end())
        if place not in taken:
            yield place


def _located(subject: str, reply: str) -> Iterator[_Found]:
    end = 0
    for place, one in enumerate(sentences(subject, reply)):
        if not place and subject.strip():
            yield _Found(one, Place(SUBJECT, 0, len(one.text)))
            continue
        start = reply.find(one.text, end)
        if start >= 0:
            end = start + len(one.text)
            yield _Found(one, Place(TEXT, start, end))


def _own_lines(text: str, reply: str) -> list[bool] | None:
    """Return for each line of `text` whether it is one of the new words; None where they are written otherwise."""
    wanted = [line.strip() for line in reply.split("\n")]
    at, own = 0, []
    for line in text.split("\n"):
        while at < len(wanted) and not wanted[at] and line.strip():
            at += 1
        same = at < len(wanted) and line.strip() == wanted[at]
        own.append(same)
        at += same
    return own if not any(wanted[at:]) else None


def _starts(lines: Sequence[str]) -> list[int]:
    return [0, *accumulate(len(line) + 1 for line in lines)]


def _shifts(text: str, reply: str, own: Sequence[bool]) -> list[tuple[int, int]]:
    """Return by how much each line of the new words, by where it starts, stands later in the whole text."""
    lines, new = text.split("\n"), reply.split("\n")
    mine = [place for place, one in enumerate(own) if one and lines[place].strip()]
    filled = [place for place, line in enumerate(new) if line.strip()]
    at_text, at_reply = _starts(lines), _starts(new)
    found = []
    for whole, part in zip(mine, filled, strict=False):
        indent = lines[whole].find(new[part]) if new[part] in lines[whole] else 0
        found.append((at_reply[part], at_text[whole] + indent - at_reply[part]))
    return found or [(0, 0)]


def _why(mark: Mark, line: str) -> str:
    return _WHY.get(mark, QUOTED if line.strip() else "")


def _joined(lines: Iterable[Unread]) -> tuple[Unread, ...]:
    """Return stretches of lines that follow each other for the same reason as one; only blank lines lie between."""
    joined: list[Unread] = []
    for one in lines:
        if joined and joined[-1].why == one.why and one.start == joined[-1].end:
            before = joined.pop()
            one = Unread(before.start, one.end, one.why, before.lines + one.lines)
        joined.append(one)
    return tuple(one for one in joined if one.lines)


def _unread(text: str, own: Sequence[bool]) -> Iterator[Unread]:
    lines = text.split("\n")
    divided = divide(text)
    marks = divided.marks if len(divided.lines) == len(lines) else (Mark.NEW,) * len(lines)
    at, read = 0, 0
    for line, mine, mark in zip(lines, own, marks, strict=True):
        read += len(line) + 1 if mine else 0
        why = _why(mark, line) if not mine else TOO_LONG if read > TEXT_LIMIT else ""
        if why:
            yield Unread(at, min(at + len(line) + 1, len(text)), why, 1 if line.strip() else 0)
        at += len(line) + 1
