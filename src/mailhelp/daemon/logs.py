"""One log line an event: JSON under systemd, plain on a terminal; never a body, never a secret."""

import json
import logging
import os
import re
import sys
import traceback

_FIELD = re.compile(r"(\w+)=('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|\S+)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class JsonLines(logging.Formatter):
    """Makes one JSON object of a record, with the key=value fields of its message as keys of their own."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        message = record.getMessage()
        fields = {key: value.strip("'\"") for key, value in _FIELD.findall(message)}
        line = {"level": record.levelname.lower(), "logger": record.name, **fields}
        if "event" not in fields:
            line["message"] = message
        if record.exc_info and record.exc_info[1]:
            line["fault"] = _fault(record.exc_info[1])
        return json.dumps(line, ensure_ascii=True)


class PlainLines(logging.Formatter):
    """Makes one readable line of a record: time, level, message; control characters escaped."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line = f"{self.formatTime(record, '%H:%M:%S')} {record.levelname.lower():7} {record.getMessage()}"
        if record.exc_info and record.exc_info[1]:
            line += f" fault={_fault(record.exc_info[1])!r}"
        return _CONTROL.sub(lambda one: f"\\x{ord(one.group()):02x}", line)


def _fault(fault: BaseException) -> str:
    """Return where and what, without the values that a whole traceback could show of a mail."""
    last = traceback.extract_tb(fault.__traceback__)[-1:]
    where = f"{last[0].filename.rpartition('/')[2]}:{last[0].lineno}" if last else "-"
    return f"{type(fault).__name__} at {where}: {str(fault)[:300]}"


def set_up_logs(*, quiet: bool = False) -> None:
    """Send the log to standard error: JSON lines under systemd, readable ones elsewhere; warnings only when quiet."""
    under_systemd = "JOURNAL_STREAM" in os.environ or "INVOCATION_ID" in os.environ
    door = logging.StreamHandler(sys.stderr)
    door.setFormatter(JsonLines() if under_systemd else PlainLines())
    logging.basicConfig(level=logging.WARNING if quiet else logging.INFO, handlers=[door], force=True)
    for noisy in ("apscheduler", "imapclient", "mail.log", "alembic", "asyncio"):
        logging.getLogger(noisy).setLevel(logging.ERROR)
