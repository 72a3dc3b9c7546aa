"""A mail's text with the words that counted marked in place, and what was not read told or dimmed."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.text import Text

from mailhelp.cli.explaining import Explanation
from mailhelp.cli.lines import printable
from mailhelp.cli.marking import SUBJECT, TEXT, MarkedMail, Place, Unread
from mailhelp.core.learned import LEARNED

MOST_LINES = 60
MOST_WIDTH = 1000
_MARKED, _NUMBER, _DIMMED = "bold underline cyan", "dim", "dim"


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Words that are marked, from `start` to before `end`, with the numbers of the rules that they counted for."""

    start: int
    end: int
    numbers: tuple[int, ...]


def marked_mail(one: Explanation, *, coloured: bool) -> Iterator[Text]:
    """Give the subject and the text of a mail, line by line, marked.

    coloured: False marks words by [brackets], and what was not read by a bar before the line.
    """
    if one.mail is None:
        return
    subject = _stretches(one, SUBJECT)
    if one.mail.subject.strip():
        yield Text("  Subject: ") + _line(one.mail.subject, 0, subject, coloured)
    yield from _shortened(list(_lines(one, one.mail, coloured)))


def _lines(one: Explanation, mail: MarkedMail, coloured: bool) -> Iterator[tuple[Text, bool]]:
    """Give each line of the text with whether words are marked in it."""
    stretches, start = _stretches(one, TEXT), 0
    starts = [each.start for each in one.not_read]
    for line in mail.text.split("\n"):
        end = start + len(line)
        here = [each for each in stretches if each.start < end and each.end > start]
        last = bisect_left(starts, end) - 1
        unread = one.not_read[last] if last >= 0 else None
        is_unread = unread is not None and unread.end > start and bool(line.strip())
        if unread is not None and is_unread and not here:
            yield _dimmed(line, unread, coloured), False
        else:
            # What rules pass over as a disclaimer may still be among the words that were learned.
            why = Text(f"  ({unread.why})" if unread is not None and is_unread else "", style=_DIMMED)
            yield Text("  ") + _line(line, start, here, coloured) + why, bool(here)
        start = end + 1


def _dimmed(line: str, unread: Unread, coloured: bool) -> Text:
    words = printable(line[:MOST_WIDTH])
    return Text(f"  {words}  ({unread.why})", style=_DIMMED) if coloured else Text(f"  | {words}  ({unread.why})")


def _line(line: str, offset: int, stretches: Sequence[_Stretch], coloured: bool) -> Text:
    told, at = Text(), 0
    last = max((each.end - offset for each in stretches), default=0)
    line = line[: max(MOST_WIDTH, last)]
    for each in stretches:
        start, end = max(each.start - offset, at), min(each.end - offset, len(line))
        told.append(printable(line[at:start]))
        numbers = ",".join(map(str, each.numbers))
        words = printable(line[start:end])
        if coloured:
            told.append(words, style=_MARKED).append(f":{numbers}", style=_NUMBER)
        else:
            told.append(f"[{words}:{numbers}]")
        at = end
    return told.append(printable(line[at:]))


def _stretches(one: Explanation, part: str) -> list[_Stretch]:
    """Return the words that are marked in one part of the mail, in order; what overlaps is one stretch.

    Learned words are marked only where no rule's are, for they are whole phrases.
    """
    places = _numbered(one, part, learned=False)
    ruled = _joined(places)
    learned = _joined(_numbered(one, part, learned=True))
    beside = [each for each in learned if not any(each.start < other.end and other.start < each.end for other in ruled)]
    return sorted((*ruled, *beside), key=lambda each: each.start)


def _numbered(one: Explanation, part: str, *, learned: bool) -> list[tuple[Place, int]]:
    if one.mail is None:
        return []
    numbers = one.numbers
    reasons = [reason for reason in one.reasons if (reason.rule == LEARNED) is learned]
    found = {(place, numbers[reason.rule]) for reason in reasons for place in one.mail.places(reason)}
    return sorted((pair for pair in found if pair[0].part == part), key=lambda pair: (pair[0].start, pair[1]))


def _joined(places: Sequence[tuple[Place, int]]) -> list[_Stretch]:
    joined: list[_Stretch] = []
    for place, number in places:
        if joined and place.start < joined[-1].end:
            before = joined.pop()
            numbers = tuple(sorted({*before.numbers, number}))
            joined.append(_Stretch(before.start, max(before.end, place.end), numbers))
        else:
            joined.append(_Stretch(place.start, place.end, (number,)))
    return joined


def _shortened(lines: Sequence[tuple[Text, bool]]) -> Iterator[Text]:
    """Give the first lines and all that have marked words in them; for the others, how many were left out."""
    left_out = 0
    for place, (line, marked) in enumerate(lines):
        if place >= MOST_LINES and not marked:
            left_out += 1
            continue
        if left_out:
            yield _more(left_out)
            left_out = 0
        yield line
    if left_out:
        yield _more(left_out)


def _more(count: int) -> Text:
    return Text(f"  … {count} more line{'' if count == 1 else 's'}", style=_DIMMED)
