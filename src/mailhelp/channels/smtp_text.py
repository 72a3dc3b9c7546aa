"""Bytes as SMTP wants them."""

import re

_LINE_END = re.compile(rb"\r\n|\r|\n")


def with_crlf(raw: bytes) -> bytes:
    """Return `raw` with every line end as CRLF and one at its end (RFC 5321 section 2.3.8).

    A bare CR or LF let through could end DATA early at a relay that reads it otherwise.

    >>> with_crlf(b"a\\nb\\rc")
    b'a\\r\\nb\\r\\nc\\r\\n'
    """
    lines = _LINE_END.sub(b"\r\n", raw)
    return lines if lines.endswith(b"\r\n") else lines + b"\r\n"


def xtext(text: str) -> str:
    """Return `text` as xtext (RFC 3461 section 4): printable ASCII without blank, "+" and "=".

    >>> xtext("a+b=c")
    'a+2Bb+3Dc'
    """
    return "".join(
        chr(byte) if 33 <= byte <= 126 and byte not in b"+=" else f"+{byte:02X}" for byte in text.encode("utf-8")
    )
