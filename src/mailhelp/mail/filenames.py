"""Names of attachments made safe for showing and saving."""

import re
import unicodedata

# What file systems take (NAME_MAX), in bytes of UTF-8.
LONGEST = 255
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(\.|$)")
_FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f\x7f-\x9f/\\∕⁄／＼⧸⧹]')
# Characters that take no room but are letters or marks: fillers of Hangul, the joiner, variation selectors.
_UNSEEN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_HIDDEN = frozenset(("Cf", "Cc", "Cs", "Co", "Zl", "Zp"))
# How a path begins, or what stands in one only: /etc, ~/a, ../a, C:\a, \\server, file:///a
_PATH = re.compile(
    r"(?:~?[/\\]|[A-Za-z]:[/\\]|[A-Za-z][A-Za-z0-9+.-]{1,20}://|\.{1,2}[/\\])|.*(?:\\|/\.{1,2}/)", re.DOTALL
)
_ENDING = re.compile(r"(?:\.tar)?\.[^.\s]{1,10}\Z")
_QUOTED = re.compile(r'"(.*)"', re.DOTALL)


def safe_name(name: str) -> str | None:
    """Return a file name without path, control, bidirectional or zero-width characters; None when nothing is left.

    Of a path the last step is kept, as other mail programs do; a slash in a name that is none becomes "_". At most 255
    bytes in UTF-8, with the ending. All endings stay: who hides "exe" behind "pdf" is seen.

    >>> safe_name("../../etc/cron.d/x"), safe_name("C:\\\\TEMP\\\\a.png"), safe_name("inv\\u202efdp.exe")
    ('x', 'a.png', 'invfdp.exe')
    >>> safe_name("10/11 invoice.pdf")
    '10_11 invoice.pdf'
    """
    visible = "".join(char for char in name if unicodedata.category(char) not in _HIDDEN)
    visible = unicodedata.normalize("NFC", _UNSEEN.sub("", visible).replace("\u2800", " ")).strip()
    if quoted := _QUOTED.fullmatch(visible):
        visible = quoted[1]
    last = _last_step(visible.rstrip("/\\ "))
    last = " ".join(_FORBIDDEN.sub("_", last).split()).lstrip(". ").rstrip(". ")
    if _DEVICES.match(last):
        last = f"_{last}"
    return _shortened(last) or None


def _last_step(name: str) -> str:
    return re.split(r"[/\\]", name)[-1] if _PATH.match(name) else name


def _shortened(name: str) -> str:
    if len(name.encode("utf-8")) <= LONGEST:
        return name
    ending = found[0] if (found := _ENDING.search(name)) else ""
    room = LONGEST - len(ending.encode("utf-8"))
    stem = name[: len(name) - len(ending)].encode("utf-8")[:room].decode("utf-8", "ignore")
    return stem.rstrip(". ") + ending
