"""What staff may command, as one table, and how a text is read by it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from mailhelp.core.ticket import Level, Priority, RequestType
from mailhelp.core.wording import clean_line

MOST_TEXT = 10_000
MOST_COMMANDS = 50
MOST_SHOWN = 80
MOST_NOTE = 2_000
MOST_TAG = 50
_SIGNS = re.compile("[#:=]")
# Only before a letter: "see #12" is a word of a note.
_NEXT = re.compile(r"(?<=\s)(?=#[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Word:
    """One command: its name, its argument as it is shown, what it means.

    allowed: the values it takes; () where the argument is free. slot: what it decides; of two commands for the same
    slot one is wrong, "" where it may be said again. most: how long its argument may be. alone: nothing stands beside.
    """

    name: str
    argument: str
    means: str
    slot: str = ""
    allowed: tuple[str, ...] = ()
    most: int = 255
    alone: bool = False

    @property
    def form(self) -> str:
        """Return how it is written: "#impact high|medium|low"."""
        return f"#{self.name} {self.argument}".rstrip()


_LEVELS = tuple(level.value for level in Level)
_TYPES = tuple(one.value for one in RequestType)
_PRIORITIES = tuple(priority.value for priority in Priority)

GRAMMAR = (
    Word("incident", "", "something is broken", "kind"),
    Word("request", "basic|enhanced", "something is asked for, of this type", "kind", _TYPES),
    Word("impact", "high|medium|low", "how many are hit, and how badly", "impact", _LEVELS),
    Word("urgency", "high|medium|low", "how soon it hurts", "urgency", _LEVELS),
    Word("priority", "P1|P2|P3|P4", "this priority, whatever impact and urgency say", "priority", _PRIORITIES),
    Word("due", "DATE [TIME]", "due then, whatever the priority says; without a time at closing", "due"),
    Word("assign", "NAME", "the ticket is NAME's", "assignee"),
    Word("take", "", "the ticket is mine, if it is nobody's yet", "assignee"),
    Word("tag", "WORD…", "put these tags on it", most=500),
    Word("untag", "WORD…", "take these tags off it", most=500),
    Word("note", "TEXT", "write TEXT into its history, for staff only", most=MOST_NOTE),
    Word("undo", "", "undo what I last did to it, once", alone=True),
    Word("help", "", "say which commands there are", alone=True),
)
BY_NAME = {word.name: word for word in GRAMMAR}


@dataclass(frozen=True, slots=True)
class Command:
    """A command as it was read. argument: one clean line; a value of a closed list as the list spells it."""

    name: str
    argument: str = ""

    @property
    def text(self) -> str:
        """Return it as it is written; reading that gives the same command."""
        return f"#{self.name} {self.argument}".rstrip()

    @property
    def words(self) -> tuple[str, ...]:
        """Return the words of its argument, each once."""
        return tuple(dict.fromkeys(self.argument.split()))


@dataclass(frozen=True, slots=True)
class Wrong:
    """A command that cannot be done: as it was written, why, and the nearest right one ("" where there is none).

    written: "" where the fault is no command's.
    """

    written: str
    why: str
    nearest: str = ""

    @property
    def told(self) -> str:
        """Return it as one line for people."""
        hint = f"; did you mean {self.nearest}?" if self.nearest else ""
        return f"{self.written}: {self.why}{hint}" if self.written else f"{self.why}{hint}"


@dataclass(frozen=True, slots=True)
class Commands:
    """What a text says. When anything is wrong, nothing of it is to be done."""

    said: tuple[Command, ...] = ()
    wrong: tuple[Wrong, ...] = ()


def read_commands(text: str) -> Commands:
    """Return the commands of a text, in order; they are separated by line ends or by " #". Never raises.

    >>> read_commands("#impact HIGH #note the whole office").said[0].text
    '#impact high'
    >>> print(read_commands("#pirority p2").wrong[0].told)
    #pirority p2: there is no such command; did you mean #priority P2?
    """
    if len(text) > MOST_TEXT:
        return Commands(wrong=(Wrong(shown(text), f"more than {MOST_TEXT} characters: say less at a time"),))
    pieces = list(_pieces(text))
    if not pieces:
        return Commands(wrong=(Wrong("", "there is no command in it", GRAMMAR[2].form),))
    if len(pieces) > MOST_COMMANDS:
        return Commands(wrong=(Wrong(shown(text), f"more than {MOST_COMMANDS} commands: say less at a time"),))
    read = [_read(piece) for piece in pieces]
    said = tuple(one for one in read if isinstance(one, Command))
    wrong = tuple(one for one in read if isinstance(one, Wrong))
    return Commands(said, wrong or tuple(_contradictions(said)))


def shown(text: str) -> str:
    """Return what somebody wrote, short enough to be shown back."""
    return clean_line(text, MOST_SHOWN)


def _pieces(text: str) -> Iterator[str]:
    for line in text.splitlines():
        # Clean first: what nobody sees must neither join two commands nor part one.
        for piece in _NEXT.split(clean_line(line, MOST_TEXT)):
            if piece.strip():
                yield piece.strip()


def _read(piece: str) -> Command | Wrong:
    name, _, argument = piece.partition(" ")
    if not piece.startswith("#"):
        return Wrong(shown(piece), "a command begins with #, and a note is one line", _nearest(piece))
    word = BY_NAME.get(name[1:].lower())
    if word is None:
        return Wrong(shown(piece), "there is no such command", _nearest(piece))
    return _with_argument(word, argument, shown(piece))


def _with_argument(word: Word, argument: str, written: str) -> Command | Wrong:
    if not argument or not word.argument:
        if bool(argument) == bool(word.argument):
            return Command(word.name)
        return Wrong(written, f"it needs {word.argument}" if word.argument else "it takes no more words", word.form)
    if len(argument) > word.most:
        return Wrong(written, f"it takes at most {word.most} characters")
    if word.allowed:
        value = _value(word, argument)
        return (
            Command(word.name, value)
            if value
            else Wrong(written, f"it takes {word.argument}", _closest(word, argument))
        )
    if word.argument == "WORD…":
        return _with_tags(word, argument, written)
    return Command(word.name, argument)


def _with_tags(word: Word, argument: str, written: str) -> Command | Wrong:
    tags = tuple(dict.fromkeys(argument.replace(",", " ").split()))
    if not tags or any(len(tag) > MOST_TAG for tag in tags):
        return Wrong(written, f"a tag is a word of at most {MOST_TAG} characters")
    return Command(word.name, " ".join(tags))


def _value(word: Word, argument: str) -> str | None:
    return next((value for value in word.allowed if value.lower() == argument.lower()), None)


def _nearest(piece: str) -> str:
    """Return the right command that is nearest to what was written, "" when nothing is near."""
    name, _, argument = " ".join(_SIGNS.sub(" ", piece).split()).partition(" ")
    near = nearest(name, tuple(BY_NAME))
    if not near:
        return ""
    word = BY_NAME[near]
    if not argument or not word.argument:
        return word.form
    return _closest(word, argument) if word.allowed else shown(f"#{near} {argument}")


def _closest(word: Word, argument: str) -> str:
    near = nearest(argument, word.allowed)
    return f"#{word.name} {near}" if near else word.form


def nearest(written: str, known: Sequence[str]) -> str:
    """Return the known word that is most like what was written, in any case; "" when none is."""
    folded = {word.casefold(): word for word in known}
    return next((folded[near] for near in get_close_matches(written[:MOST_SHOWN].casefold(), folded, n=1)), "")


def _contradictions(said: Sequence[Command]) -> Iterator[Wrong]:
    """Give what cannot be said together."""
    first: dict[str, Command] = {}
    for command in said:
        word = BY_NAME[command.name]
        if word.alone and len(said) > 1:
            yield Wrong(command.text, "it stands alone: write nothing else beside it", word.form)
        earlier = first.setdefault(word.slot, command) if word.slot else command
        if earlier is not command:
            why = "is said twice" if earlier == command else f"does not go with {shown(earlier.text)}"
            yield Wrong(shown(command.text), why)
    put = {tag.casefold() for one in said if one.name == "tag" for tag in one.words}
    for command in said:
        both = [tag for tag in command.words if tag.casefold() in put] if command.name == "untag" else []
        if both:
            yield Wrong(shown(command.text), f"{', '.join(both)} is put on and taken off at once")
