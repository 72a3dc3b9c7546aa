"""A desk at a mailbox: the real daemon before a real Dovecot."""

import json
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mailhelp.core.ticket import Fate
from tests.daemon.conftest import Make
from tests.daemon.running import RunningDesk
from tests.dovecot import PASSWORD, Dovecot

pytestmark = pytest.mark.server


def a_mail(name: str, *, words: str = "Our website is down.") -> tuple[str, bytes]:
    """Return the Message-ID and the bytes of a mail."""
    message_id = f"<{name}.{time.monotonic_ns()}@harbour.example>"
    head = f"From: {name}@harbour.example\r\nTo: help@desk.example\r\nSubject: {name}\r\nMessage-ID: {message_id}\r\n"
    return message_id, f"{head}\r\n{words}\r\n".encode()


def a_mailbox(dovecot: Dovecot, user: str, folder: Path, extra: str = "") -> str:
    """Return an [[imap]] section for a mailbox of its own."""
    secret = folder / "secret"
    secret.write_text(PASSWORD)
    secret.chmod(0o600)
    return (
        f'[[imap]]\nname = "support"\nhost = "127.0.0.1"\nport = {dovecot.imaps_port}\nuser = "{user}"\n'
        f'password = {{file = "{secret}"}}\nca_file = "{dovecot.ca_file}"\n{extra}\n'
    )


def books(desk: RunningDesk) -> dict[str, int]:
    """Return what `mailhelp verify --json` says at last."""
    command = [sys.executable, "-m", "mailhelp", "verify", "--json", "--config", str(desk.config)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    found = json.loads(ran.stdout.splitlines()[-1])
    assert (ran.returncode == 0) is (found["unexplained"] == 0), ran.stderr
    return dict(found)


def test_a_mail_in_the_mailbox_is_acknowledged_and_moved_and_the_books_balance(
    desk_of: Make, dovecot: Dovecot, tmp_path: Path
) -> None:
    desk = desk_of(mailbox=a_mailbox(dovecot, "daemon1", tmp_path))
    desk.until(lambda: desk.said("state=connected") == 1)
    sent, raw = a_mail("jo")

    dovecot.deliver("daemon1", raw)
    desk.until(lambda: desk.answered(sent))
    desk.until(lambda: len(dovecot.mails("daemon1", "Processed")) == 1)

    assert dovecot.mails("daemon1") == []
    assert books(desk)["unexplained"] == 0


def test_a_mail_in_the_done_folder_that_was_never_kept_is_unexplained(
    desk_of: Make, dovecot: Dovecot, tmp_path: Path
) -> None:
    desk = desk_of(mailbox=a_mailbox(dovecot, "daemon2", tmp_path))
    desk.until(lambda: desk.said("state=connected") == 1)

    dovecot.deliver("daemon2", a_mail("lost")[1], folder="Processed")

    assert books(desk)["unexplained"] == 1


def test_the_same_mail_by_imap_and_smtp_is_one_ticket_and_one_acknowledgement(
    desk_of: Make, dovecot: Dovecot, tmp_path: Path
) -> None:
    desk = desk_of(mailbox=a_mailbox(dovecot, "daemon3", tmp_path))
    sent = desk.send("jo")
    desk.until(lambda: desk.answered(sent))
    with desk.books() as opened:
        raw = opened.rooms.inbox.raw(opened.rooms.inbox.mails()[0].id)
    without_trace = raw.partition(b"From: jo")

    dovecot.deliver("daemon3", b"Received: from elsewhere\r\n" + without_trace[1] + without_trace[2])
    desk.until(lambda: desk.said(f"fate={Fate.DUPLICATE}") == 1)

    with desk.books() as opened:
        assert len(opened.rooms.tickets.tickets()) == 1
    assert len(desk.relay.answers_to(sent)) == 1


def test_after_days_of_outage_every_mail_has_a_ticket_with_the_time_it_came(
    desk_of: Make, dovecot: Dovecot, tmp_path: Path
) -> None:
    start = datetime.now(UTC).replace(microsecond=0) - timedelta(days=10)
    came = [start + timedelta(hours=2 * number + 1) for number in range(100)]
    for number, moment in enumerate(came):
        dovecot.deliver("daemon4", a_mail(f"jo{number}")[1], received_at=moment)
    mailbox = a_mailbox(dovecot, "daemon4", tmp_path, f"start = {start.isoformat()}")

    desk = desk_of(mailbox=mailbox)
    desk.until(lambda: len(desk.relay.raw) == len(came))

    with desk.books() as opened:
        assert sorted(row.opened_at for row in opened.rooms.tickets.tickets()) == came
    assert books(desk)["unexplained"] == 0


def test_mail_from_before_the_desk_was_set_up_is_left_alone(desk_of: Make, dovecot: Dovecot, tmp_path: Path) -> None:
    old = datetime.now(UTC) - timedelta(days=3)
    for number in range(50):
        dovecot.deliver("daemon5", a_mail(f"old{number}")[1], received_at=old)

    desk = desk_of(mailbox=a_mailbox(dovecot, "daemon5", tmp_path))
    desk.until(lambda: desk.said("state=passed") == 1)
    sent, raw = a_mail("new")
    dovecot.deliver("daemon5", raw)
    desk.until(lambda: desk.answered(sent))

    assert len(desk.relay.raw) == 1
    assert len(dovecot.mails("daemon5")) == 50
    assert books(desk)["unexplained"] == 0


def test_a_wrong_password_is_one_clear_line_and_the_listener_goes_on(
    desk_of: Make, dovecot: Dovecot, tmp_path: Path
) -> None:
    mailbox = a_mailbox(dovecot, "daemon6", tmp_path)
    (tmp_path / "secret").write_text("wrong")

    desk = desk_of(mailbox=mailbox)
    desk.until(lambda: desk.said("state=refused") == 1)
    sent = desk.send("jo")
    desk.until(lambda: desk.answered(sent))

    assert "Traceback" not in desk.log.read_text()
