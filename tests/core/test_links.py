"""Subjects of strangers in our answers: no link gets through, and nothing is lost that is none."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailhelp.core.wording import clean_subject

LINKS = [
    "http://evil.example",
    "HTTPS://EVIL.EXAMPLE/X",
    "hxxps://evil.example/a",
    "ftp://evil.example",
    "http:/evil.example",
    "http:evil.example",
    "http:\\\\evil.example",
    "http:\\evil.example",
    "//evil.example",
    "\\\\evil.example\\share",
    "https:evil.example:8080",
    "http:www.//evil.example",
    "http:www.//evil.example:80/pay",
    "http:www.www.//evil.example",
    "https:/www./evil.example/login",
    "http:/www./evil.example/pay",
    "hwww.ttp://evil.example",
    "evil.examplewww./x",
    "www.evil.example/x",
    "evil.example/x",
    "evil.example/",
    "evil.example./x",
    "evil.example:8080",
    "evil.example:8080/login",
    "evil.example:/x",
    "evil.example#x",
    "evil.example#",
    "evil.example?x",
    "evil.example\\x",
    "evil.example;x",
    "evil.example&#47;x",
    "evil.example∕x",
    "evil.example⁄x",
    "1.2.3.4/login",
    "1.2.3.4:8080",
    "0x7f.1/login",
    "bücher.example/x",
    "пример.рф/x",
    "網站.中國/x",
    "evil.xn--p1ai/x",
    "xn--bcher-kva.example/x",
    "user@evil.example/x",
    "user:secret@evil.example/x",
    "evil。example/x",
    "evil｡example/x",
    "evil．example／x",
    "evil．example：8080",
    "evil․example/x",
    "http：／／evil.example",
    "ｈｔｔｐ://evil.example",
    "ⓗⓣⓣⓟ:evil.example",
    "evil.example℀x",
    "htt\u00adp://evil.example/x",
    "http\u200b://evil.example",
    "http:\u2060//evil.example",
    "http:\ufe0f//evil.example",
    "evil.\u202eexample/x",
    "(evil.example/x)",
    "<evil.example/x>",
    "[pay](evil.example/x)",
    'href="evil.example/x">here</a>',
    "Re:evil.example/x",
    "Re:http:Re://evil.example",
    "v1.2/evil.example/x",
    "see:evil.example/x",
    "mailto:x@evil.example",
    "mailto:x@evil.example?subject=a",
    "javascript:alert(1)",
    "data:text/html,x",
    "magnet:?xt=urn:x",
    "=?utf-8?q?http=3A=2F=2Fevil=2Eexample?=",
    "=?utf-8?b?aHR0cDovL2V2aWw=?=",
]

NO_LINKS = [
    "example.com is down",
    "Is it example.com?",
    "example.com: website down",
    "shop.example.com, example.com; both slow!",
    "Mail from jo@client.example: lost",
    "bücher.example ist weg",
    "The line is down 24/7",
    "Add and/or remove a user",
    "Meeting at 10:30",
    "Since 12.30: no mail",
    "Open 12.30-13:00 and 9.00–10:30",
    "Update from v1.2/1.3 to 3.12.1/3.13",
    "Closed 24.12./25.12. and 24.12.2026/31.12.2026",
    "It costs £9.99/month",
    "Up 99.9%/year",
    "9 a.m./5 p.m.",
    "Dear Mr./Mrs.",
    "Step 1: reboot; step 2: wait?",
    "C# #12 (part 1/2)",
    "HTTP:500 from the server",
    "Data: lost",
    "Ring 020-7946-0018",
    "网站打不开了。怎么办？谢谢",
    "サイトが見えません。至急：対応",
    "Ｆｕｌｌ width １２：３０",
    "½ of the mails… lost",
    "www",
]


@pytest.mark.parametrize("link", LINKS)
def test_a_link_does_not_get_into_the_subject_of_an_answer(link: str) -> None:
    assert clean_subject(f"Pay {link} now", "PX") == "Pay now"


@pytest.mark.parametrize("subject", NO_LINKS)
def test_what_is_no_link_stays_in_the_subject_as_it_was_written(subject: str) -> None:
    assert clean_subject(subject, "PX") == subject


@given(st.text(alphabet=st.sampled_from("htp:/\\.w Re:[PX-1]/。／：#?evil…x℀=\u200b"), max_size=200))
def test_whatever_is_written_no_scheme_and_no_path_is_left(subject: str) -> None:
    clean = unicodedata.normalize("NFKC", clean_subject(subject, "PX"))

    assert ":/" not in clean
    assert "//" not in clean
    assert "=?" not in clean_subject(subject, "PX")
