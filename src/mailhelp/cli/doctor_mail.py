"""The test mails of `doctor`: out by the relay, and back by the mailbox or the listener."""

from collections.abc import Iterator
from contextlib import ExitStack

from mailhelp.channels.imap_look import Lookout, looking_out
from mailhelp.cli.desk import wake
from mailhelp.core.errors import MailhelpError
from mailhelp.core.ticket import Fate, NoticeStatus
from mailhelp.daemon.wiring import OpenDesk
from mailhelp.daemon.wiring_channels import imap_settings, way_out
from mailhelp.daemon.wiring_work import letters
from mailhelp.service.doctoring import ENDED, Finding, Grade, Patience, Trial, TrialMail

MARK = "doctor"


class MailTrial:
    """Sends a test mail to the desk and waits for it; then one in the plus form, to see which `plus` fits.

    running: a daemon runs: it sends and fetches, and what comes back is seen in the store; else in the mailbox.
    """

    def __init__(self, desk: OpenDesk, patience: Patience, *, running: bool) -> None:
        self._desk = desk
        self._patience = patience
        self._running = running
        self._trial = TrialMail(desk.rooms, desk.setting)
        self._lookouts: list[Lookout] = []

    def findings(self) -> Iterator[Finding]:
        """Try the desk's own address, then its plus form, and give what was found."""
        with ExitStack() as open_mailboxes:
            try:
                if not self._running:
                    self._look_out(open_mailboxes)
                yield from self._tried()
            except MailhelpError as fault:
                yield Finding("mail", Grade.BAD, f"the test mail failed: {fault}")

    def _look_out(self, open_mailboxes: ExitStack) -> None:
        for mailbox in self._desk.settings.imap:
            told = imap_settings(self._desk.settings, mailbox)
            self._lookouts.append(open_mailboxes.enter_context(looking_out(told)))

    def _tried(self) -> Iterator[Finding]:
        address = self._desk.setting.desk.address
        trial = self._trial.owe(address)
        sent = self._sent(trial)
        yield sent
        if sent.grade is not Grade.GOOD:
            return
        back = self._back(trial)
        yield back
        if back.grade is Grade.GOOD and self._desk.settings.imap:
            yield self._plus()

    def _sent(self, trial: Trial) -> Finding:
        if self._running:
            wake(self._desk, "send")
            self._patience.until(lambda: self._trial.outcome(trial)[0] in ENDED)
        else:
            self._send(trial)
        status, said = self._trial.outcome(trial)
        if status == NoticeStatus.SENT:
            return Finding("mail", Grade.GOOD, f"test mail to {trial.recipient}: the relay took it ({said})")
        self._trial.forget(trial)
        if status == NoticeStatus.OWED:
            said = "the running daemon did not try: see its log; does it have the role send?"
        return Finding("mail", Grade.BAD, f"test mail to {trial.recipient}: not sent ({said})")

    def _send(self, trial: Trial) -> None:
        sender = way_out(self._desk.settings)
        try:
            self._trial.send(trial, letters(self._desk), sender)
        finally:
            sender.close()

    def _back(self, trial: Trial) -> Finding:
        if not self._running and not self._lookouts:
            text = "whether the test mail comes back is seen while `mailhelp run` runs: start it and try again"
            return Finding("mail", Grade.HINT, text)
        after = self._patience.until(lambda: self._is_back(trial))
        if after is None:
            text = (
                f"the test mail to {trial.recipient} did not come back within {self._patience.seconds:g} s: "
                "does mail for this address reach the desk? (slow servers: --wait 120)"
            )
            return Finding("mail", Grade.BAD, text)
        return self._judged_back(trial, after)

    def _judged_back(self, trial: Trial, after: float) -> Finding:
        row = self._trial.came_back(trial) if self._running else None
        if row is not None and row.fate != Fate.LOOP:
            text = f"the test mail came back, but was taken as {row.fate} ({row.reason}): tell who maintains mailhelp"
            return Finding("mail", Grade.BAD, text)
        return Finding("mail", Grade.GOOD, f"the test mail to {trial.recipient} came back after {after:.1f} s")

    def _is_back(self, trial: Trial) -> bool:
        if self._running:
            return self._trial.came_back(trial) is not None
        return any(self._trial.is_trial(one, trial) for lookout in self._lookouts for one in lookout.new_headers())

    def _plus(self) -> Finding:
        written = self._desk.settings.desk.plus
        sign = "+" if written == "off" else written
        local, _, domain = self._desk.setting.desk.address.rpartition("@")
        trial = self._trial.owe(f"{local}{sign}{MARK}@{domain}")
        arrives = self._sent(trial).grade is Grade.GOOD and self._back(trial).grade is Grade.GOOD
        return _judged_plus(written, trial.recipient, arrives=arrives)


def _judged_plus(written: str, recipient: str, *, arrives: bool) -> Finding:
    came = f"mail to {recipient} came back" if arrives else f"mail to {recipient} did not come back"
    if written == "off" and arrives:
        return Finding("plus", Grade.HINT, f'{came}: set plus = "+" in [desk], so that replies are known more surely')
    if written == "off" or arrives:
        return Finding("plus", Grade.GOOD, f'{came}: plus = "{written}" fits')
    return Finding("plus", Grade.BAD, f'{came}: set plus = "off" in [desk], or have the mail server accept it')
