"""kill -9, again and again, while a real Dovecot and a real Postfix feed the desk: is anything lost or doubled?"""

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum

import proctree
from capture import Capture
from desk import RunningDesk
from killfeed import USER, Feed, Sent
from tests.dovecot import PASSWORD, Dovecot
from tests.postfix import Postfix

RULES = "extends: standard\nstaff:\n  Ana: {address: ana@desk.example, role: admin, notify: all}\n"
MAILBOX = """
[[imap]]
name = "help"
host = "127.0.0.1"
port = {port}
tls = "none"
user = "{user}"
password = {{file = "imap-password"}}
poll = "1s"
start = 2000-01-01T00:00:00+00:00
"""
FIRST_COMMIT_SECONDS = 60.0
STAGE_SECONDS = 10.0
# Long enough for a kill to fall between the relay's taking a notice and the desk's hearing of it.
RELAY_HESITATES_SECONDS = 0.02
# What a killed process had claimed is taken up again when its claim ends.
FINISH_SECONDS = 420.0
QUIET_SECONDS = 2.0
PROGRESS = """
select (select count(*) from mails), (select count(*) from mails where fate is not null),
       (select coalesce(sum(attempts), 0) from notices)
"""


class Moment(StrEnum):
    """When a kill comes: at a random moment after a commit, or when a promise has just been made."""

    ANY = "any"
    MOVED = "moved"
    ACCEPTED = "accepted"
    DECIDED = "decided"
    SENT = "sent"


# Which answer must have grown, and within how many seconds after that the kill comes.
STAGES = {
    Moment.DECIDED: ("select count(*) from mails where fate is not null", 0.1),
    Moment.SENT: ("select count(*) from notices where status = 'sent'", 0.1),
}


@dataclass(slots=True)
class Report:
    """What became of all mails. unrecorded: doubled acknowledgements that the desk's own books do not show.

    caught_working: kills that left a mail undecided or a notice unsent; survivors: processes that a kill had missed.
    """

    mails: int = 0
    kills: int = 0
    caught_working: int = 0
    survivors: int = 0
    seconds: float = 0.0
    lost: list[str] = field(default_factory=list)
    doubled_tickets: int = 0
    missing_acknowledgements: int = 0
    doubled_acknowledgements: int = 0
    unrecorded: int = 0
    unexplained: int = -1
    database: str = ""

    @property
    def good(self) -> bool:
        """Return True when the promises were kept (design 4, promises 1 to 3)."""
        wrong = (self.lost, self.doubled_tickets, self.missing_acknowledgements, self.unrecorded, self.unexplained)
        return not any(wrong) and self.doubled_acknowledgements <= self.kills and self.database == "ok"

    def as_json(self) -> str:
        """Return the report as one JSON object."""
        return json.dumps(asdict(self) | {"lost": len(self.lost), "which": self.lost[:20], "good": self.good})


