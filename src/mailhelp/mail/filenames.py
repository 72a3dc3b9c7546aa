"""Names of attachments made safe for showing and saving."""

import re
import unicodedata

LONGEST = 150
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
_FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f\x7f-\x9f]')


def safe_name(name: str) -> str | None:
    """Return a file name without path, control, bidirectional or zero-width characters; None when nothing is left.

    >>> safe_name("../../etc/cron.d/x"), safe_name("C:\\\\TEMP\\\\a.png"), safe_name("inv\\u202efdp.exe")
    ('x', 'a.png', 'invfdp.exe')
    """
    visible = "".join(char for char in name if unicodedata.category(char) not in ("Cf", "Cc", "Cs", "Co", "Zl", "Zp"))
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", visible).rstrip("/\\ "))[-1]
    last = " ".join(_FORBIDDEN.sub("_", last).split()).lstrip(". ").rstrip(". ")
    if _DEVICES.match(last):
        last = f"_{last}"
    return _shortened(last) or None


def _shortened(name: str) -> str:
    if len(name) <= LONGEST:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 10:
        return name[:LONGEST].rstrip(". ")
    return f"{stem[: LONGEST - len(ending) - 1].rstrip('. ')}.{ending}"
