"""Mail out by SMTP: one transaction per attempt, over a connection that is kept."""

import logging
import smtplib
from collections.abc import Callable
from dataclasses import dataclass, replace

from mailhelp.channels.deadline import Deadline
from mailhelp.channels.faults import LoginRefused
from mailhelp.channels.mail_path import ascii_domain, path_problem
from mailhelp.channels.reaching import plain
from mailhelp.channels.relay_connect import RelaySettings, connected
from mailhelp.channels.sending import Deferred, Outcome, Refused, Sender, Sent
from mailhelp.channels.smtp_text import with_crlf, xtext
from mailhelp.channels.waits import Waits
from mailhelp.core.errors import MailhelpError

__all__ = ["Deferred", "Outcome", "Refused", "Relay", "RelaySettings", "Sender", "Sent"]

# What says that our login is missing or not enough: never the notice's fault (RFC 4954 section 6).
_OUR_FAULT = (530, 534, 535, 538)
GOODBYE_SECONDS = 5.0

log = logging.getLogger("mailhelp.send")


@dataclass(frozen=True, slots=True)
class _Notice:
    sender: str
    recipient: str
    raw: bytes
    envid: str | None
    automatic: bool


class _Broken(Exception):
    """The connection broke before the notice was handed over."""


class Relay:
    """A sender over one kept SMTP connection; for one thread.

    monotonic: gives seconds, to know how long the connection lay idle.
    """

    def __init__(self, settings: RelaySettings, monotonic: Callable[[], float]) -> None:
        self._settings = settings
        self._monotonic = monotonic
        self._smtp: smtplib.SMTP | None = None
        self._uses = 0
        self._used_at = 0.0
        self._login = Waits(60.0, 900.0, lambda: 0.0)
        self._login_fault: LoginRefused | None = None
        self._no_login_before = 0.0
        self._null_sender = settings.null_sender

    def send(self, envelope_sender: str, recipient: str, raw: bytes, *, envid: str | None = None) -> Outcome:
        """Try once to send `raw` to one recipient; see Sender.

        5yz to MAIL, RCPT or DATA is Refused; 4yz, a lost connection and every fault of connecting, encrypting or
        logging in is Deferred, `ours` only what comes before MAIL: what a relay says later may be about this notice
        alone. A kept connection that turns out dead is opened anew once, never after the notice was handed over.
        """
        if problem := path_problem(recipient) or (envelope_sender and path_problem(envelope_sender)):
            return Refused(problem)
        notice = _Notice(envelope_sender, recipient, with_crlf(raw), envid, automatic=not envelope_sender)
        with Deadline(self._settings.longest) as deadline:
            outcome = self._tried(notice, deadline)
        return _too_slow(outcome, deadline) if deadline.passed and isinstance(outcome, Deferred) else outcome

    def _tried(self, notice: _Notice, deadline: Deadline) -> Outcome:
        try:
            return self._send(notice, deadline)
        except MailhelpError as fault:
            return Deferred(str(fault), ours=True)
        except Exception as fault:
            # A fault of ours; whatever it is, this notice is tried again and the next one has its turn.
            self._drop()
            log.exception("event=relay_fault relay=%s", self._settings.place)
            return Deferred(f"{self._settings.place}: {type(fault).__name__}: {plain(str(fault))}", unknown=True)

    def close(self) -> None:
        """Say QUIT and close; the next `send` connects anew."""
        smtp, self._smtp = self._smtp, None
        if smtp is None:
            return
        with Deadline(GOODBYE_SECONDS) as deadline:
            deadline.watch(smtp.sock)
            try:
                smtp.quit()
            except (smtplib.SMTPException, OSError):
                smtp.close()

    def _send(self, notice: _Notice, deadline: Deadline) -> Outcome:
        kept = self._kept()
        if kept is not None:
            try:
                deadline.watch(kept.sock)
                return self._transaction(kept, notice)
            except _Broken:
                self._drop()
        try:
            return self._transaction(self._opened(deadline), notice)
        except _Broken as fault:
            self._drop()
            return Deferred(f"{self._settings.place}: {fault}")

    def _kept(self) -> smtplib.SMTP | None:
        """Return the connection that is open and not worn out."""
        idle = self._monotonic() - self._used_at
        if self._smtp is not None and (self._uses >= self._settings.uses or idle > self._settings.idle):
            self.close()
        return self._smtp

    def _opened(self, deadline: Deadline) -> smtplib.SMTP:
        """Return a new connection; a refused login is not tried again at once, that would lock the account."""
        if self._login_fault is not None and self._monotonic() < self._no_login_before:
            raise self._login_fault
        try:
            self._smtp = connected(self._settings, fresh=self._login_fault is not None, watch=deadline.watch)
        except LoginRefused as fault:
            self._login_fault = fault
            self._no_login_before = self._monotonic() + self._login.after_failure()
            raise
        self._login.forget()
        self._login_fault = None
        self._uses = 0
        return self._smtp

    def _drop(self) -> None:
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            smtp.close()

    def _transaction(self, smtp: smtplib.SMTP, notice: _Notice) -> Outcome:
        """Send one notice; raise _Broken when the connection breaks before it was handed over."""
        self._uses += 1
        self._used_at = self._monotonic()
        try:
            refusal = self._envelope(smtp, notice)
            if refusal is None:
                code, said = _answer(smtp, "DATA", "")
                refusal = None if code == 354 else _verdict(code, said)
        except (smtplib.SMTPException, OSError) as fault:
            raise _Broken(f"the connection broke ({plain(str(fault))})") from fault
        return self._hand_over(smtp, notice.raw) if refusal is None else self._settled(smtp, refusal)

    def _envelope(self, smtp: smtplib.SMTP, notice: _Notice) -> Outcome | None:
        """Send MAIL and RCPT; return None when both were taken."""
        sender = notice.sender if notice.sender or self._null_sender else self._settings.return_path
        if not self._can_carry(smtp, sender, notice.recipient):
            return Refused("the address is not ASCII and the relay takes no such addresses (no SMTPUTF8)")
        code, said = _answer(smtp, "MAIL", self._mail_words(smtp, sender, notice))
        if code // 100 == 5 and code not in _OUR_FAULT and not sender and self._settings.return_path:
            # Design 6: the return path where the relay refuses the null sender.
            self._null_sender = False
            smtp.docmd("RSET")
            return self._envelope(smtp, notice)
        if code // 100 != 2:
            return _verdict(code, said, null_sender=not sender)
        code, said = _answer(smtp, "RCPT", self._rcpt_words(smtp, notice))
        return None if code // 100 == 2 else _verdict(code, said)

    def _mail_words(self, smtp: smtplib.SMTP, sender: str, notice: _Notice) -> str:
        words = [f"FROM:<{ascii_domain(sender) if sender else ''}>"]
        if smtp.has_extn("size"):
            words.append(f"SIZE={len(notice.raw)}")
        if smtp.has_extn("8bitmime") and not notice.raw.isascii():
            words.append("BODY=8BITMIME")
        if smtp.has_extn("smtputf8") and not (ascii_domain(notice.recipient) + sender).isascii():
            words.append("SMTPUTF8")
        if smtp.has_extn("dsn") and notice.envid and not notice.automatic:
            words.append(f"ENVID={xtext(notice.envid)[:100]}")
        return " ".join(words)

    def _rcpt_words(self, smtp: smtplib.SMTP, notice: _Notice) -> str:
        words = f"TO:<{ascii_domain(notice.recipient)}>"
        if not smtp.has_extn("dsn"):
            return words
        # RFC 3834 section 3.3: nobody is to hear of an automatic answer that was not delivered.
        return f"{words} NOTIFY={'NEVER' if notice.automatic else 'FAILURE,DELAY'}"

    def _hand_over(self, smtp: smtplib.SMTP, raw: bytes) -> Outcome:
        """Send the notice itself after 354; from here on it is never sent a second time in this attempt."""
        try:
            self._patience(smtp, self._settings.data_timeout)
            smtp.send(_stuffed(raw))
            code, said = smtp.getreply()
            self._patience(smtp, self._settings.timeout)
        except (smtplib.SMTPException, OSError) as fault:
            self._drop()
            return Deferred(
                f"{self._settings.place}: the connection broke after the notice was handed over "
                f"({plain(str(fault))}); whether the relay took it is unknown",
                unknown=True,
            )
        return self._settled(smtp, Sent(_words(code, said)) if code // 100 == 2 else _verdict(code, said))

    def _settled(self, smtp: smtplib.SMTP, outcome: Outcome) -> Outcome:
        """Make the connection ready for the next notice, or let it go."""
        self._used_at = self._monotonic()
        if not isinstance(outcome, Sent):
            try:
                ready = not outcome.reply.startswith("421") and smtp.docmd("RSET")[0] == 250
            except (smtplib.SMTPException, OSError):
                ready = False
            if not ready:
                self._drop()
        return outcome

    @staticmethod
    def _can_carry(smtp: smtplib.SMTP, sender: str, recipient: str) -> bool:
        return (ascii_domain(recipient) + sender).isascii() or smtp.has_extn("smtputf8")

    @staticmethod
    def _patience(smtp: smtplib.SMTP, seconds: float) -> None:
        if smtp.sock is not None:
            smtp.sock.settimeout(seconds)


def _too_slow(outcome: Deferred, deadline: Deadline) -> Deferred:
    return replace(outcome, reply=f"{outcome.reply}; it did not come to an end within {deadline.seconds:.0f} s")


def _answer(smtp: smtplib.SMTP, command: str, words: str) -> tuple[int, bytes]:
    """Return the relay's answer; 421 means that it closes the connection (RFC 5321 section 3.8)."""
    code, said = smtp.docmd(command, words)
    if code == 421:
        raise _Broken(_words(code, said))
    return code, said


def _stuffed(raw: bytes) -> bytes:
    """Return the mail with leading dots doubled and its end (RFC 5321 section 4.5.2); `raw` has CRLF only."""
    return (b"\r\n" + raw).replace(b"\r\n.", b"\r\n..")[2:] + b".\r\n"


def _verdict(code: int, said: bytes, *, null_sender: bool = False) -> Deferred | Refused:
    reply = _words(code, said)
    if code in _OUR_FAULT:
        return Deferred(f"{reply} (the relay wants a login: check user and password in [smtp_out])", ours=True)
    if code // 100 == 5 and null_sender:
        return Deferred(f"{reply} (the relay refuses the null sender: set null_sender = false)", ours=True)
    return Refused(reply) if code // 100 == 5 else Deferred(reply)


def _words(code: int, said: bytes) -> str:
    return f"{code} {plain(said.decode('utf-8', 'replace'))}".rstrip()
