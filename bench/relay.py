"""A relay that takes every mail and says of each, as one JSON line, when it came and what it answers.

First line: {"port": N}. Then {"at": seconds on the machine's monotonic clock, "to", "answers", "message_id", "size"}.
Ends with its standard input. relay.py SECONDS: it waits so long between taking a mail and saying 250.
"""

import asyncio
import json
import re
import sys
import time
from contextlib import suppress

from aiosmtpd.smtp import SMTP, Envelope, Session

HEADER = re.compile(rb"(?im)^(in-reply-to|message-id):([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)")


class Relay:
    """Takes mails for the whole world. hesitates: seconds between taking a mail and saying so to the client."""

    def __init__(self, hesitates: float) -> None:
        self._hesitates = hesitates

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return "250 welcome"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        found = {name.lower(): value for name, value in HEADER.findall(content.partition(b"\r\n\r\n")[0])}
        say(
            at=time.monotonic(),
            to=envelope.rcpt_tos,
            answers=bare(found.get(b"in-reply-to", b"")),
            message_id=bare(found.get(b"message-id", b"")),
            size=len(content),
        )
        await asyncio.sleep(self._hesitates)
        return "250 kept"


def bare(value: bytes) -> str:
    return value.decode("utf-8", "replace").strip().strip("<>")


def say(**values: object) -> None:
    print(json.dumps(values), flush=True)


async def serve(hesitates: float) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(Relay(hesitates), data_size_limit=None, enable_SMTPUTF8=True), "127.0.0.1", 0
    )
    say(port=server.sockets[0].getsockname()[1])
    async with server:
        # Whoever started the relay holds its standard input open as long as it is wanted.
        await loop.run_in_executor(None, sys.stdin.buffer.read)


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        asyncio.run(serve(float(sys.argv[1]) if len(sys.argv) > 1 else 0.0))
