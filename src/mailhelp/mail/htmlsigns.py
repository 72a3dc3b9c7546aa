"""Signs in HTML that tell what has to be looked for in it, all found in one pass."""

from dataclasses import dataclass

from ahocorasick_rs import BytesAhoCorasick

# Nobody sees what is in these.
UNSEEN = ("head", "style", "script", "title", "template", "noscript", "svg", "math", "object", "iframe", "select")
# How a page hides what nobody shall see.
HIDING = (
    *("display:none", "display: none", "visibility:hidden", "visibility: hidden", "font-size:0"),
    *("font-size: 0", "max-height:0", "max-height: 0", "opacity:0", "opacity: 0", "display :"),
)
# Where these are, tags mean something else to a parser.
DOUBTFUL = (
    *("<svg", "<math", "<template", "<select", "<noscript", "<frameset", "<plaintext"),
    *("<object", "<applet", "<marquee"),
)
# Without one of these no quote is told.
MARKS = (
    *("quote", "signature", "rplyfwd", "appendonsend", "stopspelling", "reply-intro", "messageheader", "_mailoriginal"),
    *("cite", "zwchr", "reference-m", "isreply", "olk_src", "zmail_extra", "replysection"),
    *("clean_bq", "airmail_ext", "e1e1e1", "b5c4df", "windowtext"),
)
HIDDEN = "hidden"
_ALL = tuple(dict.fromkeys((*(f"<{name}" for name in UNSEEN), *HIDING, *DOUBTFUL, *MARKS, HIDDEN)))
_FINDER = BytesAhoCorasick([sign.encode("ascii") for sign in _ALL])


@dataclass(frozen=True, slots=True)
class Page:
    """HTML with its ASCII letters in lower case, as parsers fold, and the signs in it.

    A character beyond ASCII is others in `text`, as many as it has bytes in UTF-8.
    """

    text: str
    signs: frozenset[str]

    @classmethod
    def of(cls, html: str) -> "Page":
        """Return HTML folded, and the signs in it."""
        folded = html.encode("utf-8", "surrogatepass").lower()
        return cls(folded.decode("latin-1"), signs_in(folded))


def signs_in(folded: bytes) -> frozenset[str]:
    """Return which signs stand in HTML whose letters are in lower case, in any charset that has ASCII in it."""
    return frozenset(_ALL[found[0]] for found in _FINDER.find_matches_as_indexes(folded, overlapping=True))
