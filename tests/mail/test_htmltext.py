"""HTML as a person reads it."""

import pytest

from mailhelp.mail.htmltext import readable
from mailhelp.mail.parse import read_body


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("one<br>two<br><br>three", "one\ntwo\n\nthree"),
        ("<ul><li>one</li><li>two</li></ul>", "* one\n* two"),
        ("<ol><li>one<li>two</ol>", "1. one\n2. two"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a\tb\nc"),
        ('<a href="https://x.example/a">here</a>', "here <https://x.example/a>"),
        ('<a href="https://x.example/">x.example</a>', "x.example"),
        ("<blockquote>old<br>words</blockquote>new", "> old\n> words\n\nnew"),
        ("<pre>a  b\n c</pre>", "a  b\n c"),
        ("<style>p{}</style><script>x()</script><p>seen</p><!-- no -->", "seen"),
        ('<p style="display: none">hidden</p><p>seen</p>', "seen"),
        ("<b>bo</b>ld &amp; &eacute;", "bold & é"),
        ('<div hidden style="display:none">a<p hidden>b</p></div>seen', "seen"),
        ('<p STYLE="DISPLAY: None">hidden</p><style>p{}</style>seen', "seen"),
        (
            '<a href="https://x.example/?a=1&amp;b=%22">here</a> &lt;b&gt; &amp;lt;',
            "here <https://x.example/?a=1&b=%22> <b> &lt;",
        ),
        ('<p title="a > b <!-- c">one</p><p>two</p>', "one\n\ntwo"),
        ("<pre>a\n\n  b<b>c</b></pre><p>d\n  e</p>", "a\n\n  bc\n\nd e"),
        ("a&nbsp;&nbsp;b<hr>c<img alt='d'>", "a b\n--------------------\ncd"),
        ("", ""),
    ],
)
def test_html_becomes_text(html: str, text: str) -> None:
    assert readable(html).text.replace("\n\n\n", "\n\n") == text


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 300 + "words",
        "<div/>" * 300 + "words",
        "<i></b>" * 300 + "words",
        "&" * 30_000 + "words",
        "<a " + "b " * 3_000 + ">words",
    ],
)
def test_html_that_no_parser_may_see_keeps_its_words(html: str) -> None:
    read = readable(html)

    assert read.refused
    assert "words" in read.text


@pytest.mark.parametrize(
    "html",
    [
        '<p>new</p><div class="gmail_quote">On 1 Dec 2026 Desk wrote:<blockquote>old</blockquote></div>',
        '<p>new</p><div id="divRplyFwdMsg">From: Desk</div><p>old</p>',
        '<p>new</p><blockquote type="cite">old</blockquote>',
    ],
)
def test_a_reply_in_html_is_cut_at_its_marks(html: str) -> None:
    facts = read_body(html, html=True)

    assert facts.reply == "new"
    assert "old" in facts.text
