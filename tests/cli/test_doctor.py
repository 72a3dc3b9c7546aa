"""doctor: each thing is tried on real servers, and each fault is one clear line."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import trustme

from cli.asking import RULES, Asked, Asking, write_desk
from cli.relaying import port_of, relay, to_listener
from dovecot import Dovecot, free_port

DESK = '[desk]\nname = "Help"\naddress = "help@desk.example"\n'
OWN_RESULTS = (
    "Authentication-Results: mx.desk.example; dmarc=pass header.from=harbour.example\r\n"
    "Received: from out.harbour.example by mx.desk.example; Mon, 23 Nov 2026 10:00:00 +0000\r\n"
)


def imap(server: Dovecot, user: str, *, more: str = "", ca_file: Path | None = None) -> str:
    return (
        f'[[imap]]\nname = "support"\nhost = "127.0.0.1"\nport = {server.imaps_port}\nuser = "{user}"\n'
        f'password = {{env = "IMAP_PASSWORD"}}\nca_file = "{ca_file or server.ca_file}"\n{more}\n'
    )


def smtp_out(port: int, more: str = "") -> str:
    return f'[smtp_out]\nhost = "127.0.0.1"\nport = {port}\n{more}\n'


def found(answer: Asked, about: str) -> list[tuple[str, str]]:
    return [(row["grade"], row["text"]) for row in answer.rows if row["about"] == about]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("IMAP_PASSWORD", "secret")
    return tmp_path


def test_a_desk_without_servers_is_good(ask: Asking, desk: Path) -> None:
    write_desk(desk, DESK + f'[smtp_in]\nlisten = "127.0.0.1:{free_port()}"\n')

    answer = ask("doctor", "--json")

    assert answer.code == 0
    assert {row["about"] for row in answer.rows} == {
        "settings", "rules", "templates", "state", "relay", "listener", "database",
    }  # fmt: skip
    assert [grade for grade, _ in found(answer, "relay")] == ["hint"]
    assert "notices become files in" in found(answer, "relay")[0][1]
    assert "free for the listener" in found(answer, "listener")[0][1]


def test_people_get_a_line_each(ask: Asking, desk: Path) -> None:
    write_desk(desk, DESK)

    answer = ask("doctor")

    assert answer.code == 0
    assert all(line.startswith(("good  ", "hint  ")) for line in answer.out.splitlines())


@pytest.mark.server
def test_a_whole_desk_is_good_and_the_test_mail_comes_back(ask: Asking, desk: Path, dovecot: Dovecot) -> None:
    with relay(lambda to, raw: dovecot.deliver("doctor1", raw)) as running:
        write_desk(desk, DESK + imap(dovecot, "doctor1") + smtp_out(port_of(running)))
        answer = ask("doctor", "--json")

    assert answer.code == 0, answer.out
    mail = [text for _, text in found(answer, "mail")]
    assert "test mail to help@desk.example: the relay took it" in mail[0]
    assert "came back after" in mail[1]
    assert found(answer, "plus") == [
        (
            "hint",
            'mail to help+doctor@desk.example came back: set plus = "+" in [desk], '
            "so that replies are known more surely",
        )
    ]
    assert [row["status"] for row in ask("notices", "--json").rows] == ["sent", "sent"]
    assert ask("verify", "--json", "--no-mailboxes").rows[-1]["unexplained"] == 0


@pytest.mark.server
def test_a_server_without_plus_forms_keeps_plus_off(ask: Asking, desk: Path, dovecot: Dovecot) -> None:
    with relay(lambda to, raw: dovecot.deliver("doctor2", raw), refused=("help+doctor@desk.example",)) as running:
        write_desk(desk, DESK + imap(dovecot, "doctor2") + smtp_out(port_of(running)))
        off = ask("doctor", "--json")
        write_desk(desk, DESK + 'plus = "+"\n' + imap(dovecot, "doctor2") + smtp_out(port_of(running)))
        on = ask("doctor", "--json")

    assert off.code == 0 and 'plus = "off" fits' in found(off, "plus")[0][1]
    assert on.code == 1 and 'set plus = "off"' in found(on, "plus")[0][1]


@pytest.mark.server
def test_a_test_mail_that_does_not_come_back_is_told(ask: Asking, desk: Path, dovecot: Dovecot) -> None:
    with relay() as running:
        write_desk(desk, DESK + imap(dovecot, "doctor3") + smtp_out(port_of(running)))
        answer = ask("doctor", "--json", "--wait", "0.2")

    assert answer.code == 1
    assert "did not come back within 0.2 s" in found(answer, "mail")[1][1]
    assert found(answer, "plus") == []


@pytest.mark.server
def test_no_mail_sends_none(ask: Asking, desk: Path, dovecot: Dovecot) -> None:
    with relay() as running:
        write_desk(desk, DESK + imap(dovecot, "doctor4") + smtp_out(port_of(running)))
        answer = ask("doctor", "--json", "--no-mail")
        taken = running.handler.mails

    assert (answer.code, taken) == (0, [])
    assert ask("notices", "--json").rows == []


@pytest.mark.server
def test_a_wrong_password_is_one_line(
    ask: Asking, desk: Path, dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMAP_PASSWORD", "opensesame")
    write_desk(desk, DESK + imap(dovecot, "doctor5"))

    answer = ask("doctor", "--json")

    assert answer.code == 1
    ((grade, text),) = found(answer, "imap support")
    assert grade == "bad"
    assert 'login as "doctor5" was refused' in text and "check user and password" in text
    assert "opensesame" not in answer.out


@pytest.mark.server
def test_an_untrusted_certificate_is_one_line(ask: Asking, desk: Path, dovecot: Dovecot) -> None:
    trustme.CA().cert_pem.write_to_path(str(desk / "other.pem"))
    write_desk(desk, DESK + imap(dovecot, "doctor6", ca_file=desk / "other.pem"))

    answer = ask("doctor", "--json")

    assert answer.code == 1
    ((grade, text),) = found(answer, "imap support")
    assert grade == "bad" and "set ca_file" in text


@pytest.mark.server
def test_a_missing_folder_names_those_there_are(ask: Asking, desk: Path, dovecot: Dovecot) -> None:
    write_desk(desk, DESK + imap(dovecot, "doctor7", more='folder = "Nowhere"'))

    answer = ask("doctor", "--json")

    assert answer.code == 1
    bad = [text for grade, text in found(answer, "imap support") if grade == "bad"]
    assert len(bad) == 1 and "INBOX" in bad[0]


def test_an_unreachable_server_is_one_line(ask: Asking, desk: Path) -> None:
    port = free_port()
    mailbox = f'[[imap]]\nname = "support"\nhost = "127.0.0.1"\nport = {port}\nuser = "help"\n'
    mailbox += 'password = {env = "IMAP_PASSWORD"}\n'
    write_desk(desk, DESK + mailbox + smtp_out(port))

    answer = ask("doctor", "--json")

    assert answer.code == 1
    for about in ("imap support", "relay"):
        ((grade, text),) = found(answer, about)
        assert grade == "bad" and "nothing listens there" in text
    assert found(answer, "mail") == []


def test_a_missing_secret_is_told_with_its_place(ask: Asking, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("IMAP_PASSWORD")
    mailbox = '[[imap]]\nname = "support"\nhost = "127.0.0.1"\nuser = "help"\npassword = {env = "IMAP_PASSWORD"}\n'
    write_desk(desk, DESK + mailbox)

    answer = ask("doctor", "--json")

    assert answer.code == 1
    assert "mailhelp.toml:8:" in found(answer, "secrets")[0][1]
    assert len(found(answer, "imap support")) == 1


def test_a_relay_that_refuses_the_null_sender(ask: Asking, desk: Path) -> None:
    with relay(refused=("", "<>")) as running:
        write_desk(desk, DESK + smtp_out(port_of(running)))
        default = ask("doctor", "--json", "--no-mail")
        write_desk(desk, DESK + smtp_out(port_of(running), "null_sender = false"))
        known = ask("doctor", "--json", "--no-mail")

    assert default.code == 1 and known.code == 0
    assert any("set null_sender = false" in text for _, text in found(default, "relay"))


def test_a_relay_that_refuses_the_desk_as_recipient(ask: Asking, desk: Path) -> None:
    with relay(refused=("help@desk.example",)) as running:
        write_desk(desk, DESK + smtp_out(port_of(running)))
        answer = ask("doctor", "--json")

    assert answer.code == 1
    assert any("sender help@desk.example is refused" in text for _, text in found(answer, "relay"))


def test_a_listener_only_desk_without_a_daemon_says_when_more_can_be_seen(ask: Asking, desk: Path) -> None:
    with relay() as running:
        write_desk(desk, DESK + f'[smtp_in]\nlisten = "127.0.0.1:{free_port()}"\n' + smtp_out(port_of(running)))
        answer = ask("doctor", "--json")

    assert answer.code == 0
    assert "while `mailhelp run` runs" in found(answer, "mail")[1][1]


def test_a_port_in_use_is_told(ask: Asking, desk: Path) -> None:
    with relay() as other:
        write_desk(desk, DESK + f'[smtp_in]\nlisten = "127.0.0.1:{port_of(other)}"\n')
        answer = ask("doctor", "--json")

    assert answer.code == 1
    assert 'another program listens there (it says "220' in found(answer, "listener")[0][1]


def test_an_address_of_another_machine_is_told(ask: Asking, desk: Path) -> None:
    write_desk(desk, DESK + '[smtp_in]\nlisten = "192.0.2.1:2525"\n')

    answer = ask("doctor", "--json")

    assert answer.code == 1
    assert "is it an address of this machine?" in found(answer, "listener")[0][1]


def test_wrong_rules_are_told_and_the_rest_is_still_tried(ask: Asking, desk: Path) -> None:
    write_desk(desk, DESK, rules="extends: standard\nmatricks: {}\n")

    answer = ask("doctor", "--json")

    assert answer.code == 1
    assert found(answer, "rules")[0][1].startswith("rules.yaml:2:1")
    assert [grade for grade, _ in found(answer, "database")] == ["good"]


def test_a_state_folder_that_is_none(ask: Asking, desk: Path) -> None:
    (desk / "var").write_text("a file")
    write_desk(desk, DESK)

    answer = ask("doctor", "--json")

    assert answer.code == 1
    assert "cannot be used" in found(answer, "state")[0][1]
    assert len(found(answer, "database")) == 1


def test_another_signing_key_is_told(ask: Asking, desk: Path) -> None:
    write_desk(desk, DESK)
    assert ask("doctor").code == 0
    (desk / "var" / "signing.key").unlink()

    answer = ask("doctor", "--json")

    assert answer.code == 1
    assert "put the desk's own key file back" in found(answer, "database")[0][1]


def test_an_account_that_nobody_logged_in_to(ask: Asking, desk: Path) -> None:
    mailbox = (
        '[[imap]]\nname = "support"\naccount = "microsoft365"\nuser = "help@desk.example"\noauth = {client_id = "x"}\n'
    )
    write_desk(desk, DESK + mailbox)

    answer = ask("doctor", "--json")

    assert answer.code == 1
    assert "run `mailhelp login support`" in found(answer, "login support")[0][1]
    assert [grade for grade, _ in found(answer, "imap support")] == ["hint"]


def test_wrong_settings_are_told_as_everywhere(ask: Asking, desk: Path) -> None:
    write_desk(desk, DESK + "wrong = 1\n")

    answer = ask("doctor")

    assert answer.code == 78
    assert "mailhelp.toml:4:1" in answer.err


@pytest.mark.server
def test_which_trust_fits_is_seen_on_the_newest_mails(ask: Asking, desk: Path, dovecot: Dovecot) -> None:
    for number in range(3):
        text = f"{OWN_RESULTS}From: jo@harbour.example\r\nSubject: {number}\r\n\r\nHello\r\n"
        dovecot.deliver("doctor8", text.encode())
    write_desk(desk, DESK + imap(dovecot, "doctor8"))
    none = ask("doctor", "--json")
    write_desk(desk, DESK + imap(dovecot, "doctor8", more='trust = "mx.desk.example"'))
    right = ask("doctor", "--json")
    write_desk(desk, DESK + imap(dovecot, "doctor8", more='trust = "mx.other.example"'))
    wrong = ask("doctor", "--json")

    assert (none.code, right.code, wrong.code) == (0, 0, 1)
    assert found(none, "trust support")[0][0] == "hint"
    assert 'set trust = "mx.desk.example"' in found(none, "trust support")[0][1]
    assert found(right, "trust support") == [
        ("good", '[[imap]] support: trust = "mx.desk.example" fits 3 of its newest 3 mails')
    ]
    assert 'set trust = "mx.desk.example"' in found(wrong, "trust support")[0][1]
    assert b"Seen" not in b"".join(path.name.encode() for path in dovecot.maildir("doctor8").rglob("*:2,*S*"))


@contextmanager
def a_daemon(config: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Give a running daemon once it listens."""
    log = config.with_name("daemon.log")
    with log.open("wb") as lines:
        command = (sys.executable, "-m", "mailhelp", "run", "--config", str(config))
        daemon = subprocess.Popen(command, stdout=lines, stderr=lines, stdin=subprocess.DEVNULL)
    try:
        _wait_for_port(daemon, port, log)
        yield daemon
    finally:
        daemon.terminate()
        daemon.wait(30)


