"""Header values are decoded from any bytes, and what was encoded comes back."""

import base64
import json
from datetime import UTC

from mailhelp.mail.filenames import safe_name
from mailhelp.mail.headers import cleaned, date_of, ids, parameters, text_of
from tests.fuzz import words
from tests.fuzz.holds import file_name_holds, line_holds

SEEDS = "headers"
WORDS = words.HEADERS + words.STRUCTURE
MOST_IDS = 5


def check(data: bytes) -> None:
    line_holds(text_of(data), "a header")
    _parameters_hold(data)
    found = ids(((b"References", data), (b"references", data)), b"references", MOST_IDS)
    assert len(found) <= MOST_IDS and all(one and not one.isspace() for one in found)
    for one in found:
        line_holds(one, "an id")
    date = date_of(data)
    assert date is None or (date.tzinfo is not None and date.astimezone(UTC) and json.dumps(date.isoformat()))
    _encoded_comes_back(data)


def _parameters_hold(data: bytes) -> None:
    main, named = parameters(data)
    assert main == main.strip()
    for name, value in named.items():
        line_holds(value, "a parameter")
        assert name.isascii() or "\ufffd" in name
        file_name_holds(safe_name(value))


def _encoded_comes_back(data: bytes) -> None:
    """What is written in encoded words of 45 bytes each is read as it was (RFC 2047 section 2)."""
    text = cleaned(data.decode("utf-8", "ignore"))
    pieces = [text[at : at + 10].encode() for at in range(0, len(text), 10)]
    written = b"\r\n ".join(b"=?utf-8?B?" + base64.b64encode(piece) + b"?=" for piece in pieces)
    assert text_of(written) == text, "an encoded header comes back as another"
