"""A guess at the charset of bytes that claim none or a wrong one: UTF-8, else the likeliest of those common in mail."""

import re

from mailhelp.mail.japanese import vendor_japanese

_SAMPLE = 4_096
_ESCAPED = re.compile(rb"\x1b\$(?:[@B]|\([A-Z]|\)C)")
_CUT_OFF = re.compile(rb"(?:[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]?|[\xf0-\xf4][\x80-\xbf]{0,2})\Z")
_RUN = re.compile(rb"[\x80-\xff]{3,}")
_IN_LATIN_WORD = re.compile(rb"(?<=[A-Za-z])[\x80-\xff]++|(?<![\x80-\xff])[\x80-\xff]++(?=[A-Za-z])")
# Signs that stand in any text, and letters that stand at the end of a word only.
_SIGNS = "№«»—–“”„‘’…·°§\xa0"
_LAST = "ςךםןףץ"

# The most frequent letters, the frequent ones and all others, of languages with one byte a letter.
_CYRILLIC = ("оеаинтср", "влкмдпуіяьз", "ыгбзчйхжюшцщэфъёєїґ")
_GREEK = ("αοιετνσς", "ηρπκυμλάίόέήώ", "ωβγδζθξφχψύϊϋΐΰ")
_HEBREW = ("יוהלאר", "תבמנשח", "גדזטכךםןסעפףצץק")
_ARABIC = ("اليونمرت", "بةعدسفهحك", "ئءآأؤإثجخذزشصضطظغقىپچژگ")
_THAI = ("านรกอเงม", "ยลวดทตสป่้ีิัะแค", "บขชหพจผถธซฉใไโุูื็์ณภศษญฐๆฟฝฎฏฌฮฑฒฆำๅ฿ฤ")
_ALPHABETS = (
    ("koi8_u", _CYRILLIC),
    ("cp1251", _CYRILLIC),
    ("iso8859-5", _CYRILLIC),
    ("cp866", _CYRILLIC),
    ("cp1253", _GREEK),
    ("cp1255", _HEBREW),
    ("cp1256", _ARABIC),
    ("cp874", _THAI),
)
_SYLLABLES = ("euc_jp", "cp949", "gb18030", "big5hkscs", "cp932")
# Letters beyond ASCII in languages written with the Latin alphabet.
_LATIN = (
    ("cp1252", "äöüßàâçéèêëîïôùûÿœæáíóúñãõåøìòþðÄÖÜÀÂÇÉÈÊËÎÏÔÙÛŒÆÁÍÓÚÑÃÕÅØÌÒÞÐ"),
    ("cp1254", "çğıöşüâîûÇĞİÖŞÜÂÎÛ"),
    ("cp1250", "ąćęłńóśźżáčďéěíňřšťúůýžäöüßôľĺőűăâîşţćĄĆĘŁŃÓŚŹŻÁČĎÉĚÍŇŘŠŤÚŮÝŽÄÖÜÔĽĹŐŰĂÂÎŞŢ"),
    ("iso8859-2", "ąćęłńóśźżáčďéěíňřšťúůýžäöüßôľĺőűăâîşţćĄĆĘŁŃÓŚŹŻÁČĎÉĚÍŇŘŠŤÚŮÝŽÄÖÜÔĽĹŐŰĂÂÎŞŢ"),
)


