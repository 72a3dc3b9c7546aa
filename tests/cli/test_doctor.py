"""doctor with a real mailbox and relay: each fault is one clear line, and the test mail comes back."""

from pathlib import Path

import pytest
import trustme

from tests.cli.asking import Asking, write_desk
from tests.cli.doctored import DESK, found, imap, smtp_out
from tests.cli.relaying import port_of, relay
from tests.dovecot import Dovecot

pytestmark = pytest.mark.server
OWN_RESULTS = (
    "Authentication-Results: mx.desk.example; dmarc=pass header.from=harbour.example\r\n"
    "Received: from out.harbour.example by mx.desk.example; Mon, 23 Nov 2026 10:00:00 +0000\r\n"
)


def test_a_whole_desk_is_good_and_the_test_mail_comes_back(ask: Asking, patient: Path, dovecot: Dovecot) -> None:
    with relay(lambda to, raw: dovecot.deliver("doctor1", raw)) as running:
        write_desk(patient, DESK + imap(dovecot, "doctor1") + smtp_out(port_of(running)))
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


def test_a_server_without_plus_forms_keeps_plus_off(ask: Asking, patient: Path, dovecot: Dovecot) -> None:
    with relay(lambda to, raw: dovecot.deliver("doctor2", raw), refused=("help+doctor@desk.example",)) as running:
        write_desk(patient, DESK + imap(dovecot, "doctor2") + smtp_out(port_of(running)))
        off = ask("doctor", "--json")
        write_desk(patient, DESK + 'plus = "+"\n' + imap(dovecot, "doctor2") + smtp_out(port_of(running)))
        on = ask("doctor", "--json")

    assert off.code == 0 and 'plus = "off" fits' in found(off, "plus")[0][1]
    assert on.code == 1 and 'set plus = "off"' in found(on, "plus")[0][1]


def test_a_test_mail_that_does_not_come_back_is_told(ask: Asking, patient: Path, dovecot: Dovecot) -> None:
    with relay() as running:
        write_desk(patient, DESK + imap(dovecot, "doctor3") + smtp_out(port_of(running)))
        answer = ask("doctor", "--json", "--wait", "0.2")

    assert answer.code == 1
    assert "did not come back within 0.2 s" in found(answer, "mail")[1][1]
    assert found(answer, "plus") == []


def test_no_mail_sends_none(ask: Asking, patient: Path, dovecot: Dovecot) -> None:
    with relay() as running:
        write_desk(patient, DESK + imap(dovecot, "doctor4") + smtp_out(port_of(running)))
        answer = ask("doctor", "--json", "--no-mail")
        taken = running.handler.mails

    assert (answer.code, taken) == (0, [])
    assert ask("notices", "--json").rows == []


def test_a_wrong_password_is_one_line(
    ask: Asking, patient: Path, dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMAP_PASSWORD", "opensesame")
    write_desk(patient, DESK + imap(dovecot, "doctor5"))

    answer = ask("doctor", "--json")

    assert answer.code == 1
    ((grade, text),) = found(answer, "imap support")
    assert grade == "bad"
    assert 'login as "doctor5" was refused' in text and "check user and password" in text
    assert "opensesame" not in answer.out


def test_an_untrusted_certificate_is_one_line(ask: Asking, patient: Path, dovecot: Dovecot) -> None:
    trustme.CA().cert_pem.write_to_path(str(patient / "other.pem"))
    write_desk(patient, DESK + imap(dovecot, "doctor6", ca_file=patient / "other.pem"))

    answer = ask("doctor", "--json")

    assert answer.code == 1
    ((grade, text),) = found(answer, "imap support")
    assert grade == "bad" and "set ca_file" in text


def test_a_missing_folder_names_those_there_are(ask: Asking, patient: Path, dovecot: Dovecot) -> None:
    write_desk(patient, DESK + imap(dovecot, "doctor7", more='folder = "Nowhere"'))

    answer = ask("doctor", "--json")

    assert answer.code == 1
    bad = [text for grade, text in found(answer, "imap support") if grade == "bad"]
    assert len(bad) == 1 and "INBOX" in bad[0]


def test_which_trust_fits_is_seen_on_the_newest_mails(ask: Asking, patient: Path, dovecot: Dovecot) -> None:
    for number in range(3):
        text = f"{OWN_RESULTS}From: jo@harbour.example\r\nSubject: {number}\r\n\r\nHello\r\n"
        dovecot.deliver("doctor8", text.encode())
    write_desk(patient, DESK + imap(dovecot, "doctor8"))
    none = ask("doctor", "--json")
    write_desk(patient, DESK + imap(dovecot, "doctor8", more='trust = "mx.desk.example"'))
    right = ask("doctor", "--json")
    write_desk(patient, DESK + imap(dovecot, "doctor8", more='trust = "mx.other.example"'))
    wrong = ask("doctor", "--json")

    assert (none.code, right.code, wrong.code) == (0, 0, 1)
    assert found(none, "trust support")[0][0] == "hint"
    assert 'set trust = "mx.desk.example"' in found(none, "trust support")[0][1]
    assert found(right, "trust support") == [
        ("good", '[[imap]] support: trust = "mx.desk.example" fits 3 of its newest 3 mails')
    ]
    assert 'set trust = "mx.desk.example"' in found(wrong, "trust support")[0][1]
    assert b"Seen" not in b"".join(path.name.encode() for path in dovecot.maildir("doctor8").rglob("*:2,*S*"))
