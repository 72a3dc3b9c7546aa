"""classify and deadline: they need no configuration, and scripts can rely on their JSON."""

from pathlib import Path

import pytest

from tests.cli.asking import Asking, a_mail

CLASSIFIED = ["file", "kind", "request_type", "impact", "urgency", "priority", "confidence", "reasons"]
BESIDE = ["check", "automatic"]
FRIDAY = "2026-11-27T16:00+00:00"


@pytest.fixture
def mail(tmp_path: Path) -> str:
    (tmp_path / "one.eml").write_bytes(a_mail())
    return "one.eml"


def test_what_can_be_read_is_classified_and_the_others_are_told(ask: Asking, mail: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.eml").write_bytes(b"\r\n")

    answer = ask("classify", "gone.eml", mail, "folder", "empty.eml", "--json")

    assert (answer.code, answer.row["file"]) == (65, mail)
    assert [line.split()[1] for line in answer.err.splitlines()] == ["gone.eml", "folder", "empty.eml"]
    assert ask("classify", mail, mail).code == 0


RUBBISH = [
    b"",
    b"\n\n\n",
    b"\0\xff\xfe\x00" * 500,
    bytes(range(256)) * 9,
    b"some notes\nthat are no mail\n",
    b"\x89PNG\r\n",
]


@pytest.mark.parametrize("content", RUBBISH)
@pytest.mark.parametrize("command", ["classify", "explain"])
def test_what_is_no_mail_is_told_in_one_line(ask: Asking, tmp_path: Path, content: bytes, command: str) -> None:
    (tmp_path / "rubbish").write_bytes(content)

    answer = ask(command, "rubbish", "--json")

    assert (answer.code, answer.out) == (65, "")
    assert answer.err.startswith("mailhelp: rubbish is ") and answer.err.count("\n") == 1


AUTO_REPLY = b"From: jo@harbour.example\r\nSubject: Away\r\nAuto-Submitted: auto-replied\r\n\r\nI am away.\r\n"
NEWSLETTER = b"From: news@paper.example\r\nSubject: News\r\nList-Id: <news.paper.example>\r\n\r\nTen tips.\r\n"


@pytest.mark.parametrize(
    ("content", "kind", "says"),
    [
        (AUTO_REPLY, "auto-reply", "; a desk would not open a ticket for it"),
        (NEWSLETTER, "list", "; a desk would open a ticket for it, and not answer it"),
    ],
)
def test_what_a_machine_wrote_is_told_beside_the_classification(
    ask: Asking, tmp_path: Path, content: bytes, kind: str, says: str
) -> None:
    (tmp_path / "auto.eml").write_bytes(content)

    assert ask("classify", "auto.eml", "--json").row["automatic"] == kind
    assert ask("explain", "auto.eml", "--json").row["automatic"] == kind
    for command in ("classify", "explain"):
        told = ask(command, "auto.eml").out
        assert f"a machine wrote this ({kind}: " in told and says in told


@pytest.mark.parametrize(
    ("path", "says"), [("/dev/zero", "is a device"), ("gone.eml", "is not there"), (".", "is a folder")]
)
def test_what_is_no_file_is_told_in_one_line(ask: Asking, path: str, says: str) -> None:
    for command in ("classify", "explain"):
        answer = ask(command, path)

        assert answer.code == 65
        assert says in answer.err and answer.err.count("\n") == 1


def test_classify_prints_the_keys_of_the_design(ask: Asking, mail: str) -> None:
    answer = ask("classify", mail, "--json")

    assert answer.code == 0
    assert list(answer.row) == CLASSIFIED + BESIDE
    assert (answer.row["kind"], answer.row["priority"], answer.row["request_type"]) == ("incident", "P1", None)
    assert "website down" in {reason["rule"] for reason in answer.row["reasons"]}


def test_classify_by_other_rules(ask: Asking, mail: str, tmp_path: Path) -> None:
    (tmp_path / "calm.yaml").write_text("extends: standard\nmatrix: {urgency: [high], high: [P4]}\n")
    asked = "{name: asked, when: {any: [website]}, evidence: {kind: request, strength: fair}}"
    (tmp_path / "own.yaml").write_text(f"extends: standard\noverrides: [{asked}]\n")

    assert ask("classify", mail, "--rules", "calm.yaml").code == 78
    assert ask("classify", mail, "--rules", "own.yaml", "--json").row["kind"] == "request"


def test_the_deadline_of_the_service_text(ask: Asking) -> None:
    answer = ask("deadline", "--target", "P1", "--received", FRIDAY, "--json")

    assert answer.row == {
        "due_at": "2026-12-01T11:00:00+00:00",
        "work_by": "2026-11-30T17:30:00+00:00",
        "moved_by": "P2",
        "counted": [
            ["2026-11-27T16:00:00+00:00", "2026-11-27T17:30:00+00:00"],
            ["2026-11-30T09:00:00+00:00", "2026-11-30T17:30:00+00:00"],
            ["2026-12-01T09:00:00+00:00", "2026-12-01T11:00:00+00:00"],
        ],
    }


def test_the_deadline_for_people(ask: Asking) -> None:
    answer = ask("deadline", "--target", "P1", "--received", FRIDAY)

    assert answer.code == 0
    assert "Tuesday 01 December 2026 11:00 GMT" in answer.out
    assert "Monday 30 November 2026 17:30 GMT (moved by P2)" in answer.out


def test_what_is_agreed_has_no_deadline(ask: Asking) -> None:
    row = ask("deadline", "--target", "enhanced", "--received", FRIDAY, "--json").row

    assert row == {"due_at": None, "work_by": None, "moved_by": None, "counted": []}


@pytest.mark.parametrize(
    ("received", "says"),
    [
        ("2026-11-27T16:00", "has no zone"),
        ("2026-11-27", "has no zone"),
        ("tomorrow", "is not a time"),
        ("", "is not a time"),
        ("9999-12-31T23:00+00:00", "between the years"),
        ("0001-01-01T00:00+05:00", "between the years"),
    ],
)
def test_a_time_that_is_none_is_an_error(ask: Asking, received: str, says: str) -> None:
    answer = ask("deadline", "--target", "P1", "--received", received)

    assert answer.code == 2
    assert says in answer.err and answer.err.count("\n") == 1


def test_an_unknown_target_names_those_there_are(ask: Asking) -> None:
    answer = ask("deadline", "--target", "P9", "--received", FRIDAY)

    assert answer.code == 2
    assert "P1, P2, P3, P4, basic, enhanced" in answer.err


def test_a_desk_in_the_folder_is_asked_by_its_own_rules(ask: Asking, mail: str, tmp_path: Path) -> None:
    assert ask("init", ".").code == 0
    rules = tmp_path / "rules.yaml"
    rules.write_text(rules.read_text() + "\ntargets: {P1: 4 hours}\n")

    found = ask("deadline", "--target", "P1", "--received", "2026-11-23T10:00+00:00", "--json")

    assert found.row["due_at"] == "2026-11-23T14:00:00+00:00"
