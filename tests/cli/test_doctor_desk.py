"""doctor without a mailbox: files, state, ports, relay and logins, each fault in one line."""

from pathlib import Path

import pytest

from tests.cli.asking import Asking, write_desk
from tests.cli.doctored import DESK, found, smtp_out
from tests.cli.relaying import port_of, relay
from tests.ports import free_port


def test_a_desk_without_servers_is_good(ask: Asking, patient: Path) -> None:
    write_desk(patient, DESK + f'[smtp_in]\nlisten = "127.0.0.1:{free_port()}"\n')

    answer = ask("doctor", "--json")

    assert answer.code == 0
    assert {row["about"] for row in answer.rows} == {
        "settings", "rules", "templates", "state", "relay", "listener", "database",
    }  # fmt: skip
    assert [grade for grade, _ in found(answer, "relay")] == ["hint"]
    assert "notices become files in" in found(answer, "relay")[0][1]
    assert "free for the listener" in found(answer, "listener")[0][1]


def test_people_get_a_line_each(ask: Asking, patient: Path) -> None:
    write_desk(patient, DESK)

    answer = ask("doctor")

    assert answer.code == 0
    assert all(line.startswith(("good  ", "hint  ")) for line in answer.out.splitlines())


def test_an_unreachable_server_is_one_line(ask: Asking, patient: Path) -> None:
    port = free_port()
    mailbox = f'[[imap]]\nname = "support"\nhost = "127.0.0.1"\nport = {port}\nuser = "help"\n'
    mailbox += 'password = {env = "IMAP_PASSWORD"}\n'
    write_desk(patient, DESK + mailbox + smtp_out(port))

    answer = ask("doctor", "--json")

    assert answer.code == 1
    for about in ("imap support", "relay"):
        ((grade, text),) = found(answer, about)
        assert grade == "bad" and "nothing listens there" in text
    assert found(answer, "mail") == []


def test_a_missing_secret_is_told_with_its_place(ask: Asking, patient: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("IMAP_PASSWORD")
    mailbox = '[[imap]]\nname = "support"\nhost = "127.0.0.1"\nuser = "help"\npassword = {env = "IMAP_PASSWORD"}\n'
    write_desk(patient, DESK + mailbox)

    answer = ask("doctor", "--json")

    assert answer.code == 1
    assert "mailhelp.toml:8:" in found(answer, "secrets")[0][1]
    assert len(found(answer, "imap support")) == 1


def test_a_relay_that_refuses_the_null_sender(ask: Asking, patient: Path) -> None:
    with relay(refused=("", "<>")) as running:
        write_desk(patient, DESK + smtp_out(port_of(running)))
        default = ask("doctor", "--json", "--no-mail")
        write_desk(patient, DESK + smtp_out(port_of(running), "null_sender = false"))
        known = ask("doctor", "--json", "--no-mail")

    assert default.code == 1 and known.code == 0
    assert any("set null_sender = false" in text for _, text in found(default, "relay"))


def test_a_relay_that_refuses_the_desk_as_recipient(ask: Asking, patient: Path) -> None:
    with relay(refused=("help@desk.example",)) as running:
        write_desk(patient, DESK + smtp_out(port_of(running)))
        answer = ask("doctor", "--json")

    assert answer.code == 1
    assert any("sender help@desk.example is refused" in text for _, text in found(answer, "relay"))


def test_a_listener_only_desk_without_a_daemon_says_when_more_can_be_seen(ask: Asking, patient: Path) -> None:
    with relay() as running:
        write_desk(patient, DESK + f'[smtp_in]\nlisten = "127.0.0.1:{free_port()}"\n' + smtp_out(port_of(running)))
        answer = ask("doctor", "--json")

    assert answer.code == 0
    assert "while `mailhelp run` runs" in found(answer, "mail")[1][1]


def test_a_port_in_use_is_told(ask: Asking, patient: Path) -> None:
    with relay() as other:
        write_desk(patient, DESK + f'[smtp_in]\nlisten = "127.0.0.1:{port_of(other)}"\n')
        answer = ask("doctor", "--json")

    assert answer.code == 1
    assert 'another program listens there (it says "220' in found(answer, "listener")[0][1]


def test_an_address_of_another_machine_is_told(ask: Asking, patient: Path) -> None:
    write_desk(patient, DESK + '[smtp_in]\nlisten = "192.0.2.1:2525"\n')

    answer = ask("doctor", "--json")

    assert answer.code == 1
    assert "is it an address of this machine?" in found(answer, "listener")[0][1]


def test_wrong_rules_are_told_and_the_rest_is_still_tried(ask: Asking, patient: Path) -> None:
    write_desk(patient, DESK, rules="extends: standard\nmatricks: {}\n")

    answer = ask("doctor", "--json")

    assert answer.code == 1
    assert found(answer, "rules")[0][1].startswith("rules.yaml:2:1")
    assert [grade for grade, _ in found(answer, "database")] == ["good"]


def test_a_state_folder_that_is_none(ask: Asking, patient: Path) -> None:
    (patient / "var").write_text("a file")
    write_desk(patient, DESK)

    answer = ask("doctor", "--json")

    assert answer.code == 1
    assert "cannot be used" in found(answer, "state")[0][1]
    assert len(found(answer, "database")) == 1


def test_another_signing_key_is_told(ask: Asking, patient: Path) -> None:
    write_desk(patient, DESK)
    assert ask("doctor").code == 0
    (patient / "var" / "signing.key").unlink()

    answer = ask("doctor", "--json")

    assert answer.code == 1
    assert "put the desk's own key file back" in found(answer, "database")[0][1]


def test_an_account_that_nobody_logged_in_to(ask: Asking, patient: Path) -> None:
    mailbox = (
        '[[imap]]\nname = "support"\naccount = "microsoft365"\nuser = "help@desk.example"\noauth = {client_id = "x"}\n'
    )
    write_desk(patient, DESK + mailbox)

    answer = ask("doctor", "--json")

    assert answer.code == 1
    assert "run `mailhelp login support`" in found(answer, "login support")[0][1]
    assert [grade for grade, _ in found(answer, "imap support")] == ["hint"]


def test_wrong_settings_are_told_as_everywhere(ask: Asking, patient: Path) -> None:
    write_desk(patient, DESK + "wrong = 1\n")

    answer = ask("doctor")

    assert answer.code == 78
    assert "mailhelp.toml:4:1" in answer.err
