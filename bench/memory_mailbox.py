"""A mailbox with a few large mails, served by IMAP on a loopback port: as little of RFC 9051 as a fetcher needs."""

import re
import socketserver
import threading
from types import TracebackType
from typing import Self

_UIDS = re.compile(rb"UID (?:FETCH|MOVE) ([\d,]+)")
_FROM = re.compile(rb"UID SEARCH .*?(\d+):")


class _Conversation(socketserver.StreamRequestHandler):
    server: "_Server"

    def handle(self) -> None:
        self.wfile.write(b"* OK ready\r\n")
        for line in self.rfile:
            tag, _, command = line.rstrip().partition(b" ")
            if command.startswith(b"AUTHENTICATE"):
                self.wfile.write(b"+ \r\n")
                self.rfile.readline()
            self._answer(command)
            self.wfile.write(tag + b" OK done\r\n")
            if command == b"LOGOUT":
                return

    def _answer(self, command: bytes) -> None:
        mails = self.server.mails
        if command == b"CAPABILITY":
            self.wfile.write(b"* CAPABILITY IMAP4rev1 AUTH=PLAIN MOVE UIDPLUS\r\n")
        elif command.startswith(b"SELECT"):
            self.wfile.write(b"* %d EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n" % len(mails))
        elif command.startswith(b"LIST"):
            self.wfile.write(b'* LIST () "/" INBOX\r\n* LIST () "/" Processed\r\n')
        elif found := _FROM.match(command):
            wanted = (uid for uid in sorted(mails) if uid >= int(found[1]))
            self.wfile.write(b"* SEARCH " + b" ".join(b"%d" % uid for uid in wanted) + b"\r\n")
        elif found := _UIDS.match(command):
            for uid in map(int, found[1].split(b",")):
                self._mail(uid, command)

    def _mail(self, uid: int, command: bytes) -> None:
        raw = self.server.mails[uid]
        if b"RFC822.SIZE" in command:
            date = b'"23-Nov-2099 10:00:00 +0000"'
            self.wfile.write(b"* %d FETCH (UID %d INTERNALDATE %s RFC822.SIZE %d)\r\n" % (uid, uid, date, len(raw)))
        elif command.startswith(b"UID MOVE"):
            del self.server.mails[uid]
        else:
            self.wfile.write(b"* %d FETCH (UID %d BODY[] {%d}\r\n" % (uid, uid, len(raw)))
            self.wfile.write(raw)
            self.wfile.write(b")\r\n")


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True
    mails: dict[int, bytes]


class Mailbox:
    """One mailbox for anybody who logs in; `put` adds a mail, fetched mails are moved away."""

    def __init__(self) -> None:
        self._server = _Server(("127.0.0.1", 0), _Conversation)
        self._server.mails = {}
        self._next = 1
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        """Return the port it listens on."""
        return int(self._server.server_address[1])

    def put(self, raw: bytes) -> None:
        """Add a mail."""
        self._server.mails[self._next] = raw
        self._next += 1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
