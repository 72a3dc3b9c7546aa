"""The bytes of a rules file as text: refused with a line of its own where they are none."""

import re
from pathlib import Path

from mailhelp.config.places import SIZE_LIMIT
from mailhelp.core.errors import BadConfiguration

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_SAVE = "save the file as UTF-8"
# What YAML allows in a file (YAML 1.1 section 5.1); a tab is looked at later.
_CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def text_of_file(path: Path) -> str:
    """Return the text of a rules file; at most 4 MB and one byte are read.

    Raises BadConfiguration as file:line:column where it cannot be read or is not UTF-8 (a byte order mark is).
    """
    raw = _bytes(path)
    if len(raw) > SIZE_LIMIT:
        raise BadConfiguration(f"{path.name}:1:1: the file is over 4 MB; a file of rules is at most 4 MB")
    if raw.startswith(_UTF_16) or raw[:64].count(0) > len(raw[:64]) // 4:
        raise BadConfiguration(f"{path.name}:1:1: this is UTF-16; {_SAVE}")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        before = raw[: fault.start].decode("utf-8-sig", "replace")
        where = f"{path.name}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"
        raise BadConfiguration(f"{where}: this is not UTF-8 (byte 0x{raw[fault.start]:02x}); {_SAVE}") from fault


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(SIZE_LIMIT + 1)
    except IsADirectoryError as fault:
        raise BadConfiguration(f"{path}: this is a folder; name the file of rules in it") from fault
    except OSError as fault:
        raise BadConfiguration(
            f"{path}: cannot be read ({fault.strerror}); check the name and its permissions"
        ) from fault


def refuse_control_characters(text: str, name: str) -> None:
    """Raise BadConfiguration with the place of the first character that no YAML file may hold."""
    found = _CONTROL.search(text)
    if found is None:
        return
    line, column = text.count("\n", 0, found.start()) + 1, found.start() - text.rfind("\n", 0, found.start())
    code = f"U+{ord(found.group()):04X}"
    raise BadConfiguration(f"{name}:{line}:{column}: there is a control character here ({code}); remove it")
