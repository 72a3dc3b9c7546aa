"""A small SMTP relay whose answers are scripted: for refusals and for connections that break at the wrong moment."""

import socket
from dataclasses import dataclass, field

from tests.channels.stub_server import Fault, StubServer


@dataclass
class Taken:
    """A mail that the relay took."""

    sender: str
    recipients: list[str] = field(default_factory=list)
    raw: bytes = b""


class SmtpStub(StubServer):
    """Takes every mail. fault: given each command (and "." for the end of DATA), returns an answer or None.

    b"DROP" closes the connection without an answer; "connect" asks for the greeting.
    """

    def __init__(self, fault: Fault | None = None, extensions: tuple[str, ...] = ("SIZE 1000000", "8BITMIME")) -> None:
        super().__init__(fault)
        self.extensions = extensions
        self.mails: list[Taken] = []

    def said(self, word: str) -> list[str]:
        """Return the commands that begin with `word`."""
        return [command for command in self.commands if command.startswith(word)]

    def serve(self, connection: socket.socket) -> None:
        with connection, connection.makefile("rb") as lines:
            try:
                if not self._say(connection, "connect", b"220 stub"):
                    return
                for line in lines:
                    verb, blank, rest = line.decode().rstrip("\r\n").partition(" ")
                    command = f"{verb.upper() if blank else verb}{blank}{rest}"
                    self.commands.append(command)
                    if not self._say(connection, command, self._answer(command)):
                        return
                    if command == "DATA" and self.fault("DATA") is None and not self._take(connection, lines):
                        return
            except OSError:
                return

    def _say(self, connection: socket.socket, command: str, usual: bytes) -> bool:
        answer = self.fault(command) or usual
        if answer == b"DROP":
            connection.shutdown(socket.SHUT_RDWR)
            return False
        connection.sendall(answer + b"\r\n")
        return command.upper() != "QUIT"

    def _take(self, connection: socket.socket, lines: object) -> bool:
        raw = b""
        for line in lines:  # type: ignore[attr-defined]
            if line == b".\r\n":
                break
            raw += line[1:] if line.startswith(b".") else line
        self.mails[-1].raw = raw
        return self._say(connection, ".", b"250 2.0.0 taken as 4711")

    def _answer(self, command: str) -> bytes:
        verb = command.split()[0].upper() if command else ""
        if verb == "MAIL":
            self.mails.append(Taken(command))
        if verb == "RCPT":
            self.mails[-1].recipients.append(command)
        if verb == "EHLO":
            return b"\r\n".join(b"250-" + word.encode() for word in ("stub", *self.extensions)) + b"\r\n250 HELP"
        return {"DATA": b"354 go on", "AUTH": b"235 welcome", "QUIT": b"221 bye"}.get(verb, b"250 ok")