def _wait_for_port(daemon: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end and daemon.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(log.read_text(errors="replace"))


def test_with_a_daemon_the_test_mail_goes_through_it_and_ends_as_a_loop(ask: Asking, desk: Path) -> None:
    listen = free_port()
    with relay(to_listener(listen)) as running:
        config = write_desk(desk, DESK + f'[smtp_in]\nlisten = "127.0.0.1:{listen}"\n' + smtp_out(port_of(running)))
        with a_daemon(config, listen) as daemon:
            answer = ask("doctor", "--json", "--wait", "30")

    assert answer.code == 0, answer.out
    assert f"a daemon runs on it (process {daemon.pid})" in found(answer, "state")[0][1]
    assert "the running daemon listens there" in found(answer, "listener")[0][1]
    assert "came back after" in found(answer, "mail")[1][1]
    assert [row["fate"] for row in ask("mails", "--json").rows] == ["loop"]
    assert ask("tickets", "--json").rows == []


def test_a_daemon_that_may_not_send_is_told(ask: Asking, desk: Path) -> None:
    with relay() as running:
        write_desk(desk, DESK + smtp_out(port_of(running)), RULES)
        lock = "import sys, time; from pathlib import Path; from mailhelp.config.state import lock_state"
        hold = f"{lock}\nwith lock_state(Path('var')):\n    print('held', flush=True)\n    sys.stdin.read()"
        with subprocess.Popen(
            (sys.executable, "-c", hold), cwd=desk, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as holder:
            assert holder.stdout is not None and holder.stdout.readline() == b"held\n"
            answer = ask("doctor", "--json", "--wait", "0.1")
            holder.communicate()

    assert answer.code == 1
    assert "the running daemon did not try" in found(answer, "mail")[0][1]
    assert [row["status"] for row in ask("notices", "--json").rows] == ["cancelled"]
