"""HTML that is safe to show."""

import re

import pytest

from mailhelp.mail.safehtml import safe_html


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script><img src=x onerror=alert(1)>",
        '<a href="javascript:alert(1)">a</a><a href=" jav&#x09;ascript:alert(1)">b</a>',
        '<a href="data:text/html,<script>alert(1)</script>">a</a>',
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
        '<p style="width: expression(alert(1)); background: url(javascript:alert(1))">a',
        "<form action=http://x.example><input name=password></form><iframe src=http://x.example></iframe>",
        '<meta http-equiv=refresh content="0; url=http://x.example"><base href=http://x.example>',
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    ],
)
def test_nothing_that_acts_is_left(html: str) -> None:
    shown = re.sub(r'title="[^"]*"', "", safe_html(html))

    assert not re.search(
        r"(?i)<script|<form|<input|<iframe|<meta|<base|<svg|<math| on\w+=|javascript:|href=.data:", shown
    )


@pytest.mark.parametrize(
    "html",
    [
        "<img src=http://x.example/a.png>",
        "<img src=//x.example/a.png>",
        '<img srcset="http://x.example/a.png 2x">',
        "<table background=http://x.example/a.png><tr><td background=http://x.example>a",
        '<p style="background-image: url(http://x.example/a.png)">a',
        '<p style="list-style: u\\72l(http://x.example/a.png); color: red">a',
        "<style>@import url(http://x.example/a.css)</style><link rel=stylesheet href=http://x.example/a.css>",
        "<video src=http://x.example/v poster=http://x.example/p></video>",
    ],
)
def test_nothing_is_fetched_from_elsewhere(html: str) -> None:
    assert "x.example" not in safe_html(html)


def test_pictures_that_came_with_the_mail_are_shown() -> None:
    html = '<img src="cid:a@x" alt="A"><img src="data:image/png;base64,AA=="><img src="data:image/svg+xml,x">'

    assert safe_html(html) == '<img src="cid:a@x" alt="A"><img src="data:image/png;base64,AA=="><img>'


def test_what_a_person_reads_stays() -> None:
    html = '<ul><li><b style="color:red;position:fixed">one</b></li></ul><blockquote type="cite">two</blockquote>'

    assert safe_html(html) == ('<ul><li><b style="color:red">one</b></li></ul><blockquote type="cite">two</blockquote>')


def test_a_link_tells_nobody_where_it_stood() -> None:
    shown = safe_html('<a href="https://x.example/">x</a>')

    assert 'href="https://x.example/"' in shown
    assert 'rel="noopener noreferrer nofollow"' in shown
    assert 'target="_blank"' in shown


def test_what_the_gate_refuses_is_shown_as_bare_words() -> None:
    assert safe_html("<div>" * 300 + "1 &lt; 2 <script>x") == "<pre>1 &lt; 2\nx</pre>"
