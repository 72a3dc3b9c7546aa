"""The command `demo`: a whole desk in a temporary folder, on loopback, for the time of one look."""

import argparse
import os
import signal
import smtplib
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import tzinfo
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime, formataddr, make_msgid
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from mailhelp.cli.demo_mails import DEMO_MAILS, DemoMail
from mailhelp.cli.output import print_table, printable
from mailhelp.cli.tickets import due
from mailhelp.config.settings import load_settings
from mailhelp.core.errors import MailhelpError
from mailhelp.daemon.clocks import now
from mailhelp.daemon.wiring import open_desk
from mailhelp.store.ticketrows import TicketRow

LOOPBACK = "127.0.0.1"
DESK_ADDRESS = "support@desk.example"
PATIENCE_SECONDS = 18.0
TITLES = ("number", "kind", "impact", "urgency", "priority", "deadline", "subject")
SETTINGS = """\
[desk]
name = "Demo Desk"
address = "{address}"
rules = "rules.yaml"
state = "var"

[database]
url = "sqlite:///var/mailhelp.db"

[smtp_in]
listen = "{host}:{listen}"

[smtp_out]
host = "{host}"
port = {relay}
tls = "none"
"""
RULES = "extends: standard\n"


class Relay:
    """A relay that keeps what it is given."""

    def __init__(self) -> None:
        self.mails: list[bytes] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Keep one mail."""
        self.mails.append(envelope.original_content or b"")
        return "250 OK"

    def answer_to(self, message_id: str) -> EmailMessage | None:
        """Return the notice that answers a mail, None when there is none yet."""
        for raw in [*self.mails]:
            notice = message_from_bytes(raw, policy=policy.default)
            if notice["In-Reply-To"] == message_id and isinstance(notice, EmailMessage):
                return notice
        return None


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """The demo takes none."""


def run(args: argparse.Namespace) -> int:
    """Show a desk at work; return 0 when every mail became a ticket and was acknowledged."""
    with tempfile.TemporaryDirectory(prefix="mailhelp-demo-") as folder, _relay() as (relay, relay_port):
        listen = _free_port()
        config = Path(folder) / "mailhelp.toml"
        config.write_text(SETTINGS.format(address=DESK_ADDRESS, host=LOOPBACK, listen=listen, relay=relay_port))
        (Path(folder) / "rules.yaml").write_text(RULES)
        with _daemon(config) as daemon:
            _wait_for_listener(daemon, listen)
            ids = _send(listen)
            _say(f"sent {len(ids)} mails by SMTP to {DESK_ADDRESS}, one for each example of the service text")
            answer = _wait_for_answers(daemon, relay, ids)
        _show(config, answer)
    return 0


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


@contextmanager
def _relay() -> Iterator[tuple[Relay, int]]:
    relay = Relay()
    controller = Controller(relay, hostname=LOOPBACK, port=_free_port())
    controller.start()
    try:
        yield relay, controller.port
    finally:
        controller.stop()


def _free_port() -> int:
    with socket.create_server((LOOPBACK, 0)) as door:
        port: int = door.getsockname()[1]
        return port


@contextmanager
def _daemon(config: Path) -> Iterator[subprocess.Popen[bytes]]:
    log = config.with_name("demo.log")
    with log.open("wb") as lines:
        command = (sys.executable, "-m", "mailhelp", "run", "--config", os.fspath(config))
        daemon = subprocess.Popen(command, stdout=lines, stderr=lines)
    try:
        yield daemon
    except MailhelpError:
        sys.stderr.write(log.read_text(errors="replace"))
        raise
    finally:
        daemon.send_signal(signal.SIGTERM)
        daemon.wait(30)


def _wait_for_listener(daemon: subprocess.Popen[bytes], port: int) -> None:
    for _ in _until(daemon, "the listener did not start"):
        try:
            with socket.create_connection((LOOPBACK, port), timeout=1):
                return
        except OSError:
            continue


def _until(daemon: subprocess.Popen[bytes], otherwise: str) -> Iterator[None]:
    """Give turns, some milliseconds apart, until patience ends; raise MailhelpError then, or when the daemon ended."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        if daemon.poll() is not None:
            raise MailhelpError(f"the daemon ended with code {daemon.returncode}: its log is above")
        yield
        time.sleep(0.05)
    raise MailhelpError(otherwise)


def _send(port: int) -> list[str]:
    ids = []
    with smtplib.SMTP(LOOPBACK, port, timeout=10) as door:
        for one in DEMO_MAILS:
            mail = _as_mail(one)
            door.send_message(mail)
            ids.append(str(mail["Message-ID"]))
    return ids


def _as_mail(one: DemoMail) -> EmailMessage:
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"] = formataddr((one.name, one.address))
    mail["To"] = DESK_ADDRESS
    mail["Subject"] = one.subject
    mail["Date"] = format_datetime(now())
    mail["Message-ID"] = make_msgid(domain=one.address.partition("@")[2])
    mail.set_content(one.body)
    return mail


def _wait_for_answers(daemon: subprocess.Popen[bytes], relay: Relay, ids: list[str]) -> EmailMessage:
    for _ in _until(daemon, f"only {len(relay.mails)} of {len(ids)} mails were acknowledged in time"):
        if len(relay.mails) < len(ids):
            continue
        answers = [relay.answer_to(one) for one in ids]
        if answers[0] is not None and None not in answers:
            return answers[0]
    raise AssertionError("unreachable")


def _show(config: Path, answer: EmailMessage) -> None:
    desk = open_desk(load_settings(config))
    try:
        zone = desk.zone()
        print_table(TITLES, (_row(row, zone) for row in desk.rooms.tickets.tickets()), title="The tickets")
    finally:
        desk.close()
    _say("The acknowledgement of the first, as the client reads it:\n")
    for name in ("From", "To", "Subject", "Auto-Submitted"):
        _say(f"    {name}: {printable(answer[name])}")
    body = answer.get_body(("plain",))
    text = body.get_content() if body is not None else ""
    _say("\n" + "\n".join(f"    {line}".rstrip() for line in text.splitlines()))


def _row(row: TicketRow, zone: tzinfo) -> tuple[object, ...]:
    return row.number, row.kind, row.impact, row.urgency, row.priority or row.request_type, due(row, zone), row.subject
