"""Bytes to text: in the charset they claim, or the one they are in."""

import re

from mailhelp.mail.charsetguess import guessed
from mailhelp.mail.charsetnames import ALIASES, codec_for
from mailhelp.mail.japanese import vendor_japanese

__all__ = ["ALIASES", "codec_for", "decoded", "guessed"]

# What Windows has in the range in which ISO 8859 has control characters.
_OF_WINDOWS = {
    "iso8859-2": "cp1250",
    "iso8859-4": "cp1257",
    "iso8859-5": "cp1251",
    "iso8859-6": "cp1256",
    "iso8859-7": "cp1253",
    "iso8859-8": "cp1255",
    "iso8859-13": "cp1257",
    "iso8859-15": "cp1252",
}
_ONE_BYTE = re.compile(r"iso8859-\d+|cp(?:125\d|[47-8]\d\d)|koi8-\w|mac-\w+|ptcp154|kz1048|hp-roman8")
_C1 = re.compile(rb"[\x80-\x9f]")
_ESCAPED = re.compile(rb"\x1b\$[@B()]")
_MARKED = (b"\xff\xfe", b"\xfe\xff")
# UTF-8 read as Windows-1252 and written as UTF-8 again, within a word.
_SECOND = r"[\x80-\xbf\u0152-\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
_TWICE = re.compile(rf"[A-Za-z](?:[ÃÅÂ]{_SECOND})+|(?:[ÃÅ]{_SECOND})+[A-Za-z]|[A-Za-z]â€{_SECOND}[A-Za-z]")
_FEWEST_TWICE = 3
_NOT_WINDOWS = re.compile("([\x81\x8d\x8f\x90\x9d]+)")


def decoded(content: bytes, charset: str | None) -> tuple[str, bool]:
    """Return the text of `content` and whether its charset had to be guessed.

    A charset that is missing, unknown or does not fit is guessed: UTF-8 first, then by the look of the bytes.
    Plain ASCII is never a guess, whatever charset it claims, but for those that spell with ASCII.
    """
    codec = codec_for(charset) if charset else None
    if content.isascii() and (codec is None or codec in ("ascii", "utf-8", "cp1252") or _ONE_BYTE.fullmatch(codec)):
        return _ascii(content, codec)
    if (wide := _wide(content, codec)) is not None:
        return content.decode(wide, "replace").removeprefix("\ufeff"), codec not in ("utf-16", wide)
    text, unsure = _in_codec(content, codec)
    return text.removeprefix("\ufeff"), unsure


def _ascii(content: bytes, codec: str | None) -> tuple[str, bool]:
    if codec == "utf-8":
        return content.decode("ascii"), False
    wide = _wide(content, codec) if b"\0" in content[:200] else None
    if wide is not None:
        return content.decode(wide, "replace"), True
    return (
        (guessed(content), True)
        if b"\x1b" in content and _ESCAPED.search(content)
        else (content.decode("ascii"), False)
    )


def _wide(content: bytes, codec: str | None) -> str | None:
    """Return the codec of UTF-16 that tells itself by its mark or by the NULs between its letters, else None."""
    beginning = content[:400]
    if codec in (None, "ascii", "utf-8", "utf-16", "cp1252") and beginning[:2] in _MARKED and b"\0" in beginning:
        return "utf-16"
    if codec not in (None, "ascii", "utf-8", "utf-16", "cp1252") or len(beginning) < 4:
        return None
    even, odd, half = beginning[::2].count(0), beginning[1::2].count(0), len(beginning) // 2
    if max(even, odd) * 3 < half * 2 or min(even, odd) * 10 > half:
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _in_codec(content: bytes, codec: str | None) -> tuple[str, bool]:
    if codec is None or codec == "ascii":
        return _once(guessed(content)), True
    if codec == "cp1252" or _ONE_BYTE.fullmatch(codec):
        return _one_byte(content, codec)
    if codec == "utf-16" and not content.startswith(_MARKED) and b"\0" not in content:
        return _untrue_wide(content)
    try:
        text = _without_surrogates(content.decode(codec))
    except (UnicodeError, ValueError):
        return _damaged(content, codec)
    return (once, once != text) if codec == "utf-8" and (once := _once(text)) else (text, False)


def _one_byte(content: bytes, codec: str) -> tuple[str, bool]:
    """Read a charset in which any bytes are text: what is UTF-8 too is UTF-8."""
    try:
        return _once(content.decode("utf-8")), True
    except UnicodeDecodeError:
        pass
    if codec in _OF_WINDOWS and _C1.search(content):
        codec = _OF_WINDOWS[codec]
    return content.decode(codec, "replace"), False


def _untrue_wide(content: bytes) -> tuple[str, bool]:
    """Read what claims UTF-16 without a mark and has no NUL: letters of one byte cannot be that."""
    try:
        return content.decode("utf-8"), True
    except UnicodeDecodeError:
        return content.decode("utf-16", "replace"), False


def _damaged(content: bytes, codec: str) -> tuple[str, bool]:
    """Read what does not fit its charset: a few broken bytes are shown as such, all else is guessed."""
    if codec == "utf-8":
        return guessed(content), True
    if codec.startswith("iso2022_jp"):
        # Without a single escape sequence it is another charset, mostly EUC-JP or Shift_JIS.
        return (vendor_japanese(content) if b"\x1b" in content else guessed(content)), True
    text = _without_surrogates(content.decode(codec, "replace"))
    if text.count("\ufffd") * 20 <= len(text) or codec.startswith("utf-16"):
        return text, True
    return guessed(content), True


def _once(text: str) -> str:
    """Return text without the second of two encodings in UTF-8, where several of its words show it."""
    if ("Ã" not in text and "â€" not in text) or len(_TWICE.findall(text)) < _FEWEST_TWICE:
        return text
    try:
        return b"".join(map(_as_windows, _NOT_WINDOWS.split(text))).decode("utf-8")
    except UnicodeError:
        return text


def _as_windows(text: str) -> bytes:
    return text.encode("latin-1" if _NOT_WINDOWS.match(text) else "cp1252")


def _without_surrogates(text: str) -> str:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode("utf-8")
    return text
