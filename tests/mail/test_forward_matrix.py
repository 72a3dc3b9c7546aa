"""Who wrote the mail that was forwarded, in 25 languages, as the mail programs of the world tell it."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from mailhelp.core.facts import Forwarded
from mailhelp.mail.forwarded import told_moment
from mailhelp.mail.parse import read_mail
from tests.mail.letters import a_mail
from tests.mail.world.blocks import OUTLOOK
from tests.mail.world.forwards import FORWARDS, OTHERS, OUTLOOK_FORWARDS, headers
from tests.mail.world.words import WORDS


def forwarded(body: str, subject: str = "Fwd: Site down") -> Forwarded | None:
    """Return what a mail of Jo's forwards."""
    return read_mail(a_mail(body, Subject=subject)).forwarded


def told(found: Forwarded | None) -> tuple[str, str | None] | None:
    return (found.sender.address, found.subject) if found and found.sender else None


ANA_SAID = ("ana@x.example", "Site down")


@pytest.mark.parametrize("body", [*FORWARDS.values(), *OTHERS.values()], ids=[*FORWARDS, *OTHERS])
@pytest.mark.parametrize(
    "own", ["", "Please see below.\nFrom 10:12 on: nothing.\n\n"], ids=["alone", "with words above"]
)
@pytest.mark.parametrize("subject", ["Fwd: Site down", "Please help"])
def test_a_forward_that_says_so_tells_its_first_sender(body: str, own: str, subject: str) -> None:
    assert told(forwarded(own + body, subject)) == ANA_SAID


@pytest.mark.parametrize(("subject", "body"), OUTLOOK_FORWARDS.values(), ids=OUTLOOK_FORWARDS.keys())
@pytest.mark.parametrize("own", ["", "Please see below.\n\n"], ids=["alone", "with words above"])
def test_copied_headers_under_the_subject_of_a_forward_tell_its_first_sender(subject: str, body: str, own: str) -> None:
    assert told(forwarded(own + body, subject)) == ANA_SAID


@pytest.mark.parametrize(("subject", "body"), OUTLOOK_FORWARDS.values(), ids=OUTLOOK_FORWARDS.keys())
def test_copied_headers_in_an_answer_are_no_forward(subject: str, body: str) -> None:
    assert forwarded(f"Yes.\n\n{body}", f"Re: {subject}") is None


@pytest.mark.parametrize("language", [language for language in WORDS])
def test_the_forwarders_own_words_are_the_new_ones(language: str) -> None:
    body = FORWARDS.get(f"{language}, gmail", "")

    facts = read_mail(a_mail(f"{WORDS[language].own}\n\n{body}", Subject="Fwd: Site down"))

    assert facts.reply == WORDS[language].own


@pytest.mark.parametrize("language", OUTLOOK)
def test_of_nested_forwards_the_outer_one_is_told(language: str) -> None:
    outer = headers(language, sender="Bo <bo@y.example>", subject="Fwd: Site down")
    inner = f"---------- Forwarded message ---------\n{headers(language)}\n\nDown."

    found = forwarded(
        f"See below.\n\n---------- Forwarded message ---------\n{outer}\n\nHe says:\n\n{inner}", "Fwd: Fwd: x"
    )

    assert told(found) == ("bo@y.example", "Fwd: Site down")


TWO = "---------- Forwarded message ---------\nFrom: {0}@x.example\nSubject: {0}\nTo: jo@x.example\n\nHi.\n\n"
QUOTED = "\n".join(f"> {line}" for line in FORWARDS["en, gmail"].split("\n"))
AMBIGUOUS = {
    "two forwards": TWO.format("ana") + TWO.format("bo"),
    "no address": FORWARDS["en, gmail"].replace("<ana@x.example>", ""),
    "two addresses": FORWARDS["en, gmail"].replace("<ana@x.example>", "<ana@x.example>, Bo <bo@x.example>"),
    "in a quote": f"Yes.\n\nOn Tue, 3 Nov 2026 at 10:12, Jo <jo@x.example> wrote:\n\n{QUOTED}",
    "under a quote": f"Yes.\n\nOn Tue, 3 Nov 2026 at 10:12, Jo <jo@x.example> wrote:\n\n{FORWARDS['en, gmail']}",
    "an X.500 name": FORWARDS["en, gmail"].replace("<ana@x.example>", "</O=HARBOUR/CN=ANA>"),
    "words about forwarding": "The forwarded message:\nit never came.\n\nFrom: the shop\nTo: us\nSubject: none",
    "headers cut off": "---------- Forwarded message ---------",
}


@pytest.mark.parametrize("body", AMBIGUOUS.values(), ids=AMBIGUOUS.keys())
def test_where_it_is_ambiguous_none_is_told(body: str) -> None:
    assert forwarded(body) is None


def test_a_finnish_answer_is_no_norwegian_forward() -> None:
    assert forwarded(headers("fi"), "VS: Site down") is None
    assert told(forwarded(headers("nb"), "VS: Site down")) == ANA_SAID


MOMENTS = {
    "Tue, 3 Nov 2026 10:12:00 +0100": datetime(2026, 11, 3, 9, 12, tzinfo=UTC),
    "3 November 2026 at 10:12:00 GMT": datetime(2026, 11, 3, 10, 12, tzinfo=UTC),
    "November 3, 2026 at 10:12:00 PM GMT+1": datetime(2026, 11, 3, 21, 12, tzinfo=UTC),
    "Tuesday, November 3, 2026 at 12:12:00 AM UTC": datetime(2026, 11, 3, 0, 12, tzinfo=UTC),
    "2026-11-03T10:12:00+01:00": datetime(2026, 11, 3, 10, 12, tzinfo=timezone(timedelta(hours=1))),
    "Tue, 3 Nov 2026 10:12:00 -0800 (PST)": datetime(2026, 11, 3, 18, 12, tzinfo=UTC),
}


@pytest.mark.parametrize(("written", "moment"), MOMENTS.items())
def test_a_date_with_its_offset_is_read(written: str, moment: datetime) -> None:
    assert told_moment(written) == moment


OPEN = (
    *(
        "Tuesday, November 3, 2026 10:12 AM",
        "Tue, Nov 3, 2026 at 10:12 AM",
        "03/11/2026 10:12 (GMT+01:00)",
        "3.11.2026 10:12",
    ),
    *("Dienstag, 3. November 2026 10:12:00 GMT", "3 November 2026 10:12:00 CET", "3 November 2026 10:12:00 IST"),
    *(
        "32 November 2026 10:12:00 GMT",
        "3 Nov 2026 25:12:00 GMT",
        "3 Nov 2026 13:12:00 PM GMT",
        "3 Foo 2026 10:12:00 GMT",
    ),
    *("3 marzo 2026 10:12:00 GMT", "3 marraskuuta 2026 10:12:00 GMT", "3 März 2026 10:12:00 GMT", "", "now"),
    *(names.date for names in OUTLOOK.values()),
)


@pytest.mark.parametrize("written", OPEN)
def test_a_date_that_may_be_several_moments_is_none(written: str) -> None:
    assert told_moment(written) is None
