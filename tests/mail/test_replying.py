"""Replies that come as plain text and as HTML."""

import pytest

from mailhelp.mail.parse import read_mail
from tests.mail.letters import a_multipart

PLAIN = "Content-Type: text/plain; charset=utf-8\n\n"
HTML = "Content-Type: text/html; charset=utf-8\n\n"
# Hungarian, whose introductions we do not know.
WRITTEN = "Köszönöm, most már működik.\n\n"
QUOTED = "Feladó: Desk\nTárgy: Nyomtató\n\nPróbálja újra."
MARKED = (
    "<div>Köszönöm, most már működik.</div><div id=divRplyFwdMsg>Feladó: Desk<br>Tárgy: Nyomtató</div>"
    "<div>Próbálja újra.</div>"
)


def test_the_marks_of_the_html_cut_a_reply_whose_plain_text_has_none() -> None:
    raw = a_multipart(PLAIN + WRITTEN + QUOTED, HTML + MARKED, kind="alternative", In_Reply_To="<n1@desk.example>")

    facts = read_mail(raw)

    assert facts.reply == "Köszönöm, most már működik."
    assert facts.text.endswith("Próbálja újra.")


@pytest.mark.parametrize(
    ("plain", "html", "answers"),
    [
        (WRITTEN + QUOTED, MARKED, "-"),
        (WRITTEN + QUOTED, MARKED.replace("divRplyFwdMsg", "x"), "<n1@desk.example>"),
        ("Quite other words stand here, all of them.", MARKED, "<n1@desk.example>"),
        ("My words\n\nFeladó: Desk", "<blockquote type=cite>My words</blockquote>", "<n1@desk.example>"),
    ],
)
def test_no_words_are_lost_where_the_html_tells_nothing_sure(plain: str, html: str, answers: str) -> None:
    raw = a_multipart(PLAIN + plain, HTML + html, kind="alternative", In_Reply_To=answers)

    assert read_mail(raw).reply.split() == plain.split()
