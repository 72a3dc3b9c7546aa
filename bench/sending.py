"""Sending the workload by SMTP, many at once or one by one."""

import queue
import smtplib
import threading
import time
from collections.abc import Iterable

from capture import Capture
from desk import ADDRESS
from workload import Mail

TIMEOUT_SECONDS = 120.0


def send_all(mails: Iterable[Mail], port: int, *, connections: int) -> list[str]:
    """Send every mail over kept connections, in order of beginning; return the complaints, [] when all were taken."""
    waiting: queue.SimpleQueue[Mail | None] = queue.SimpleQueue()
    complaints: list[str] = []
    for mail in mails:
        waiting.put(mail)
    threads = [threading.Thread(target=_send_waiting, args=(waiting, port, complaints)) for _ in range(connections)]
    for thread in threads:
        waiting.put(None)
        thread.start()
    for thread in threads:
        thread.join()
    return complaints


def _send_waiting(waiting: "queue.SimpleQueue[Mail | None]", port: int, complaints: list[str]) -> None:
    with smtplib.SMTP("127.0.0.1", port, timeout=TIMEOUT_SECONDS) as client:
        while (mail := waiting.get()) is not None:
            try:
                client.sendmail(mail.envelope_sender, [ADDRESS], mail.raw)
            except smtplib.SMTPException as fault:
                complaints.append(f"{mail.message_id}: {fault}")


def seconds_to_acknowledgement(mail: Mail, port: int, relay: Capture, *, patience: float) -> float | None:
    """Return the time from the end of DATA to the acknowledgement at the relay; None when none came in time."""
    with smtplib.SMTP("127.0.0.1", port, timeout=TIMEOUT_SECONDS) as client:
        client.ehlo()
        client.mail(mail.envelope_sender)
        client.rcpt(ADDRESS)
        client.docmd("DATA")
        # The workload has no line that begins with a dot.
        client.send(mail.raw + b".\r\n")
        ended = time.monotonic()
        client.getreply()
    relay.wait(lambda: bool(relay.answers_to(mail.message_id, mail.sender)), seconds=patience)
    answers = relay.answers_to(mail.message_id, mail.sender)
    return answers[0].at - ended if answers else None