class KillRun:
    """One run: servers, relay and desk together; `run` gives the report."""

    def __init__(self, *, mails: int, kills: int, seed: int) -> None:
        self._mails, self._kills, self._chance, self._seed = mails, kills, random.Random(seed), seed
        self._report = Report(mails=mails, kills=kills)

    def run(self) -> Report:
        """Feed and kill, let the desk finish, and count. Raises RuntimeError when it cannot be done."""
        began = time.monotonic()
        with contextlib.ExitStack() as all_of_it:
            relay = all_of_it.enter_context(Capture(hesitates=RELAY_HESITATES_SECONDS))
            dovecot = all_of_it.enter_context(Dovecot())
            mailbox = MAILBOX.format(port=dovecot.imap_port, user=USER)
            desk = all_of_it.enter_context(RunningDesk(relay_port=relay.port, rules=RULES, more=mailbox))
            password = desk.folder / "imap-password"
            password.touch(mode=0o600)
            password.write_text(PASSWORD, encoding="ascii")
            postfix = all_of_it.enter_context(
                Postfix(desk_domain="desk.example", desk_port=desk.smtp_port, world_port=relay.port)
            )
            feed = Feed(dovecot, postfix, self._seed)
            all_of_it.callback(feed.end)
            for number, batch in enumerate(self._batches()):
                # Half waits for the start, half comes while the desk is at work.
                feed.give(batch - batch // 2)
                self._start_and_wait_for_a_commit(desk)
                feed.give(batch // 2)
                self._wait_for_the_moment(list(Moment)[number % len(Moment)], desk, feed)
                self._kill(desk)
            self._finish(desk, dovecot, postfix)
            self._report.mails = len(feed.sent)
            self._count(feed.sent, desk, relay)
        self._report.seconds = round(time.monotonic() - began, 1)
        return self._report

    def _batches(self) -> Iterator[int]:
        """Yield how many mails go before each kill; together they are all of them."""
        for number in range(self._kills):
            yield self._mails * (number + 1) // self._kills - self._mails * number // self._kills

    def _start_and_wait_for_a_commit(self, desk: RunningDesk) -> None:
        before = desk.ask(PROGRESS)
        desk.start()
        give_up = time.monotonic() + FIRST_COMMIT_SECONDS
        while desk.ask(PROGRESS) == before:
            if desk.exit_code() is not None or time.monotonic() > give_up:
                raise RuntimeError(f"no commit after a start (exit code {desk.exit_code()}):\n{desk.last_words()}")
            time.sleep(0.002)

    def _wait_for_the_moment(self, moment: Moment, desk: RunningDesk, feed: Feed) -> None:
        match moment:
            case Moment.ANY:
                time.sleep(self._chance.uniform(0, 1))
            case Moment.MOVED:
                feed.by_imap()
                before = feed.in_mailbox()
                wait_until(lambda: feed.in_mailbox() < before)
            case Moment.ACCEPTED:
                desk.wait_until_it_listens()
                feed.by_smtp(desk.smtp_port)
            case Moment.DECIDED | Moment.SENT:
                question, window = STAGES[moment]
                reached = desk.count(question)
                wait_until(lambda: desk.count(question) > reached)
                time.sleep(self._chance.uniform(0, window))

    def _kill(self, desk: RunningDesk) -> None:
        family = proctree.tree(desk.pid)
        desk.kill()
        self._report.survivors += end_all(family)
        self._report.caught_working += not desk.at_rest()

    def _finish(self, desk: RunningDesk, dovecot: Dovecot, postfix: Postfix) -> None:
        """Let the desk do all that is left, until nothing has happened for a while, and stop it in good order."""
        desk.start()
        desk.wait_until_it_listens()
        give_up, quiet_since, last = time.monotonic() + FINISH_SECONDS, time.monotonic(), desk.ask(PROGRESS)
        while time.monotonic() - quiet_since < QUIET_SECONDS:
            if time.monotonic() > give_up or desk.exit_code() is not None:
                raise RuntimeError(f"the desk does not come to rest:\n{desk.last_words()}")
            time.sleep(0.1)
            now = desk.ask(PROGRESS)
            if now != last or dovecot.mails(USER) or postfix.queued() or not desk.at_rest():
                quiet_since, last = time.monotonic(), now
        desk.stop()

    def _count(self, sent: Sequence[Sent], desk: RunningDesk, relay: Capture) -> None:
        report = self._report
        opened = Counter(str(row[0]) for row in desk.ask("select message_id from mails where fate = 'opened'"))
        attempts = {
            str(message_id): int(str(count))
            for message_id, count in desk.ask(
                "select in_reply_to, attempts from notices where kind = 'acknowledgement'"
            )
        }
        answers = {mail.message_id: len(relay.answers_to(mail.message_id, mail.sender)) for mail in sent}
        report.lost = [mail.message_id for mail in sent if not opened[mail.message_id]]
        report.doubled_tickets = sum(count - 1 for count in opened.values() if count > 1)
        report.missing_acknowledgements = sum(not count for count in answers.values())
        report.doubled_acknowledgements = sum(count - 1 for count in answers.values() if count > 1)
        report.unrecorded = sum(count > 1 and attempts.get(key, 0) < count for key, count in answers.items())
        report.unexplained = unexplained(desk)
        report.database = str(desk.ask("pragma integrity_check")[0][0])


def wait_until(happened: Callable[[], bool]) -> None:
    """Wait until something has happened, at most 10 seconds: what happened too early to be seen is no fault."""
    give_up = time.monotonic() + STAGE_SECONDS
    while not happened() and time.monotonic() < give_up:
        time.sleep(0.001)


def end_all(family: Sequence[int]) -> int:
    """End those of a killed desk's processes that are still alive after a moment; return how many there were."""
    give_up = time.monotonic() + 2
    while (left := [pid for pid in family if proctree.is_alive(pid)]) and time.monotonic() < give_up:
        time.sleep(0.01)
    for pid in left:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return len(left)


def unexplained(desk: RunningDesk) -> int:
    """Return what `mailhelp verify --json` cannot explain; raise RuntimeError when it says nothing."""
    command = [sys.executable, "-m", "mailhelp", "verify", "--json", "--config", str(desk.config)]
    ran = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=120)
    lines = ran.stdout.strip().splitlines()
    if not lines:
        raise RuntimeError(f"mailhelp verify said nothing (exit code {ran.returncode}): {ran.stderr}")
    return int(json.loads(lines[-1])["unexplained"])
