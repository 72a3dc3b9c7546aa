"""Japanese with the rows that vendors added to it, which Python's codec for ISO-2022-JP refuses."""

import re

_DOUBLE = re.compile(rb"\x1b\$(?:[@B]|\(@|\(B)((?:[!-~]{2})+)")
_KATAKANA = re.compile(rb"\x1b\(I([!-_]+)")
_SINGLE = re.compile(rb"\x1b(?:\([BJHI]|\$(?:[@B]|\(@|\(B))")


def vendor_japanese(content: bytes) -> str:
    """Return the text of ISO-2022-JP with the rows of NEC and IBM (CP50221), by way of CP932.

    >>> vendor_japanese(b"\\x1b$B-!\\x1b(B")
    '①'
    """
    shifted = _KATAKANA.sub(_as_single_bytes, _DOUBLE.sub(_as_shift_jis, content))
    return _SINGLE.sub(b"", shifted).decode("cp932", "replace")


def _as_single_bytes(run: re.Match[bytes]) -> bytes:
    return bytes(byte | 0x80 for byte in run[1])


def _as_shift_jis(run: re.Match[bytes]) -> bytes:
    pairs = run[1]
    return b"".join(_shifted(pairs[at], pairs[at + 1]) for at in range(0, len(pairs) - 1, 2))


def _shifted(high: int, low: int) -> bytes:
    low += (0x1F if low < 0x60 else 0x20) if high % 2 else 0x7E
    high = (high + 1) // 2 + (0x70 if high < 0x5F else 0xB0)
    return bytes((high, low))
