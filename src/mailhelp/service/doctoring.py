"""What `mailhelp doctor` finds, and its test mail through the real way out."""

import secrets
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from mailhelp.channels.sending import Deferred, Refused, Sender, Sent
from mailhelp.core.notices import RANK_WORDS, CauseKind, Manner, NoticeKind, Owed
from mailhelp.core.rawheaders import message_id, raw_headers
from mailhelp.core.ticket import Fate, NoticeStatus
from mailhelp.core.tokens import sealed
from mailhelp.mail.borders import MICROSOFT, fitting_trust
from mailhelp.mail.origin import new_message_id
from mailhelp.service.letters import Letters
from mailhelp.service.rooms import DeskSetting, Rooms
from mailhelp.store.mailrows import MailRow

NOTHING = "none"
SENDER = "doctor"
LEASE = timedelta(minutes=5)
AGAIN = timedelta(minutes=1)
SIGNED_HEADER = b"x-mailhelp"
NEWEST = 50


class Grade(StrEnum):
    """GOOD: nothing to do. HINT: it works, and could be better or could not be tried. BAD: something is to be done."""

    GOOD = "good"
    HINT = "hint"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor. about: what was tried; text: what was found, and what to do when it is bad."""

    about: str
    grade: Grade
    text: str


def judged_trust(name: str, written: str, headers: Sequence[bytes], *, account: str = "password") -> Finding:
    """Return whether the `trust` of a mailbox fits its newest mails, and which one would.

    headers: their header blocks; the most frequent is proposed. account: "microsoft365" needs no mail to know.
    """
    about, where = f"trust {name}", f'[[imap]] {name}: trust = "{written}"'
    if account == MICROSOFT:
        return _microsoft(about, where, written)
    votes = Counter(found.casefold() for one in headers if (found := fitting_trust(one)))
    if not votes:
        return _without_results(about, where, written, len(headers))
    best, count = votes.most_common(1)[0]
    share = f"{count} of its newest {len(headers)} mails"
    if best == written.casefold():
        return Finding(about, Grade.GOOD, f"{where} fits {share}")
    if written == NOTHING:
        return Finding(about, Grade.HINT, f'{where}: set trust = "{best}", whose results stand on {share}')
    return Finding(about, Grade.BAD, f'{where} stands on none or few of them: set trust = "{best}", as on {share}')


def _microsoft(about: str, where: str, written: str) -> Finding:
    if written == MICROSOFT:
        return Finding(about, Grade.GOOD, f"{where} fits its account")
    grade = Grade.HINT if written == NOTHING else Grade.BAD
    return Finding(about, grade, f'{where} does not fit its account: set trust = "{MICROSOFT}"')


def _without_results(about: str, where: str, written: str, looked_at: int) -> Finding:
    seen = f"none of its newest {looked_at} mails bears results of its own server" if looked_at else "it holds no mail"
    if written == NOTHING:
        effect = "nobody is proven, so new mail from staff is set aside"
        fits = "fits, and " if looked_at else ""
        return Finding(about, Grade.HINT, f"{where}: {seen}; {fits}{effect}")
    if looked_at:
        return Finding(
            about, Grade.BAD, f'{where} does not fit: {seen}; set trust = "none", or have the server write them'
        )
    return Finding(about, Grade.HINT, f"{where} could not be compared: {seen}; try again when mail has come")


@dataclass(frozen=True, slots=True)
class Trial:
    """A test mail that is owed. message_id: without brackets."""

    notice_id: int
    message_id: str
    recipient: str


class TrialMail:
    """Sends test mails of kind `doctor` and knows them again when they come back."""

    def __init__(self, rooms: Rooms, setting: DeskSetting) -> None:
        self._rooms = rooms
        self._setting = setting

    def owe(self, recipient: str) -> Trial:
        """Owe a test mail; a running daemon would send it."""
        owed = Owed(NoticeKind.DOCTOR, recipient, Manner.CLOCK, RANK_WORDS, to_client=False)
        notice_id = self._rooms.outbox.owe(
            owed,
            cause_kind=CauseKind.CONSOLE,
            cause_id=secrets.randbits(63),
            ticket_id=None,
            now=self._setting.clock(),
            hold=False,
        )
        assert notice_id is not None, "a cause of 63 random bits is new"
        return Trial(notice_id, new_message_id("", notice_id, self._setting.desk.address), recipient)

    def send(self, trial: Trial, letters: Letters, sender: Sender) -> None:
        """Send a test mail that is owed, now and once; what came of it stands in the outbox."""
        outbox, clock = self._rooms.outbox, self._setting.clock
        due = outbox.claim_one(trial.notice_id, SENDER, now=clock(), lease=LEASE)
        made = letters.made([due]) if due else ()
        for one in made:
            assert one.raw is not None
            match sender.send(one.envelope_sender or "", one.owed.recipient, one.raw):
                case Sent(reply):
                    outbox.sent(one.notice_id, clock(), reply)
                case Deferred(reply):
                    outbox.deferred(one.notice_id, clock() + AGAIN, reply, now=clock())
                case Refused(reply):
                    outbox.refused(one.notice_id, clock(), reply)

    def outcome(self, trial: Trial) -> tuple[str, str]:
        """Return the status of a test mail and what was said to it."""
        row = self._rooms.outbox.notice(trial.notice_id)
        return row.status, row.reply or "no answer"

    def forget(self, trial: Trial) -> None:
        """Never send a test mail that was not sent yet."""
        self._rooms.outbox.drop([trial.notice_id], now=self._setting.clock())

    def came_back(self, trial: Trial) -> MailRow | None:
        """Return the kept mail that is the test mail, once it is decided or failed; None before."""
        for row in self._rooms.inbox.mails(limit=NEWEST):
            if row.fate is not None and self._is_kept(row, trial):
                return row
        return None

    def _is_kept(self, row: MailRow, trial: Trial) -> bool:
        if row.message_id == trial.message_id:
            return True
        return row.fate == Fate.LOOP and self.is_trial(self._rooms.inbox.raw(row.id), trial)

    def is_trial(self, header: bytes, trial: Trial) -> bool:
        """Return whether a mail is the test mail, also when a relay gave it another Message-ID."""
        headers = raw_headers(header)
        if message_id(headers) == trial.message_id:
            return True
        signed = (value.decode("utf-8", "replace") for name, value in headers if name.lower() == SIGNED_HEADER)
        return any(sealed(value, self._setting.key.key) == trial.message_id for value in signed)


Look = Callable[[], bool]
ENDED = (NoticeStatus.SENT, NoticeStatus.REFUSED, NoticeStatus.CANCELLED, NoticeStatus.DEFERRED)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for a test mail, and by which clock. monotonic: seconds. sleep: waits so many seconds."""

    seconds: float
    monotonic: Callable[[], float]
    sleep: Callable[[float], None]
    pause: float = 0.5

    def until(self, look: Look) -> float | None:
        """Return after how many seconds `look` said yes; None when it never did in time."""
        began = self.monotonic()
        while True:
            if look():
                return self.monotonic() - began
            if self.monotonic() - began >= self.seconds:
                return None
            self.sleep(self.pause)
