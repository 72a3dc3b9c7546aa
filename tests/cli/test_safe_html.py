"""parse --safe-html and mail --html: a mail as its reader saw it, as a page that is safe to open."""

from pathlib import Path

import pytest

from mailhelp.cli.lines import html_for
from tests.cli.asking import Asking, a_mail, write_desk

BODY = "<p>Our <b>site</b><script>a()</script><img src=https://x.example/logo.png></p>\u05e9\u202e"
PAGE = a_mail(body=BODY).replace(b"\r\n\r\n", b"\r\nContent-Type: text/html; charset=utf-8\r\n\r\n", 1)


@pytest.fixture
def mail(tmp_path: Path) -> str:
    (tmp_path / "page.eml").write_bytes(PAGE)
    return "page.eml"


def test_parse_prints_a_mail_as_a_page(ask: Asking, mail: str) -> None:
    answer = ask("parse", mail, "--safe-html")

    assert answer.code == 0
    assert answer.out.startswith("<!doctype html>") and answer.out.endswith("</html>\n")
    assert '<p>Our <b>site</b><span class="told">[image: logo.png]</span></p>' in answer.out
    assert "a()" not in answer.out


def test_in_json_the_page_is_a_key_only_when_asked_for(ask: Asking, mail: str, tmp_path: Path) -> None:
    (tmp_path / "empty").touch()

    page, nothing = ask("parse", mail, "empty", "--safe-html", "--json").rows

    assert "<b>site</b>" in page["safe_html"] and nothing["safe_html"] is None
    assert "safe_html" not in ask("parse", mail, "--json").row


def test_a_mail_without_html_is_a_page_of_its_text(ask: Asking, tmp_path: Path) -> None:
    (tmp_path / "one.eml").write_bytes(a_mail(body="1 < 2"))

    assert "1 &lt; 2" in ask("parse", "one.eml", "--safe-html").out


def test_a_bare_body_is_a_page_too(ask: Asking, tmp_path: Path) -> None:
    (tmp_path / "body").write_text("<p onclick=a()>One")

    assert "<p>One</p>" in ask("parse", "body", "--body", "--html", "--safe-html").out
    assert "&lt;p onclick=a()&gt;One" in ask("parse", "body", "--body", "--safe-html").out


def test_one_page_is_printed_at_a_time(ask: Asking, mail: str) -> None:
    answer = ask("parse", mail, mail, "--safe-html")

    assert answer.code == 2
    assert "--json" in answer.err


def test_a_page_on_a_terminal_holds_nothing_that_it_obeys() -> None:
    assert html_for("<p>\u05e9\u202e\x9b</p>\n", ascii_only=True) == "<p>&#1513;&#8238;&#155;</p>\n"


def test_a_kept_mail_is_shown_as_a_page(ask: Asking, mail: str, tmp_path: Path) -> None:
    write_desk(tmp_path)
    ask("ingest", mail)
    (row,) = ask("mails", "--json").rows

    page = ask("mail", row["id"], "--html")

    assert (page.code, page.out) == (0, ask("parse", mail, "--safe-html").out)
    assert ask("mail", row["id"], "--html", "--json").row["safe_html"] == page.out
    assert "safe_html" not in ask("mail", row["id"], "--json").row