def guessed(content: bytes) -> str:
    """Return the text of bytes in an unknown charset."""
    if _ESCAPED.search(content):
        return _escaped(content)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as fault:
        broken_at = fault.start
    if (paired := _from_surrogates(content)) is not None:
        return paired
    text = _CUT_OFF.sub(b"", content).decode("utf-8", "replace")
    if text.count("\ufffd") * 4 < sum(char > "\x7f" for char in text):
        return content.decode("utf-8", "replace")
    return _in_another(content, content[max(0, broken_at - _SAMPLE // 4) : broken_at + _SAMPLE])


def _from_surrogates(content: bytes) -> str | None:
    """Return the text of UTF-8 with letters written as two surrogates (CESU-8), None when it is none."""
    if b"\xed" not in content:
        return None
    try:
        halves = content.decode("utf-8", "surrogatepass")
        return halves.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except UnicodeError:
        return None


def _escaped(content: bytes) -> str:
    """Read what says by escape sequences that it is Japanese or Korean (RFC 1468, RFC 1557)."""
    for codec in ("iso2022_jp_ext", "iso2022_kr"):
        try:
            return content.decode(codec)
        except UnicodeError:
            continue
    return vendor_japanese(content)


def _in_another(content: bytes, sample: bytes) -> str:
    high = sum(byte >= 0x80 for byte in sample)
    letters = sum(chr(byte).isalpha() for byte in sample if byte < 0x80)
    if high > 1 and (high * 2 > letters or sum(len(run) for run in _RUN.findall(sample)) * 2 > high):
        scores = {codec: _syllabic(sample, codec) for codec in _SYLLABLES}
        if high > 2 and sum(len(run) for run in _IN_LATIN_WORD.findall(sample)) * 4 < high:
            scores |= {codec: _alphabetic(sample, codec, *letters) for codec, letters in _ALPHABETS}
        likeliest = max(scores, key=lambda codec: scores[codec])
        if scores[likeliest] > 0.5:
            return content.decode(likeliest, "replace")
    return content.decode(_latin(sample), "replace")


def _alphabetic(sample: bytes, codec: str, most: str, many: str, few: str) -> float:
    """Return how likely it is, 0 to 1, that a sample is in an alphabet: by its frequent letters, case and word ends."""
    score = beyond = 0
    before = ""
    for char in f"{sample.decode(codec, 'replace')} ":
        if char > "\x7f" and char not in _SIGNS:
            beyond += 1
            low = char.lower()
            score += 10 if low in most else 7 if low in many else 3 if low in few else -10
        if before and before in _LAST:
            score += -15 if char.isalpha() else 6
        if before.islower() and char.isupper():
            score -= 15
        before = char
    return score / beyond / 8 if beyond else 0.0


def _syllabic(sample: bytes, codec: str) -> float:
    text = sample.decode(codec, "replace")
    beyond = [char for char in text if char > "\x7f" and char != "\ufffd"]
    broken = text.count("\ufffd")
    if not beyond or broken > 2 + len(beyond) // 50:
        return 0.0
    # A sample may begin and end within a character; in few words already one broken character tells.
    share = (sum(_is_everyday(char, codec) for char in beyond) - 4 * broken) / len(beyond)
    # Japanese is kana between signs that Chinese has too; kana alone are a sure sign of it. No other text is Hangul.
    sure = 2.0 if codec in ("euc_jp", "cp932") and share > 0.25 else 1.2 if codec == "cp949" else 1.0
    return share * sure


def _is_everyday(char: str, codec: str) -> bool:
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


def _latin(sample: bytes) -> str:
    """Return the codec in which most characters beyond ASCII are letters of some language; Western unless sure."""
    counts = {codec: _letters(sample.decode(codec, "replace"), letters) for codec, letters in _LATIN}
    # An inverted question or exclamation mark is Spanish.
    counts["cp1252"] += 2 * len(re.findall(rb"(?<![A-Za-z\x80-\xff])[\xbf\xa1][A-Z]", sample))
    likeliest = max(counts, key=lambda codec: counts[codec])
    # Both read a Czech text, but only that of Windows has letters in the C1 range.
    if likeliest == "cp1250" and counts["iso8859-2"] == counts["cp1250"] and not re.search(rb"[\x80-\x9f]", sample):
        return "iso8859-2" if re.search(rb"[\xec\xf8\xf9]", sample) else "cp1250"
    return likeliest


def _letters(text: str, letters: str) -> int:
    """Return how many letters there are, without the signs that stand where a letter should."""
    signs = re.findall(r"[a-z][\xa1-\xbf](?=[a-z])|(?<![A-Za-z\x80-\uffff])[ºª¹³¾¼](?=[a-z])", text)
    return sum(char in letters for char in text) - len(signs)
