"""A way out for a desk without a relay: every notice becomes a file that any mail program opens."""

import hashlib
import os
from pathlib import Path

from mailhelp.channels.mail_path import path_problem
from mailhelp.channels.private_file import write_private
from mailhelp.channels.sending import Deferred, Outcome, Refused, Sent
from mailhelp.channels.smtp_text import with_crlf


class Tray:
    """A sender that writes .eml files of mode 0600 to a folder, made if need be."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, envelope_sender: str, recipient: str, raw: bytes, *, envid: str | None = None) -> Outcome:
        """Write `raw` with its envelope above it; the same notice to the same recipient is the same file."""
        if problem := path_problem(recipient) or (envelope_sender and path_problem(envelope_sender)):
            return Refused(problem)
        envelope = f"Return-Path: <{envelope_sender}>\r\nDelivered-To: {recipient}\r\n".encode()
        name = hashlib.sha256(recipient.encode() + b"\0" + raw).hexdigest()[:32] + ".eml"
        try:
            os.makedirs(self._folder, mode=0o700, exist_ok=True)
            write_private(self._folder / name, envelope + with_crlf(raw))
        except OSError as fault:
            return Deferred(f"{self._folder}: cannot write there ({fault}); make room or set its owner", ours=True)
        return Sent(f"written to {self._folder / name}")

    def close(self) -> None:
        """Do nothing: there is no connection."""
