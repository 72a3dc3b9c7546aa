"""Charset names as mail uses them, and the Python codec that reads what their senders mean."""

import codecs
import re
from encodings.aliases import aliases

# Names that Python does not know, and names that mean more than they say.
ALIASES = {
    "ansi": "cp1252",
    "x-ansi": "cp1252",
    "ms-ansi": "cp1252",
    "x-user-defined": "cp1252",
    "user-defined": "cp1252",
    "windows-31j": "cp932",
    "x-windows-31j": "cp932",
    "x-sjis": "cp932",
    "x-ms-cp932": "cp932",
    "koi8-ru": "koi8_u",
    "koi8-u": "koi8_u",
    "koi8": "koi8_r",
    "koi-8": "koi8_r",
    "unicode": "utf-16",
    "unicode-1-1": "utf-16",
    "iso-10646-ucs-2": "utf-16",
    "ucs-2": "utf-16",
    "iso-10646-ucs-4": "utf-32",
    "iso-2022-jp-ms": "iso2022_jp_ext",
    "csiso2022jp": "iso2022_jp_ext",
    "cn-gb": "gb18030",
    "cn-big5": "big5hkscs",
    "macintosh": "mac_roman",
    "apple-roman": "mac_roman",
    "x-mac-ce": "mac_latin2",
    "x-mac-centraleurroman": "mac_latin2",
    "x-mac-ukrainian": "mac_cyrillic",
    "x-mac-icelandic": "mac_iceland",
    "x-mac-japanese": "cp932",
    "x-mac-korean": "cp949",
    "x-mac-simp-chinese": "gb18030",
    "x-mac-trad-chinese": "big5hkscs",
    "x-mac-chinesesimp": "gb18030",
    "x-mac-chinesetrad": "big5hkscs",
    "johab": "johab",
    "x-johab": "johab",
}
# What nearly all mail says.
_COMMON = {
    "utf-8": "utf-8",
    "us-ascii": "ascii",
    "iso-8859-1": "cp1252",
    "windows-1252": "cp1252",
    "iso-8859-15": "iso8859-15",
}
# Of a codec of Python, the larger one that the senders of that name use.
_LARGER = {
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "iso2022_jp": "iso2022_jp_ext",
    "utf-8-sig": "utf-8",
}
# Families of names, each with the codec; "{}" is what its brackets hold.
_FAMILIES = tuple(
    (re.compile(pattern), codec)
    for pattern, codec in (
        (r"utf[-_ ]?(16|32)[-_ ]?(le|be)", "utf-{}-{}"),
        (r"utf[-_ ]?(7|8|16|32)(?!\d)", "utf-{}"),
        (r"iso[-_ ]?8859[-_ ]?(1[0-6]|[1-9])(?!\d)", "iso8859-{}"),
        (r"iso[-_ ]?2022[-_ ]?jp", "iso2022_jp_ext"),
        (r"iso[-_ ]?2022[-_ ]?kr", "iso2022_kr"),
        (r"(?:windows|win|cp|ms|ibm|dos|codepage)[-_ ]?(\d{3,5})(?!\d)", "cp{}"),
        (r"koi8[-_ ]?r", "koi8_r"),
        (r"mac[-_ ]?(romanian|roman|cyrillic|greek|turkish|croatian|farsi|arabic)", "mac_{}"),
        (r"gb[-_ ]?(?:2312|k|18030)|euc[-_ ]?cn", "gb18030"),
        (r"big[-_ ]?5", "big5hkscs"),
        (r"s(?:hift)?[-_ ]?jis", "cp932"),
        (r"ks[-_ ]?c[-_ ]?5601|euc[-_ ]?kr|uhc", "cp949"),
        (r"euc[-_ ]?jp", "euc_jp"),
        (r"us[-_ ]?ascii|ansi[-_ ]?x3", "ascii"),
        (r"latin[-_ ]?1(?!\d)", "cp1252"),
        (r"tis[-_ ]?620", "cp874"),
    )
)
# Numbers that Windows gives to what has another name in Python.
_NUMBERED = {
    "10000": "mac_roman",
    "10007": "mac_cyrillic",
    "20127": "ascii",
    "20866": "koi8_r",
    "21866": "koi8_u",
    "50220": "iso2022_jp_ext",
    "50221": "iso2022_jp_ext",
    "50222": "iso2022_jp_ext",
    "50225": "iso2022_kr",
    "51932": "euc_jp",
    "51949": "cp949",
    "52936": "hz",
    "54936": "gb18030",
    "65000": "utf-7",
    "65001": "utf-8",
    "936": "gb18030",
    "950": "big5hkscs",
    **{f"285{90 + part}": f"iso8859-{part}" for part in (1, 2, 3, 4, 5, 6, 7, 8, 9)},
    "28605": "iso8859-15",
}
# Codecs that make text of a mail; all others ("rot13", "zlib", "idna", "unicode_escape", and the EBCDIC ones, in which
# ASCII letters are others) are tricks.
_TEXT_CODEC = re.compile(
    r"(?!cp(?:037|273|424|500|875|1026|1140)$)(?:ascii|utf-(7|8|8-sig|16|16-le|16-be|32|32-le|32-be)|iso8859-\d+|cp\d+|koi8-[rut]|mac-\w+|gb\w+|big5\w*|euc_\w+"
    r"|iso2022_\w+|shift_jis\w*|hz|johab|ptcp154|kz1048|hp-roman8|tis-620)"
)
# Codecs that no alias of Python names.
_UNNAMED = frozenset(
    "cp720 cp737 cp856 cp874 cp875 cp1006 cp1125 koi8_r koi8_t koi8_u kz1048 mac_arabic mac_croatian mac_farsi "
    "mac_romanian".split()
)
_KNOWN = frozenset(aliases.values()) | _UNNAMED
_END = re.compile(r"[\s(;,\"'<>]")
_LONGEST = 60


def codec_for(charset: str) -> str | None:
    """Return the Python codec that reads `charset`, None when no text codec does.

    "ascii" where that is claimed: what is beyond it is in another charset then.

    >>> codec_for('"ISO-8859-1"'), codec_for("utf-8 (quoted)"), codec_for('3D"utf-8"'), codec_for("rot13")
    ('cp1252', 'utf-8', 'utf-8', None)
    """
    if common := _COMMON.get(charset.lower()):
        return common
    name = charset.strip().lower().removeprefix("3d").lstrip("\"' =").removeprefix("charset=").lstrip("\"' ")
    name = name.removesuffix("\\")
    if not name.isascii() or not 0 < len(name) <= _LONGEST:
        return None
    whole, cut = _known(name), _known(_END.split(name, maxsplit=1)[0])
    return whole or cut or _of_family(name)


def _known(name: str) -> str | None:
    """Return the codec of a name that stands in a list; Python itself would remember every name it is asked for."""
    if name in ALIASES:
        return _text_codec(ALIASES[name])
    key = re.sub(r"[^a-z0-9]+", "_", name).strip("_")
    known = aliases.get(key, key)
    return _text_codec(known) if known in _KNOWN else None


def _of_family(name: str) -> str | None:
    for pattern, codec in _FAMILIES:
        if found := pattern.search(name):
            named = codec.format(*found.groups())
            return _text_codec(_NUMBERED.get(named[2:], named) if codec == "cp{}" else named)
    return None


def _text_codec(name: str) -> str | None:
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return None
    return _LARGER.get(found, found) if _TEXT_CODEC.fullmatch(found) else None
