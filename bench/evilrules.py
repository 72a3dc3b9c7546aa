"""Patterns, words and mails that would make a careless reader of rules slow."""

from collections.abc import Iterator

# Nested quantifiers, long alternations, counted repeats, anchors in loops: 30 of them.
PATTERNS = (
    "(a+)+$",
    "(a|a)*b",
    "(.*a){20}",
    "(a*)*c",
    "(x+x+)+y",
    "(a|aa)+$",
    "([a-zA-Z]+)*!",
    "(.*)(.*)(.*)(.*)(.*)x",
    "(^|.)*$",
    "((((((a*)*)*)*)*)*)*b",
    "a{0,330}b",
    "a{0,1000}b",
    "(a{1,18}){1,18}b",
    "(a{0,100}){0,100}b",
    "(.{0,30}b){0,7}c",
    "(.{0,30}b){0,30}c",
    "([a-z]{0,100}x){2}",
    "([a-z]{0,500}x){4}",
    "(a?){300}a{150}",
    "(a?){1000}a{1000}",
    "(|a|b|ab){0,280}z",
    ".{180}.{180}z",
    "[a-z]{300}[0-9]",
    "([^b]{0,20}a){0,20}q",
    "^(([a-z])+.)+[A-Z]([a-z])+$",
    "(.+ )+(.+ )+(.+ )+z",
    "([\\p{L}]+ ?)+$",
    "(\\p{L}{0,50}q){0,20}z",
    "|".join(f"w{n}[a-z]*x" for n in range(60)),
    "|".join(f"w{n}[a-z]*x{{3,20}}" for n in range(3000)),
)
# Each is repeated up to the size that is asked for.
PIECES = {
    "one letter": "a",
    "one letter a word": "a ",
    "letters in turn": "ab",
    "all denials": "not ",
    "denials of faults": "not down never broken nobody works ",
    "all questions": "is it down? ",
    "all orders": "please add a page ",
    "all suppositions": "if unless whether the site is down ",
    "all capitals": "URGENT!!! OUR WEBSITE IS DOWN!!! ",
    "all services": "website contact form booking checkout mailbox ",
    "sentences of one word": "a. ",
    "full stops": ".",
    "abbreviations": "mr. ",
    "lines": "\n",
    "bullets": "- \n",
    "numbers": "14 of us ",
    "addresses": "a@b.example ",
    "half addresses": "a@",
    "half links": "http://",
    "commas": ", not",
    "apostrophes": "can't ",
    "accents": "café ",
    "what lower case makes longer": "İ ",
    "no letters": "😩",
    "over by now": "down but fine now ",
    "an evil phrase": "a a a b ",
}


def words_of_their_own(size: int) -> str:
    """Return a mail in which no word comes twice."""
    return "".join(_word(number) + " " for number in range(size // 8 + 1))[:size]


def _word(number: int) -> str:
    letters = ""
    for _ in range(7):
        number, letter = divmod(number * 31 + 7, 26)
        letters += chr(97 + letter)
    return letters


def evil_mails(size: int) -> Iterator[tuple[str, str]]:
    """Give the name and the text of each evil mail, of so many characters."""
    for name, piece in PIECES.items():
        yield name, (piece * (size // len(piece) + 1))[:size]
    yield "no word twice", words_of_their_own(size)


def evil_words() -> str:
    """Return rules with thousands of NUMBER entries, and phrases that all begin alike, as long as they may be."""
    numbers = ", ".join(f"NUMBER {_word(n)}" for n in range(3000))
    alike = ", ".join(" ".join(["a"] * length) for length in range(1, 21))
    forked = ", ".join(f"{'a ' * (n % 19)}{_word(n)}" for n in range(3000))
    return (
        f"extends: standard\nwords:\n  NUMBERED: [{numbers}]\n  ALIKE: [{alike}]\n  FORKED: [{forked}]\nrules:\n"
        "  - {name: numbered, when: {any: NUMBERED}, then: {tag: a}}\n"
        "  - {name: alike, when: {says: ALIKE, near: [ALIKE, FORKED]}, then: {tag: b}}\n"
        "  - {name: in order, when: {sentence: [ALIKE, ALIKE, ALIKE, FORKED]}, then: {tag: c}}\n"
    )
