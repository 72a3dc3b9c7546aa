"""One log line per event: `event=mail_kept peer=192.0.2.1 size=3000`, nothing in it that could break the line."""

import re
import traceback
from pathlib import PurePath

LONGEST_VALUE = 300
_PLAIN = re.compile(r"[!#-<>-~]+\Z")


def event_line(event: str, **values: object) -> str:
    """Return the line; control characters are escaped, values with spaces quoted, long ones cut.

    >>> event_line("refused", peer="192.0.2.1", why="no such\\r\\naddress")
    'event=refused peer=192.0.2.1 why="no such\\\\r\\\\naddress"'
    """
    return " ".join([f"event={event}", *(f"{key}={_shown(value)}" for key, value in values.items())])


def fault_place(fault: BaseException) -> str:
    """Return where a fault was raised, innermost first, without its text: "smtp_in.py:31 keep < main.py:7 run"."""
    frames = traceback.extract_tb(fault.__traceback__)[-4:]
    return " < ".join(f"{PurePath(frame.filename).name}:{frame.lineno} {frame.name}" for frame in reversed(frames))


def _shown(value: object) -> str:
    text = str(value)
    text = text if len(text) <= LONGEST_VALUE else text[:LONGEST_VALUE] + "..."
    if _PLAIN.match(text):
        return text
    escaped = text.replace("\\", "\\\\").encode("unicode_escape", "surrogateescape").decode("ascii")
    return '"' + escaped.replace("\\\\\\\\", "\\\\").replace('"', '\\"') + '"'
