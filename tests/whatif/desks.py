"""A desk with mail in its store, and new rules to try on it."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from mailhelp.daemon.wiring_work import ready_to_run
from mailhelp.service.active_rules import ActiveRules
from mailhelp.service.commanding import Commanding
from tests.cli.asking import Asked
from tests.flow.desk import FlowDesk
from tests.mail.letters import a_mail

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
STAFF = "  Tom: {address: tom@desk.example, role: admin}\n  Ana: {address: ana@desk.example}\n"
RULES = f"extends: standard\nstaff:\n{STAFF}"
DOWN = "Our website is down."
RESET = "I have forgotten my email password, please reset it."
KETTLE = "The kettle is cold."

# New rules, each as an admin would add it.
GRAVE = "overrides: [{name: kettles, when: {any: [kettle]}, evidence: {kind: incident, impact: high, urgency: high, strength: strong}}]\n"  # noqa: E501
TO_ANA = "rules: [{name: kettles, when: {any: [kettle]}, then: {assign: Ana}}]\n"
IGNORED = "overrides: [{name: no kettles, when: {any: [kettle]}, then: {ignore: yes}}]\n"
ASIDE = "overrides: [{name: kettles wait, when: {any: [kettle]}, then: {set_aside: yes}}]\n"
LONGER = "hours: {open: {mon-fri: 08:00-20:00}}\n"
CLOSED = "hours: {special: {2026-11-24: closed, 2026-11-30: closed}}\n"

Trying = Callable[..., Asked]


def write(desk: FlowDesk, words: str = KETTLE, *, sender: str = "jo@client.example", **headers: str) -> int:
    """Let a client write a mail, and let it be decided; return its id."""
    number = len(desk.desk.rooms.inbox.mails()) + 1
    told = {"From": sender, "Message_ID": f"<{number}@client.example>", "Subject": "Hello", **headers}
    return desk.receive(a_mail(words, **told))


def reply(desk: FlowDesk, words: str) -> int:
    """Let the same client answer their first mail."""
    return write(desk, words, In_Reply_To="<1@client.example>", Subject="Re: Hello [PX-1]")


def do(desk: FlowDesk, text: str, *, number: int = 1) -> None:
    """Let Ana command a ticket."""
    rules = ActiveRules(desk.desk.rooms.rulesets, desk.desk.setting)
    (answer,) = Commanding(desk.desk.rooms, desk.desk.setting, rules).do([number], text, who="Ana")
    assert answer.moved, answer.wrong


def take(desk: FlowDesk, folder: Path, more: str) -> None:
    """Take other rules into force."""
    (folder / "rules.yaml").write_text(RULES + more)
    ready_to_run(desk.desk)


def only(asked: Asked, what: str) -> list[dict[str, Any]]:
    """Return the JSON objects of one sort."""
    return [row for row in asked.rows if row["what"] == what]


def summary(asked: Asked) -> dict[str, Any]:
    """Return the last JSON object: the sums."""
    assert asked.rows[-1]["what"] == "summary", asked
    return asked.rows[-1]


def all_that_is_stored(folder: Path) -> list[str]:
    """Return everything that the database holds, as SQL."""
    with closing(sqlite3.connect(folder / "var" / "mailhelp.db")) as database:
        return list(database.iterdump())
