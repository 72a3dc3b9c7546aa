"""What we sent is known by its own words, however a mail program lays it out."""

from hypothesis import given
from hypothesis import strategies as st

from mailhelp.core.ourwords import without_ours
from mailhelp.core.quoting import new_words

SENT = """\
Hello,

Thank you for your mail. It is now ticket PX-12.

What we understood
    Incident, Priority 2 (High)

To add something, just reply to this mail.

Kind regards
The desk at Plexacet"""

OUTLOOK_HEADERS = """\
From: Plexacet Help <help@plexacet.example>
Sent: Monday, 23 November 2026 10:12
To: Jo Baker <jo@client.example>
Subject: [PX-12] Re: website
"""


def own(text: str, *sent: str) -> str:
    return without_ours(text, new_words(text), sent)


def test_our_words_quoted_without_any_mark_are_not_taken_for_the_clients():
    assert own(f"It works again, thanks.\n\n{SENT}", SENT) == "It works again, thanks."


def test_our_words_are_known_when_the_mail_program_wraps_them_otherwise():
    wrapped = (
        SENT.replace("mail. It is\nnow", "mail. It is now").replace("just reply", "just\nreply").replace("\n\n", "\n")
    )
    assert own(f"Still down!\n{wrapped}", SENT) == "Still down!"


def test_answers_written_between_our_lines_below_outlook_headers_are_new_words():
    inside = SENT.replace(
        "Incident, Priority 2 (High)", "Incident, Priority 2 (High)\nNo, it is worse: the shop is down too."
    )
    text = f"See my answer below.\n\n{OUTLOOK_HEADERS}\n{inside}"
    assert own(text, SENT) == "See my answer below.\n\nNo, it is worse: the shop is down too."


def test_the_older_mails_below_the_one_that_is_answered_stay_quoted():
    older = f"{OUTLOOK_HEADERS}\nOur website is very slow today.\n\n{OUTLOOK_HEADERS}\n{SENT}"
    text = f"Any news?\n\n{OUTLOOK_HEADERS}\n{SENT}\n\n{older}"
    assert own(text, SENT) == "Any news?"


def test_a_client_who_repeats_a_few_of_our_words_keeps_them():
    assert (
        own("Thank you for your mail, but it is not solved.", SENT) == "Thank you for your mail, but it is not solved."
    )


def test_a_mail_of_nothing_but_our_words_is_shown_as_it_came():
    assert own(SENT, SENT) == SENT


def test_without_anything_sent_the_layout_decides():
    text = f"Yes.\n\n{OUTLOOK_HEADERS}\n{SENT}"
    assert own(text) == new_words(text) == "Yes."


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_words_that_are_not_ours_are_never_lost(words: str):
    kept = own(f"{words}\n\n{SENT}", SENT)
    assert all(line in kept for line in new_words(words).split("\n") if line.strip() and not _ours(line))


def _ours(line: str) -> bool:
    return not any(character.isalnum() for character in line) or line.casefold() in SENT.casefold()
