"""A whole desk in one process for the flow tests: real store, reading, deciding, rendering; time is an argument."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from mailhelp.channels.sending import Outcome, Sent
from mailhelp.config.settings import load_settings
from mailhelp.core.facts import Channel, Envelope, ReceivedMail, TimeSource
from mailhelp.daemon.wiring import OpenDesk, open_desk
from mailhelp.daemon.wiring_work import letters, ready_to_run
from mailhelp.service.active_rules import ActiveRules
from mailhelp.service.dispatch import Dispatch
from mailhelp.service.intake import Intake
from mailhelp.store.verify import verify

SETTINGS = """\
[desk]
name = "Help"
address = "help@desk.example"
also = ["support@desk.example"]
[smtp_in]
listen = "127.0.0.1:2525"
trust = "mx.desk.example"
"""
RULES = "extends: standard\nstaff:\n  Tom: {address: tom@desk.example, role: admin}\n"


@dataclass(frozen=True, slots=True)
class Delivered:
    """A notice as the relay got it."""

    sender: str
    recipient: str
    raw: bytes

    @property
    def mail(self) -> EmailMessage:
        """Return it parsed, as a client's mail program would."""
        found = message_from_bytes(self.raw, policy=policy.default)
        assert isinstance(found, EmailMessage)
        return found


class Tray:
    """A relay that keeps what it is given; `outcome` may be changed to make it fail."""

    def __init__(self) -> None:
        self.delivered: list[Delivered] = []
        self.outcome: Outcome = Sent("250 OK")
        self.tries = 0

    def send(self, envelope_sender: str, recipient: str, raw: bytes, *, envid: str | None = None) -> Outcome:
        self.tries += 1
        if isinstance(self.outcome, Sent):
            self.delivered.append(Delivered(envelope_sender, recipient, raw))
        return self.outcome

    def close(self) -> None:
        """Nothing is open."""


class FlowDesk:
    """A desk that takes a mail, decides it and sends what it owes, at the moment that `now` says."""

    def __init__(
        self, folder: Path, *, rules: str = RULES, settings: str = SETTINGS, url: str | None = None, now: datetime
    ) -> None:
        database = f'[database]\nurl = "{url}"\n' if url else ""
        (folder / "mailhelp.toml").write_text(settings + database)
        (folder / "rules.yaml").write_text(rules)
        self.now = now
        opened = open_desk(load_settings(folder / "mailhelp.toml"))
        self.desk: OpenDesk = replace(opened, setting=replace(opened.setting, clock=lambda: self.now))
        ready_to_run(self.desk)
        self.tray = Tray()
        rules_in_force = ActiveRules(self.desk.rooms.rulesets, self.desk.setting)
        self.intake = Intake(self.desk.rooms, self.desk.setting, rules_in_force)
        self.dispatch = Dispatch(self.desk.rooms, self.desk.setting, letters(self.desk), self.tray, name="flow")

    def keep(self, raw: bytes, **envelope: object) -> int:
        """Keep a mail as the listener would, now; return its id."""
        told = {
            "channel": Channel.SMTP,
            "received_at": self.now,
            "received_source": TimeSource.CLOCK,
            "mail_from": _author(raw),
            "recipients": ("help@desk.example",),
        }
        mail = ReceivedMail(raw, Envelope(**{**told, **envelope}), full_size=len(raw))
        return self.desk.rooms.inbox.keep([mail], now=self.now)[0].mail_id

    def work(self) -> None:
        """Decide all that is due, then send all that is owed."""
        while self.intake.work("flow", limit=8):
            continue
        while self.dispatch.send_due(limit=20):
            continue

    def receive(self, raw: bytes, **envelope: object) -> int:
        """Keep a mail, decide it and send what is owed; return its id."""
        mail_id = self.keep(raw, **envelope)
        self.work()
        return mail_id

    def later(self, **by: float) -> None:
        """Let time pass, and do what has become due."""
        self.now += timedelta(**by)
        self.work()

    def fate(self, mail_id: int) -> str | None:
        """Return what became of a mail."""
        return self.desk.rooms.inbox.mail(mail_id).fate

    def unexplained(self) -> int:
        """Return how many things in the books nothing explains."""
        return verify(self.desk.database, self.now)["unexplained"]

    def close(self) -> None:
        """Close the database."""
        self.desk.close()


def _author(raw: bytes) -> str:
    found = re.search(rb"^From:.*?([\w.+-]+@[\w.-]+)", raw, re.MULTILINE | re.IGNORECASE)
    return found[1].decode() if found else ""


def moments(text: str) -> Iterator[datetime]:
    """Give the moments of a text, one a line, UTC."""
    return (datetime.fromisoformat(line).replace(tzinfo=UTC) for line in text.split())
