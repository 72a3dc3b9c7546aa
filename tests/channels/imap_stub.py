"""A small IMAP server whose faults are scripted: for what no real server can be brought to do."""

import re
import socket
import struct
from collections.abc import Callable

from tests.channels.stub_server import Fault, StubServer

_FETCH = re.compile(r"UID FETCH (\S+) \((.*)\)")
_SEARCH = re.compile(r"UID SEARCH (?:CHARSET \S+ )?UID (\d+):(\d+|\*)")
_MOVE = re.compile(r'UID MOVE (\S+) "?([^"]+)"?')


class ImapStub(StubServer):
    """Serves one folder. mails: UID to bytes. fault: given each command, returns an answer of its own or None.

    In such an answer TAG stands for the command's tag; b"DROP" closes the connection.
    """

    def __init__(self, mails: dict[int, bytes], fault: Fault | None = None, capability: str = "MOVE UIDPLUS") -> None:
        super().__init__(fault)
        self.mails = mails
        self.capability = capability
        self.moved: list[int] = []
        self.logins = 0
        self._idle_tag = ""

    def count(self, pattern: str) -> int:
        """Return how many commands had `pattern` in them."""
        return sum(1 for command in self.commands if re.search(pattern, command))

    def reset_connections(self) -> None:
        """Have every connection end with RST, without a word."""
        for connection in self.connections:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            connection.shutdown(socket.SHUT_RD)

    def serve(self, connection: socket.socket) -> None:
        with connection, connection.makefile("rb") as lines:
            try:
                connection.sendall(b"* OK stub\r\n")
                for line in lines:
                    if not self._obey(connection, lines.readline, line.decode().rstrip("\r\n")):
                        connection.shutdown(socket.SHUT_RDWR)
                        return
            except OSError:
                return

    def _obey(self, connection: socket.socket, read: Callable[[], bytes], line: str) -> bool:
        tag, _, command = (self._idle_tag, "", "DONE") if line == "DONE" else line.partition(" ")
        self._idle_tag = tag if command == "IDLE" else self._idle_tag
        self.commands.append(command)
        answer = self.fault(command)
        if answer is None:
            answer = self._log_in(connection, read, command) or self._answer(command)
        if answer == b"DROP":
            return False
        connection.sendall(answer.replace(b"TAG", tag.encode()))
        return True

    def _log_in(self, connection: socket.socket, read: Callable[[], bytes], command: str) -> bytes | None:
        if not command.startswith(("AUTHENTICATE", "LOGIN")):
            return None
        self.logins += 1
        if command.startswith("AUTHENTICATE"):
            connection.sendall(b"+ \r\n")
            self.commands.append(read().decode().strip())
        return b"TAG OK logged in\r\n"

    def _answer(self, command: str) -> bytes:
        if command == "IDLE":
            return b"+ idling\r\n"
        return self._told(command) + b"TAG OK done\r\n"

    def _told(self, command: str) -> bytes:
        if found := _SEARCH.match(command):
            return b"* SEARCH " + b" ".join(b"%d" % uid for uid in self._range(*found.groups())) + b"\r\n"
        if found := _FETCH.match(command):
            return b"".join(self._items(uid, found[2]) for uid in self._named(found[1]))
        if found := _MOVE.match(command):
            for uid in self._named(found[1]):
                del self.mails[uid]
                self.moved.append(uid)
        always = {
            "CAPABILITY": f"* CAPABILITY IMAP4rev1 AUTH=PLAIN {self.capability}\r\n",
            "SELECT": f"* {len(self.mails)} EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n",
            "LIST": '* LIST () "/" INBOX\r\n* LIST () "/" Processed\r\n',
        }
        return always.get(command.partition(" ")[0], "").encode()

    def _range(self, first: str, last: str) -> list[int]:
        highest = max(self.mails, default=0)
        # As RFC 3501 says: "9:*" names the last mail even when it is below 9.
        wanted = range(min(int(first), highest), highest + 1) if last == "*" else range(int(first), int(last) + 1)
        return [uid for uid in sorted(self.mails) if uid in wanted]

    def _named(self, words: str) -> list[int]:
        return [uid for uid in map(int, words.split(",")) if uid in self.mails]

    def _items(self, uid: int, wanted: str) -> bytes:
        raw, sequence = self.mails[uid], sorted(self.mails).index(uid) + 1
        if "RFC822.SIZE" in wanted:
            date = b'"20-Nov-2026 10:00:00 +0100"'
            return b"* %d FETCH (UID %d INTERNALDATE %s RFC822.SIZE %d)\r\n" % (sequence, uid, date, len(raw))
        if part := re.search(r"<0\.(\d+)>", wanted):
            raw, name = raw[: int(part[1])], b"BODY[]<0>"
        else:
            name = b"BODY[]"
        return b"* %d FETCH (UID %d %s {%d}\r\n%s)\r\n" % (sequence, uid, name, len(raw), raw)
