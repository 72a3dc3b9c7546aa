"""Bytes to text: charset names as mail uses them, and a guess where there is none or a wrong one."""

import codecs
import re

# What senders write, and the codec that reads what they mean.
ALIASES = {
    "ansi_x3.4-1968": "cp1252",
    "ansi": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso_8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "x-user-defined": "cp1252",
    "x-ansi": "cp1252",
    "cp-850": "cp850",
    "ibm-850": "cp850",
    "iso-8859-9": "cp1254",
    "iso-8859-8-i": "iso8859-8",
    "iso-8859-8-e": "iso8859-8",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "windows-874": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "cp936": "gb18030",
    "big5": "big5hkscs",
    "x-big5": "big5hkscs",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "ksc5601": "cp949",
    "euc-kr": "cp949",
    "x-windows-949": "cp949",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "sjis": "cp932",
    "windows-31j": "cp932",
    "x-euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp_ext",
    "iso-2022-jp-ms": "iso2022_jp_ext",
    "cp50220": "iso2022_jp_ext",
    "cp50221": "iso2022_jp_ext",
    "unicode-1-1-utf-7": "utf-7",
    "x-unicode-2-0-utf-7": "utf-7",
    "unicode-1-1": "utf-16",
    "utf8": "utf-8",
    "utf-8-mac": "utf-8",
    "utf8mb4": "utf-8",
    "macintosh": "mac_roman",
    "x-mac-roman": "mac_roman",
    "x-mac-cyrillic": "mac_cyrillic",
    "x-mac-ce": "mac_latin2",
    "koi8": "koi8_r",
    "win-1251": "cp1251",
    "x-cp1251": "cp1251",
    "x-cp1250": "cp1250",
    "x-cp1252": "cp1252",
}
# Codecs that make text of a mail; all others ("rot13", "zlib", "idna", "unicode_escape") are tricks.
_TEXT_CODEC = re.compile(
    r"utf-(7|8|8-sig|16|16-le|16-be|32|32-le|32-be)|iso8859-\d+|cp\d+|koi8-[rut]|mac-\w+|gb\w+|big5\w*|euc_\w+"
    r"|iso2022_\w+|shift_jis\w*|hz|johab|ptcp154|kz1048|hp-roman8|tis-620"
)
_NEC_ROW = re.compile(rb"\x1b\$[@B](?:[!-~]{2})+")
_CYRILLIC_COMMON = frozenset("оеаинтсрвлкмдпуяыОЕАИНТСРВЛКМДПУЯ")


def codec_for(charset: str) -> str | None:
    """Return the Python codec that reads `charset`, None when no text codec does."""
    name = charset.strip().strip("\"'").lower()
    name = ALIASES.get(name, name)
    try:
        found = codecs.lookup(name).name if name.isascii() and 0 < len(name) < 40 else ""
    except (LookupError, ValueError):
        return None
    return found if _TEXT_CODEC.fullmatch(found) else None


def decoded(content: bytes, charset: str | None) -> tuple[str, bool]:
    """Return the text of `content` and whether its charset had to be guessed.

    A charset that is missing, unknown or does not fit is guessed: UTF-8 first, then by the look of the bytes.
    Plain ASCII is never a guess, whatever charset it claims, but for those that spell with ASCII.
    """
    codec = codec_for(charset) if charset else None
    if codec is None or codec == "cp1252":
        return _western(content, declared=codec is not None)
    try:
        return _without_surrogates(content.decode(codec)), False
    except (UnicodeError, ValueError):
        return _damaged(content, codec)


def _western(content: bytes, *, declared: bool) -> tuple[str, bool]:
    if content.isascii():
        return (content.decode("ascii"), False) if b"\x1b$" not in content else (guessed(content), True)
    if not declared:
        return guessed(content), True
    try:
        return content.decode("utf-8"), True
    except UnicodeDecodeError:
        return _cp1252(content), False


