"""What mail programs make of words in HTML, as a person reads it: lists, tables, links, quotes, what is hidden."""

import pytest

from mailhelp.mail.htmltext import readable
from mailhelp.mail.parse import read_body

CELLS = "<table class=MsoTable><tr><td><p class=MsoNormal>{}<o:p></o:p></p></td><td><p class=MsoNormal>{}</p></td></tr>"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<ul><li>one<ul><li>in<ol><li>x<li>y</ol></ul><li>two</ul>", "* one\n  * in\n    1. x\n    2. y\n* two"),
        ("<ol start=5><li>five<li>six</ol>", "5. five\n6. six"),
        ("<ol><li value=3>three<li>four</ol>", "3. three\n4. four"),
        ("<ol start='-1x'><li>one</ol>", "1. one"),
        ("<ul><li><p>one</p></li><li><div>two</div></li><li></li></ul>after", "* one\n\n* two\n\nafter"),
        ("<dl><dt>term</dt><dd>what</dd></dl>", "term\nwhat"),
    ],
)
def test_lists_keep_their_marks_numbers_and_depth(html: str, text: str) -> None:
    assert readable(html).text == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<table><tr><th>Name</th><th>Due</th></tr><tr><td>Jo</td><td>Mon</td></tr></table>", "Name\tDue\nJo\tMon"),
        (CELLS.format("Server", "Down") + "</table>", "Server\tDown"),
        ("<table><tr><td>a</td><td></td><td>c</td></tr></table>", "a\t\tc"),
        ("<table><tr><td width=20></td><td><p>Our site</p><p>is down</p></td><td>&nbsp;</td></tr></table>",
         "Our site\n\nis down"),
        ("<table><tr><td><table><tr><td>Hello</td></tr><tr><td>World</td></tr></table></td></tr></table>",
         "Hello\nWorld"),
        ("<table><tr><td>left</td><td>one<br>two</td></tr></table>", "left\none\ntwo"),
        (f"<table><tr><td>{'long ' * 80}</td><td>b</td></tr></table>", f"{('long ' * 80).strip()}\nb"),
        ("<table><tr><td><ul><li>x</ul></td><td><blockquote>q</blockquote></td></tr></table>", "* x\t> q"),
        ("<blockquote><table><tr><td>a</td><td>b</td></tr></table></blockquote>", "> a\tb"),
        ("<table><caption>Sums</caption><tr><td>1</td></tr></table>after", "Sums\n1\n\nafter"),
    ],
)  # fmt: skip
def test_columns_stay_apart_and_the_layout_of_a_page_makes_no_noise(html: str, text: str) -> None:
    assert readable(html).text == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<a href="https://x.example/a?b=1&amp;c=2">here</a>', "here <https://x.example/a?b=1&c=2>"),
        ('<a href="https://X.example/a">x.example/a</a>', "x.example/a"),
        ('<a href="https://evil.example/">https://bank.example/</a>', "https://bank.example/ <https://evil.example/>"),
        ('<a href="mailto:jo@x.example">Jo@x.example</a>', "Jo@x.example"),
        ('<a href="mailto:jo%40x.example?subject=Hi">write to Jo</a>', "write to Jo <jo@x.example>"),
        ('<a href="tel:+44 20 1234">020 1234</a>', "020 1234 <+44 20 1234>"),
        ('<a href="tel:+44201234">+44 (20) 12-34</a>', "+44 (20) 12-34"),
        ('<a href="javascript:x()">go</a> <a href="#top">up</a> <a>none</a>', "go up none"),
        ('<a href="https://x.example/"><img alt="Shop"></a>', "Shop <https://x.example/>"),
        ('<a href="https://x.example/"><img src=pixel.png></a>', ""),
        (f'<a href="https://x.example/{"a" * 400}">track</a>', "track"),
    ],
)
def test_a_link_tells_where_it_leads_unless_its_words_do(html: str, text: str) -> None:
    assert readable(html).text == text


@pytest.mark.parametrize(
    "hidden",
    [
        '<div style="display:none">no</div>',
        '<div style="DISPLAY : none !important">no</div>',
        "<div style='visibility: hidden'>no</div>",
        '<span style="display:none;mso-hide:all">no</span>',
        "<p hidden>no</p>",
        '<div style="max-height:0;overflow:hidden">no</div>',
        '<div style="font-size:0px;line-height:0">no<b>no</b></div>',
        '<div style="opacity: 0">no</div>',
        "<!--[if mso]><p>no</p><![endif]-->",
        "<style>p{}</style><script>no()</script><title>no</title><template>no</template><select><option>no</select>",
        "<svg><text>no</text></svg><iframe srcdoc='no'></iframe><object>no</object>",
    ],
)
def test_what_nobody_sees_is_not_read(hidden: str) -> None:
    assert readable(f"<p>seen</p>{hidden}<p>too</p>").text == "seen\n\ntoo"


@pytest.mark.parametrize(
    "shown",
    [
        '<td style="font-size:0px;padding:20px 0"><div style="font-size:13px">seen</div></td>',
        '<div style="font-size: 0"><font size=2>seen</font></div>',
        '<div style="font-size:0.9em">seen</div>',
        '<div style="max-height:0.5in">seen</div>',
        '<div style="opacity:0.9">seen</div>',
        # The button that all but Outlook show.
        '<a style="color:#ffffff;mso-hide:all">seen</a>',
        '<p style="color:#fff">seen</p>',
        "<!--[if !mso]><!--><p>seen</p><!--<![endif]-->",
        "<![if !supportLists]>seen<![endif]>",
    ],
)
def test_what_is_seen_is_read(shown: str) -> None:
    assert readable(f"<table><tr>{shown}</tr></table>").text == "seen"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<blockquote>old<blockquote>older</blockquote></blockquote>new", "> old\n> >\n> > older\n\nnew"),
        ("<pre>a  b\n\tc\n\n d</pre>after", "a  b\n\tc\n\n d\n\nafter"),
        ("a<br><br/>b<br>c<br>", "a\n\nb\nc"),
        ("<div>Hi<div><br></div><div>there</div></div>", "Hi\n\nthere"),
        ("<p class=MsoNormal>One<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p>Two</p>", "One\n\nTwo"),
        ("<h1>One</h1><p>x</p><h2>Two</h2>y<hr>z", f"One\n\nx\n\nTwo\n\ny\n{'-' * 20}\nz"),
        ('<img alt="Chart of errors"><img alt="">', "Chart of errors"),
        ("<b>bo</b>ld H<sub>2</sub>O long<wbr>word", "bold H2O longword"),
        ("<details><summary>More</summary>body</details>", "More\nbody"),
        ("&lt;b&gt; &amp;amp; &euro; &#8364; &#x1F600; &bogus;", "<b> &amp; € € 😀 &bogus;"),
    ],
)
def test_the_shape_of_a_text_is_kept(html: str, text: str) -> None:
    assert readable(html).text == text


def test_characters_that_take_no_room_are_left_out_but_within_words_that_need_them() -> None:
    preheader = "<div>&zwnj;&nbsp;&zwnj;&nbsp;&#847;&zwnj;&nbsp;</div>"

    read = read_body(f"web&shy;site &#8203;is&#8203; down{preheader}می&zwnj;خواهم", html=True)

    assert read.text == "website is down\n\nمی\u200cخواهم"
