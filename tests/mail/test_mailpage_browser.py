"""In a real browser nothing leaves the page of a mail, though the same HTML as it came asks for much."""

import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from mailhelp.mail.mailpage import mail_page
from mailhelp.mail.parse import read_mail
from tests.mail.attacks import ATTACKS, SCRIPTS, STYLED, TRAP

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(BROWSER is None, reason="no Chromium here: apt-get install chromium"),
]


class Trap(ThreadingHTTPServer):
    """A web server on this machine that remembers what it was asked for."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Asked)
        self.asked: list[str] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Asked(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, Trap)
        self.server.asked.append(self.path)
        self.send_error(404)

    do_POST = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def trap() -> Iterator[Trap]:
    with Trap() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def opened(folder: Path, pages: list[str]) -> None:
    """Open all pages in a browser and wait until nothing moves in them any more."""
    for number, page in enumerate(pages):
        (folder / f"{number}.html").write_text(page, "utf-8")
    frames = "".join(f'<iframe src="{number}.html"></iframe>' for number in range(len(pages)))
    (folder / "all.html").write_text(f"<!doctype html><body>{frames}", "utf-8")
    flags = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
    where = (
        f"--user-data-dir={folder}/profile",
        "--virtual-time-budget=4000",
        "--dump-dom",
        f"file://{folder}/all.html",
    )
    subprocess.run([str(BROWSER), *flags, *where], check=True, timeout=100, capture_output=True)


def a_mail_of(html: str) -> bytes:
    head = "From: Jo <jo@harbour.example>\nSubject: Hi\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n"
    return (head + html).encode()


def page_of(html: str) -> str:
    raw = a_mail_of(html)
    return mail_page(raw, read_mail(raw))


def aimed_at(trap: Trap, attacks: tuple[str, ...]) -> list[str]:
    return [attack.replace(TRAP, trap.address).replace("//trap.example", trap.address) for attack in attacks]


@pytest.mark.parametrize("policy", ["Content-Security-Policy", "No-Policy"])
def test_no_request_leaves_the_page_of_a_mail_even_without_its_policy(tmp_path: Path, trap: Trap, policy: str) -> None:
    pages = [page_of(attack).replace("Content-Security-Policy", policy) for attack in aimed_at(trap, ATTACKS)]

    opened(tmp_path, pages)

    assert trap.asked == []


def test_the_same_mails_as_they_came_ask_for_much(tmp_path: Path, trap: Trap) -> None:
    opened(tmp_path, aimed_at(trap, (*SCRIPTS, *STYLED)))

    assert trap.asked.count("/js") > 5
    assert len(set(trap.asked)) > 10
