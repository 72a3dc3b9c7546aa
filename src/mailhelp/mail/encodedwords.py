"""Header text as people read it: encoded words, raw bytes, and what is wrong with both (RFC 2047); linear."""

import re
from functools import lru_cache

from mailhelp.mail.base64text import from_base64
from mailhelp.mail.charsets import codec_for, decoded

_START = rb"=\?[ \t]{0,2}([^?\s]{1,60})[ \t]{0,2}\?[ \t]{0,2}([bBqQ])[ \t]{0,2}\?"
_WORD = re.compile(_START + rb"([^?]*(?:(?<!=)\?(?!=)[^?]*){0,8})\?=")
# One that never ends, up to the next blank.
_OPEN = re.compile(_START + rb"([^?\s]+)(?:\?\s?=|\?)?(?=\s|\Z)")
_NESTED = re.compile(rb"=\?[^?\s]{1,60}\?[bBqQ]\?((?:=\?[^?\s]{1,60}\?[bBqQ]\?[^?]*\?=\s?)+)\?=")
_QUOTED = re.compile(rb"=([0-9A-Fa-f]{2})")
# A line end that fell into "=C3".
_BROKEN_QUOTED = re.compile(rb"=[ \t]([0-9A-F]{2})|=([0-9A-F])[ \t]([0-9A-F])")
_BLANK_IN_LETTER = re.compile(rb"(?<=[\x80-\xff])[ \t]+(?=[\x80-\xbf])")
_SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
_CONTROLS = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]+")


def text_of(value: bytes) -> str:
    """Return an unstructured header as people read it, control characters gone.

    Raw 8-bit bytes are read as UTF-8 or guessed. Of encoded words, blanks within, letters cut between two of them, a
    missing end or padding and a wrong charset are mended; what makes no sense stays as it was written.

    >>> text_of(b"=?utf-8?Q?caf=C3=A9?= =?utf-8?Q?_au_lait?="), text_of(b"=?utf-8?Q?caf=C3=A9")
    ('café au lait', 'café')
    """
    if b"=?" not in value:
        plain = _plain(value)
        return plain.strip() if plain.isascii() and plain.isprintable() else cleaned(plain)
    return _words_of(value)


@lru_cache(maxsize=64)
def _words_of(value: bytes) -> str:
    """Return a header with encoded words; each of a mail is asked for several times."""
    if b"\n" in value:
        value = re.sub(rb"\r?\n(?=[ \t])", b"", value)
    if value.count(b"=?") > 1:
        value = _NESTED.sub(rb"\1", value)
    return cleaned("".join(_pieces(value)))


def cleaned(text: str) -> str:
    """Return `text` on one line, without control characters."""
    return _CONTROLS.sub(" ", text.replace("\x00", "")).strip()


def _plain(value: bytes) -> str:
    return value.decode("ascii") if value.isascii() and b"\x1b" not in value else decoded(value, None)[0]


def _pieces(value: bytes) -> list[str]:
    """Divide a header into encoded words and what stands between them, each decoded."""
    pieces: list[str] = []
    run: list[re.Match[bytes]] = []
    at = 0
    for word in _WORD.finditer(value):
        between = value[at : word.start()]
        if run and (between.strip() or word.group(1).lower() != run[0].group(1).lower()):
            pieces.append(_read_run(run))
            run = []
        if between.strip() or at == 0:
            pieces.append(_with_open_words(between))
        run.append(word)
        at = word.end()
    return [*pieces, _read_run(run), _with_open_words(value[at:])]


def _with_open_words(value: bytes) -> str:
    """Return what stands between encoded words; one that never ends is read up to the next blank."""
    if b"=?" not in value:
        return _plain(value)
    pieces: list[str] = []
    at = 0
    for word in _OPEN.finditer(value):
        pieces += (_plain(value[at : word.start()]), _read_run([word]))
        at = word.end()
    return "".join((*pieces, _plain(value[at:])))


def _read_run(run: list[re.Match[bytes]]) -> str:
    """Return what encoded words of one charset say together, as letters are cut between them; rubbish stays as is."""
    if not run:
        return ""
    content = b"".join(_unpacked(word) for word in run)
    name = run[0].group(1).partition(b"*")[0].decode("ascii", "replace")
    codec = codec_for(name)
    if codec != "utf-8" or content.isascii():
        return decoded(content, name if codec else None)[0]
    content = _BLANK_IN_LETTER.sub(b"", content)
    if not _is_rubbish(content):
        return decoded(content, name)[0]
    western = content.decode("cp1252", "replace")
    sensible = all(char.isalnum() for char in western if char > "\x7f")
    return western if sensible else _plain(b" ".join(word.group() for word in run))


def _is_rubbish(content: bytes) -> bool:
    """Return True when a quarter of what claims to be UTF-8 is not."""
    surrogates = 3 * len(_SURROGATE.findall(content))
    return (len(content.decode("utf-8", "ignore").encode("utf-8")) + surrogates) * 4 < len(content) * 3


def _unpacked(word: re.Match[bytes]) -> bytes:
    content = word.group(3)
    if word.group(2) not in b"qQ":
        return from_base64(content)
    if b" " in content or b"\t" in content:
        content = _BROKEN_QUOTED.sub(rb"=\1\2\3", content)
    return _QUOTED.sub(byte_of, content.replace(b"_", b" "))


def byte_of(found: re.Match[bytes]) -> bytes:
    """Return the byte whose two hexadecimal digits are the first group."""
    return bytes((int(found.group(1), 16),))