def _damaged(content: bytes, codec: str) -> tuple[str, bool]:
    """Read what does not fit its charset: a few broken bytes are shown as such, all else is guessed."""
    if codec.startswith("iso2022_jp"):
        # Without a single escape sequence it is another charset, mostly EUC-JP or Shift_JIS.
        return (_vendor_japanese(content) if b"\x1b" in content else guessed(content)), True
    text = _without_surrogates(content.decode(codec, "replace"))
    if text.count("\ufffd") * 20 <= len(text) or codec.startswith("utf-16"):
        return text, True
    return guessed(content), True


def _vendor_japanese(content: bytes) -> str:
    """Read ISO-2022-JP with the vendor rows that Python's codec refuses, by way of CP932."""

    def as_shift_jis(run: re.Match[bytes]) -> bytes:
        pairs = run.group()[3:]
        return b"".join(_shifted(pairs[at], pairs[at + 1]) for at in range(0, len(pairs) - 1, 2))

    return re.sub(rb"\x1b\([BJI]", b"", _NEC_ROW.sub(as_shift_jis, content)).decode("cp932", "replace")


def _shifted(high: int, low: int) -> bytes:
    low += (0x1F if low < 0x60 else 0x20) if high % 2 else 0x7E
    high = (high + 1) // 2 + (0x70 if high < 0x5F else 0xB0)
    return bytes((high, low))


def guessed(content: bytes) -> str:
    """Return the text of bytes in an unknown charset: UTF-8, else the likeliest of those common in mail."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as fault:
        broken_at = fault.start
    sample = content[max(0, broken_at - 2048) : broken_at + 6144]
    if b"\x1b$" in content:
        return _vendor_japanese(content)
    high = sum(byte >= 0x80 for byte in sample)
    letters = sum(chr(byte).isalpha() for byte in sample if byte < 0x80)
    tail = content.decode("utf-8", "replace")
    if tail.count("\ufffd") * 10 < sum(char > "\x7f" for char in tail):
        return tail
    if high * 2 <= letters:
        return _cp1252(content)
    return _by_script(content, sample)


def _by_script(content: bytes, sample: bytes) -> str:
    """Return text that is mostly beyond ASCII by the charset whose letters are likeliest."""
    best, codec = 0.0, "cp1252"
    for name in ("koi8_r", "cp1251", "euc_jp", "cp949", "gb18030", "big5hkscs", "cp932"):
        score = _likelihood(sample, name)
        if score > best + 0.05:
            best, codec = score, name
    return content.decode(codec, "replace") if best > 0.5 else _cp1252(content)


def _likelihood(sample: bytes, codec: str) -> float:
    text = sample.decode(codec, "replace")
    beyond = [char for char in text if char > "\x7f" and char != "\ufffd"]
    broken = text.count("\ufffd")
    if not beyond or broken > 2 + len(beyond) // 50:
        return 0.0
    # A sample may begin and end within a character; in few words already one broken character tells.
    share = (sum(_is_likely(char, codec) for char in beyond) - 4 * broken) / len(beyond)
    # Japanese is kana between signs that Chinese has too; kana alone are a sure sign of it.
    return share * 2 if codec in ("euc_jp", "cp932") and share > 0.25 else share


def _is_likely(char: str, codec: str) -> bool:
    if codec in ("koi8_r", "cp1251"):
        return char in _CYRILLIC_COMMON
    if codec in ("euc_jp", "cp932"):
        return "\u3041" <= char <= "\u30ff" or char in "、。"
    if codec == "cp949":
        return "\uac00" <= char <= "\ud7a3"
    return _is_everyday_chinese(char, codec)


def _is_everyday_chinese(char: str, codec: str) -> bool:
    """Return True for the signs of everyday Chinese: the first level of GB 2312 or Big5, and punctuation."""
    native, last = ("gb2312", 0xD7) if codec == "gb18030" else ("big5", 0xC6)
    written = char.encode(native, "ignore") if char >= "\u3000" and not "\u3041" <= char <= "\u30ff" else b""
    return len(written) == 2 and written[0] <= last


def _cp1252(content: bytes) -> str:
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _without_surrogates(text: str) -> str:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode("utf-8")
    return text
