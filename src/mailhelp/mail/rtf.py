"""The words of rich text format, as old mail programs send it and Outlook puts it into winmail.dat."""

import re

from mailhelp.mail.charsets import decoded

_TOKEN = re.compile(r"\\'([0-9a-fA-F]{2})|\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\([^a-zA-Z\r\n])|([{}])|([^\\{}\r\n]+)")
_ASIDE = frozenset(
    "fonttbl colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr footerf"
    " generator listtable listoverridetable revtbl themedata datastore xmlnstbl fldinst bkmkstart bkmkend"
    " latentstyles".split()
)
_SAID = {
    "par": "\n", "line": "\n", "sect": "\n", "page": "\n", "row": "\n", "tab": "\t", "cell": "\t", "emdash": "\u2014",
    "endash": "\u2013", "bullet": "\u2022", "lquote": "\u2018", "rquote": "\u2019", "ldblquote": "\u201c",
    "rdblquote": "\u201d",
}  # fmt: skip
_SIGNS = {"\\": "\\", "{": "{", "}": "}", "~": "\u00a0", "_": "-"}
DEEPEST = 1_000


def is_html_in_rtf(rtf: str) -> bool:
    """Return True for HTML that Exchange has wrapped in RTF (MS-OXRTFEX)."""
    return "\\fromhtml1" in rtf[:1_000]


def rtf_text(rtf: str) -> str:
    """Return the words of RTF, or the HTML that is wrapped in it; linear, whatever is wrong with it.

    >>> rtf_text(r"{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}Hello {\\b w\\'f6rld}\\par \\u8364?5}")
    'Hello wörld\\n€5'
    """
    reader = _Reader(html=is_html_in_rtf(rtf))
    for token in _TOKEN.finditer(rtf):
        reader.take(*token.groups())
    return reader.text()


class _Reader:
    """Takes the tokens of RTF one by one; groups may nest, `aside` is what no reader sees."""

    def __init__(self, *, html: bool) -> None:
        self.html = html
        self.said: list[str] = []
        self.bytes = bytearray()
        self.charset = "cp1252"
        self.above: list[tuple[bool, int]] = []
        self.aside, self.fallback, self.skip = False, 1, 0
        self.wrapping = False

    def take(self, code: str, word: str, number: str, sign: str, brace: str, words: str) -> None:
        """Take one token; all but one of its parts are None."""
        if code:
            self.byte(int(code, 16))
        elif brace:
            self.group(brace)
        elif word:
            self.word(word, int(number) if number else None)
        elif sign == "*":
            self.aside = True
        else:
            self.say(_SIGNS.get(sign, "") if sign else words, counted=True)

    def group(self, brace: str) -> None:
        """Begin or end a group; deeper than DEEPEST they are not told apart."""
        self.skip = 0
        if brace == "{" and len(self.above) < DEEPEST:
            self.above.append((self.aside, self.fallback))
        elif brace == "}" and self.above:
            self.aside, self.fallback = self.above.pop()

    def word(self, word: str, number: int | None) -> None:
        """Take a control word."""
        if word == "htmltag":
            self.aside = not self.html
        elif word == "htmlrtf":
            self.wrapping = self.html and number != 0
        elif word in _ASIDE:
            self.aside = True
        elif word == "u" and number is not None:
            self.say(chr(number % 65_536) if not 0xD800 <= number % 65_536 < 0xE000 else "\ufffd")
            self.skip = self.fallback
        elif word == "uc":
            self.fallback = min(number or 0, 10)
        elif word == "ansicpg" and number:
            self.charset = f"cp{number}"
        elif word in _SAID:
            self.say(_SAID[word])

    def byte(self, code: int) -> None:
        """Take one byte of the text's charset; bytes that follow each other are read together."""
        if self.skip:
            self.skip -= 1
        elif not self.aside and not self.wrapping:
            self.bytes.append(code)

    def say(self, words: str, *, counted: bool = False) -> None:
        """Write words down, without those that stand only for readers that know no Unicode."""
        if counted and self.skip:
            words, self.skip = words[self.skip :], max(0, self.skip - len(words))
        if words and not self.aside and not self.wrapping:
            self.flush()
            self.said.append(words)

    def flush(self) -> None:
        """Read the bytes that were gathered."""
        if self.bytes:
            self.said.append(decoded(bytes(self.bytes), self.charset)[0])
            self.bytes.clear()

    def text(self) -> str:
        """Return all that was written down."""
        self.flush()
        return "".join(self.said).strip("\n")
