"""The new words of a reply, in 25 languages, as the mail programs of the world write them."""

import pytest

from mailhelp.core.quoting import Divided, Mark, divide
from tests.mail.world.blocks import BLOCKS, MARKERS, SEPARATED
from tests.mail.world.endings import DEVICE_LINES, DISCLAIMERS, SIGNATURES
from tests.mail.world.introductions import MARKED
from tests.mail.world.tails import TAILS
from tests.mail.world.words import WORDS

TABLES = (MARKED, BLOCKS, SEPARATED)
INTRODUCED = [
    pytest.param(language, introduction, id=f"{language}, {program}")
    for table in TABLES
    for language, programs in table.items()
    for program, introduction in programs.items()
]
# Without a date and an address beside the name, or with the name first, only a marked quote is told: it could be prose.
OPEN_WITHOUT_MARKS = (
    *("horde", "gnus", "notes", "t-online", "roundcube", "thunderbird ja", "laposte", "orange", "iphone"),
    *("fi, thunderbird", "zh-tw, thunderbird"),
)
SURE = [one for one in INTRODUCED if not str(one.id).endswith(OPEN_WITHOUT_MARKS) or one.values[1].count("\n") > 1]


def marked(text: str) -> str:
    """Return text quoted with ">"."""
    return "\n".join(f"> {line}" for line in text.split("\n"))


def filled(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def lines_of(divided: Divided, mark: Mark) -> list[str]:
    """Return the filled lines that have a mark."""
    return [line for line, own in zip(divided.lines, divided.marks, strict=True) if own is mark and line.strip()]


@pytest.mark.parametrize(("language", "introduction"), INTRODUCED)
def test_what_stands_above_a_marked_quote_is_new_and_nothing_else(language: str, introduction: str) -> None:
    words = WORDS[language]

    divided = divide(f"{words.own}\n\n{introduction}\n\n{marked(words.quoted)}\n>\n{marked(words.asked)}\n")

    assert filled(divided.new) == filled(words.own)


@pytest.mark.parametrize(("language", "introduction"), INTRODUCED)
def test_an_introduction_directly_under_the_words_takes_none_of_them(language: str, introduction: str) -> None:
    words = WORDS[language]

    divided = divide(f"{words.own}\n{introduction}\n{marked(words.quoted)}\n")

    assert filled(divided.new) == filled(words.own)


@pytest.mark.parametrize(("language", "introduction"), SURE)
def test_what_stands_above_a_quote_without_marks_is_new_and_nothing_else(language: str, introduction: str) -> None:
    words = WORDS[language]

    divided = divide(f"{words.own}\n\n{introduction}\n\n{words.quoted}\n{words.asked}\n")

    assert filled(divided.new) == filled(words.own)


@pytest.mark.parametrize(("language", "introduction"), INTRODUCED)
def test_what_stands_under_a_marked_quote_is_new_and_nothing_else(language: str, introduction: str) -> None:
    words = WORDS[language]

    divided = divide(f"{introduction}\n\n{marked(words.quoted)}\n\n{words.own}\n")

    assert filled(divided.new) == filled(words.own)


@pytest.mark.parametrize(("language", "introduction"), INTRODUCED)
def test_answers_between_marked_lines_are_new_and_their_questions_are_quoted(language: str, introduction: str) -> None:
    words = WORDS[language]

    divided = divide(
        f"{introduction}\n\n{marked(words.quoted)}\n\n{words.own}\n\n{marked(words.asked)}\n\n{words.second}\n"
    )

    assert lines_of(divided, Mark.NEW) == [*filled(words.own), words.second]
    assert f"> {words.asked}" in lines_of(divided, Mark.QUOTED)
    assert filled(divided.words) == lines_of(divided, Mark.NEW)


@pytest.mark.parametrize(("language", "introduction"), INTRODUCED)
def test_a_signature_between_words_and_quote_is_told(language: str, introduction: str) -> None:
    words = WORDS[language]

    divided = divide(f"{words.own}\n\n-- \nAnn Client\nHarbour Dental\n\n{introduction}\n\n{marked(words.quoted)}\n")

    assert filled(divided.new) == filled(words.own)
    assert lines_of(divided, Mark.SIGNATURE) == ["-- ", "Ann Client", "Harbour Dental"]


@pytest.mark.parametrize("tail", TAILS)
def test_no_form_of_a_quote_is_taken_for_words_and_no_word_for_a_quote(tail: str) -> None:
    own = "It works now, thank you.\n\nAnn"

    assert divide(f"{own}\n\n{tail}").new == own


@pytest.mark.parametrize("language", [language for language in WORDS])
def test_words_without_any_quote_are_all_new(language: str) -> None:
    words = WORDS[language]

    assert divide(f"{words.own}\n\n{words.second}").new == f"{words.own}\n\n{words.second}"


@pytest.mark.parametrize("marker", MARKERS.values(), ids=MARKERS.keys())
@pytest.mark.parametrize("language", ["en", "de", "ja"])
def test_what_stands_under_the_line_to_write_above_is_quoted(marker: str, language: str) -> None:
    words = WORDS[language]

    divided = divide(f"{words.own}\n\n{marker}\n\n{words.quoted}\n{words.asked}")

    assert filled(divided.new) == filled(words.own)


@pytest.mark.parametrize("line", DEVICE_LINES)
def test_the_line_of_a_device_is_signature(line: str) -> None:
    own = WORDS["en"].own

    at_the_end = divide(f"{own}\n\n{line}")
    above_a_quote = divide(f"{own}\n\n{line}\n\nOn 3 Nov 2026, at 10:12, Jo <jo@desk.example> wrote:\n\n> Hi")

    assert lines_of(at_the_end, Mark.SIGNATURE) == [line]
    assert at_the_end.new == above_a_quote.new == own


@pytest.mark.parametrize("footer", DISCLAIMERS)
def test_a_legal_footer_is_signature(footer: str) -> None:
    own = WORDS["en"].own

    divided = divide(f"{own}\n\n{footer}")

    assert divided.new == own
    assert lines_of(divided, Mark.SIGNATURE) == footer.split("\n")


@pytest.mark.parametrize("signature", SIGNATURES)
@pytest.mark.parametrize("footer", ["", f"\n\n{DISCLAIMERS[0]}"])
def test_a_signature_is_told_with_what_stands_under_it(signature: str, footer: str) -> None:
    own = WORDS["en"].own

    divided = divide(f"{own}\n\n{signature}{footer}")

    assert divided.new == own
    assert lines_of(divided, Mark.SIGNATURE) == filled(signature + footer)
