"""What the kill test feeds to the desk: mails from different senders, through Dovecot, Postfix and straight."""

import smtplib
import threading
from dataclasses import dataclass

from desk import ADDRESS
from tests.dovecot import Dovecot
from tests.postfix import Postfix

USER = "help"
FLUSH_SECONDS = 0.4


@dataclass(frozen=True, slots=True)
class Sent:
    """One mail that was handed to Dovecot or Postfix; each has a sender of its own."""

    message_id: str
    sender: str
    raw: bytes


class Feed:
    """Hands mails to Dovecot and Postfix in turn, and has Postfix try again all the time."""

    def __init__(self, dovecot: Dovecot, postfix: Postfix, seed: int) -> None:
        self.sent: list[Sent] = []
        self._dovecot, self._postfix, self._seed = dovecot, postfix, seed
        self._over = threading.Event()
        self._flusher = threading.Thread(target=self._flush)
        self._flusher.start()

    def _flush(self) -> None:
        while not self._over.wait(FLUSH_SECONDS):
            self._postfix.flush()

    def give(self, count: int) -> None:
        """Hand out `count` mails, every other one to each server."""
        for _ in range(count):
            if len(self.sent) % 2:
                self.by_smtp(self._postfix.smtp_port)
            else:
                self.by_imap()

    def by_imap(self) -> None:
        """Put one mail into the mailbox."""
        mail = self._mail(len(self.sent))
        self._dovecot.deliver(USER, mail.raw)
        self.sent.append(mail)

    def by_smtp(self, port: int) -> None:
        """Send one mail; what is not answered with 250 does not count as sent."""
        mail = self._mail(len(self.sent))
        with smtplib.SMTP("127.0.0.1", port, timeout=60) as client:
            client.sendmail(mail.sender, [ADDRESS], mail.raw)
            self.sent.append(mail)

    def in_mailbox(self) -> int:
        """Return how many mails the desk has not yet moved out of the mailbox."""
        maildir = self._dovecot.maildir(USER)
        return sum(1 for part in ("new", "cur") for _ in (maildir / part).iterdir())

    def _mail(self, number: int) -> Sent:
        domain = f"client{number}.example"
        sender, message_id = f"jo@{domain}", f"kill-{self._seed}-{number}@{domain}"
        text = (
            f"From: Jo <{sender}>\r\nTo: {ADDRESS}\r\nSubject: Our website is down ({number})\r\n"
            f"Date: Mon, 23 Nov 2026 10:00:00 +0000\r\nMessage-ID: <{message_id}>\r\n\r\n"
            f"Hello,\r\n\r\nour website is down since this morning ({number}).\r\n\r\nJo\r\n"
        )
        return Sent(message_id, sender, text.encode("ascii"))

    def end(self) -> None:
        """Stop trying again."""
        self._over.set()
        self._flusher.join()
