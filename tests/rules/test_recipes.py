"""The recipes at the top of docs/rules.md, taken out of the page: what each does to a mail on a running desk."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.asking import Asked
from tests.flow.desk import FlowDesk

PAGE = Path(__file__).resolve().parents[2] / "docs" / "rules.md"
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
BEFORE = "extends: standard\n"
BROKEN = "Hello,\r\n\r\nour intranet shows an error when I open the rota.\r\n"
SMALL = "There is a small display fault in the footer of our site in one browser, no hurry.\r\n"

OpenDesk = Callable[[str], FlowDesk]


def recipes() -> dict[str, str]:
    """Return the YAML of each recipe by the words in bold before it."""
    _, _, after = PAGE.read_text(encoding="utf-8").partition("## Four changes to begin with\n")
    section, _, _ = after.partition("\n## ")
    found = re.findall(r"(?ms)^\*\*(.+?)\*\*(?:(?!^\*\*).)*?^```yaml\n(.*?)^```", section)
    return {title: yaml for title, yaml in found}


INTRANET, RAISE, QUIET, SILENCE = recipes()


@pytest.fixture
def desk_with(tmp_path: Path) -> Iterator[OpenDesk]:
    """Give a function that opens a desk with a rules file."""
    opened: list[FlowDesk] = []

    def open_with(rules: str) -> FlowDesk:
        folder = tmp_path / str(len(opened))
        folder.mkdir()
        opened.append(FlowDesk(folder, rules=rules, now=MONDAY))
        return opened[-1]

    yield open_with
    for desk in opened:
        desk.close()


def a_mail(sender: str, body: str, headers: str = "") -> bytes:
    return (
        f"From: Jo <{sender}>\r\nTo: help@desk.example\r\nSubject: Hello\r\n"
        f"Message-ID: <{len(body)}.{len(headers)}@{sender.partition('@')[2]}>\r\n{headers}\r\n{body}"
    ).encode()


def priority_of(desk: FlowDesk, sender: str, body: str) -> str | None:
    """Let a mail come and return the priority of its ticket."""
    desk.receive(a_mail(sender, body))
    return desk.desk.rooms.tickets.tickets()[-1].priority


def answered(desk: FlowDesk) -> list[str]:
    """Return who got an acknowledgement."""
    return [row.to for row in desk.desk.rooms.outbox.notices() if row.kind == "acknowledgement"]


def test_the_page_has_the_four_recipes() -> None:
    assert [title.split()[0] for title in recipes()] == ["Add", "Raise", "Switch", "Silence"]
    assert all(3 <= len(yaml.splitlines()) <= 9 for yaml in recipes().values())


@pytest.mark.parametrize("title", recipes())
def test_a_recipe_passes_the_check(title: str, desk_with: OpenDesk, capfd: pytest.CaptureFixture[str]) -> None:
    desk = desk_with(recipes()[title])

    answer = Asked.by(capfd)("check", "--config", desk.desk.settings.file)

    assert answer.code == 0


def test_the_intranet_becomes_a_service_whose_faults_count(desk_with: OpenDesk) -> None:
    before = priority_of(desk_with(BEFORE), "jo@client.example", BROKEN)
    after = desk_with(recipes()[INTRANET])

    assert (before, priority_of(after, "jo@client.example", BROKEN)) == ("P4", "P2")
    reasons = after.desk.rooms.tickets.story(1).classification["reasons"]
    assert "intranet down" in {one["rule"] for one in reasons if one["counted"]}


def test_one_clients_incidents_are_raised_and_no_others(desk_with: OpenDesk) -> None:
    desk = desk_with(recipes()[RAISE])

    raised = priority_of(desk, "jo@harbourdental.example", SMALL)
    other = priority_of(desk, "sam@client.example", SMALL)

    assert (priority_of(desk_with(BEFORE), "jo@harbourdental.example", SMALL), raised, other) == ("P4", "P2", "P4")


def test_one_sender_gets_tickets_and_no_acknowledgement(desk_with: OpenDesk) -> None:
    desk = desk_with(recipes()[QUIET])

    desk.receive(a_mail("alerts@uptime.example", BROKEN))
    desk.receive(a_mail("jo@client.example", BROKEN))

    assert len(desk.desk.rooms.tickets.tickets()) == 2
    assert answered(desk) == ["jo@client.example"]


def test_a_newsletter_is_silenced_and_its_editor_is_not(desk_with: OpenDesk) -> None:
    desk = desk_with(recipes()[SILENCE])
    headers = "List-Id: <weekly.tradenews.example>\r\n"

    news = desk.receive(a_mail("post@tradenews.example", "Ten tips for your website.\r\n", headers))
    person = desk.receive(a_mail("ed@tradenews.example", "Our website is down.\r\n"))

    assert (desk.fate(news), desk.fate(person)) == ("ignored", "opened")
    assert answered(desk) == ["ed@tradenews.example"]
