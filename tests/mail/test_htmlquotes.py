"""Quotes that mail programs mark in HTML."""

import pytest

from mailhelp.mail.htmltext import readable
from mailhelp.mail.parse import read_mail
from tests.mail.letters import a_mail, a_multipart

OWN = "Még mindig nem nyomtat."
LAST = "A szkenner működik."
OLD = "Kérem, próbálja újra."
# In a language whose introductions nobody knows: only the marks tell.
WROTE = "Jo kirjutas eile:"
HEAD = "<b>Saatja:</b> Jo<br><b>Aeg:</b> teisipäev<br><b>Adressaat:</b> Ann<br><b>Teema:</b> Printer"
MARKED = {
    "gmail": f'<div>{OWN}</div><div class="gmail_quote gmail_quote_container"><div class="gmail_attr">{WROTE}</div>'
    f'<blockquote class="gmail_quote">{OLD}</blockquote></div>',
    "gmail, signature": f'<div>{OWN}</div><div class="gmail_quote"><div class="gmail_attr">{WROTE}</div><blockquote '
    f'class="gmail_quote">{OLD}</blockquote></div><br>-- <br><div class="gmail_signature">Ann</div>',
    "yahoo": f'<div>{OWN}</div><div id="yahoo_quoted_1" class="yahoo_quoted"><div>{WROTE}</div><div>{OLD}</div></div>',
    "thunderbird": f'<p>{OWN}</p><div class="moz-cite-prefix">{WROTE}</div><blockquote type="cite">{OLD}</blockquote>',
    "apple": f'{OWN}<div><br><blockquote type="cite"><div>{WROTE}</div></blockquote></div><div><blockquote type="cite">'
    f"{OLD}</blockquote></div>",
    "outlook web": f'<div>{OWN}</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg">{HEAD}</div>'
    f"<div>{OLD}</div>",
    "outlook": f"<div class=WordSection1><p>{OWN}</p><div><div style='border:none;border-top:solid #E1E1E1 1.0pt;"
    f"padding:3.0pt 0in 0in 0in'><p>{HEAD}</p></div></div><p>{OLD}</p></div>",
    "outlook 2007": f"<div class=Section1><p>{OWN}</p><div style='border:none;border-top:solid #B5C4DF 1.0pt'><p>"
    f"{HEAD}</p></div><p>{OLD}</p></div>",
    "outlook mobile": f'<div>{OWN}</div><div id="mail-editor-reference-message-container"><div class="'
    f'ms-outlook-mobile-reference-message">{HEAD}</div><div>{OLD}</div></div>',
    "outlook express": f'<div>{OWN}</div><div class="OutlookMessageHeader">{HEAD}</div><div>{OLD}</div>',
    "proton": f'<div>{OWN}</div><div class="protonmail_quote">{WROTE}<blockquote>{OLD}</blockquote></div>',
    "zoho": f'<div>{OWN}</div><div class="zmail_extra"><div>{WROTE}</div><blockquote>{OLD}</blockquote></div>',
    "zimbra": f'<div>{OWN}</div><hr id="zwchr"><blockquote>{HEAD}<br>{OLD}</blockquote>',
    "tuta": f'<div>{OWN}</div><div>{WROTE}</div><blockquote class="tutanota_quote">{OLD}</blockquote>',
    "gmx": f'<div>{OWN}</div><div name="quote" style="border-left:2px solid #C3D9E5"><div>{HEAD}</div>'
    f"<div>{OLD}</div></div>",
    "163": f'<div>{OWN}</div><div id="isReplyContent">{WROTE}<blockquote id="isReplyContent">{OLD}</blockquote></div>',
}


@pytest.mark.parametrize("html", MARKED.values(), ids=MARKED.keys())
def test_what_a_mail_program_marks_as_quote_is_no_new_word(html: str) -> None:
    facts = read_mail(a_mail(html, Content_Type="text/html; charset=utf-8", Subject="Re: Printer"))

    assert OWN in facts.reply
    assert OLD not in facts.reply
    assert OLD in facts.text


@pytest.mark.parametrize("program", [program for program in MARKED if not program.startswith(("outlook", "zimbra"))])
def test_what_is_written_under_a_quote_that_has_an_end_is_new(program: str) -> None:
    written_below = readable(f"{MARKED[program]}<p>{LAST}</p>").own

    assert OWN in written_below
    assert LAST in written_below


INLINE = {
    "gmail": '<div class="gmail_quote"><div class="gmail_attr">On Tue, 3 Nov 2026 at 10:12, Jo &lt;jo@desk.example&gt;'
    f' wrote:</div><blockquote class="gmail_quote">{OLD}</blockquote><div>{OWN}</div><blockquote class="gmail_quote">'
    f"Szkenner?</blockquote><div>{LAST}</div></div>",
    "thunderbird": '<div class="moz-cite-prefix">On 03/11/2026 10:12, Jo Smith wrote:</div><blockquote type="cite">'
    f'{OLD}</blockquote><p>{OWN}</p><blockquote type="cite">Szkenner?</blockquote><p>{LAST}</p>',
    "apple": '<div><blockquote type="cite"><div>On 3 Nov 2026, at 10:12, Jo &lt;jo@desk.example&gt; wrote:</div><div>'
    f'{OLD}</div></blockquote><div>{OWN}</div><blockquote type="cite">Szkenner?</blockquote>{LAST}</div>',
    "gmail, one": f'<div class="gmail_quote"><div class="gmail_attr">{WROTE}</div><blockquote class="gmail_quote">{OLD}'
    f"</blockquote><div>{OWN}<br>{LAST}</div></div>",
}


@pytest.mark.parametrize("html", INLINE.values(), ids=INLINE.keys())
def test_answers_between_the_quotes_of_a_page_are_kept(html: str) -> None:
    facts = read_mail(a_mail(html, Content_Type="text/html; charset=utf-8", Subject="Re: Printer"))

    assert OWN in facts.reply
    assert LAST in facts.reply


def test_a_bold_form_under_a_rule_of_another_colour_is_no_quote() -> None:
    fields = "<b>Nimi:</b> Ann<br><b>Linn:</b> Tartu<br><b>Mure:</b> x"

    read = readable(f"<p>Tere</p><div style='border-top:solid red 1px'><p>{fields}</p></div>")

    assert "Mure" in read.own


def test_a_page_decides_where_the_plain_text_is_empty_or_says_something_else() -> None:
    html = f"Content-Type: text/html; charset=utf-8\n\n{MARKED['gmail']}"

    empty = read_mail(a_multipart("Content-Type: text/plain\n\n\n", html, kind="alternative", Subject="Re: Printer"))
    other = read_mail(a_multipart("Content-Type: text/plain\n\nThis is HTML.", html, kind="alternative"))

    assert empty.reply == OWN
    assert other.reply == "This is HTML."
