"""Styles in a mail's HTML: what may stay of them, and what they hide; linear, and never an error."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

LONGEST = 4000
MOST_MARKS = 500
# Properties that take no address and move nothing out of its place.
KEPT = frozenset(
    "background-color border border-bottom border-collapse border-color border-left border-right border-spacing"
    " border-style border-top border-width color direction display font-family font-size font-style font-variant"
    " font-weight letter-spacing line-height list-style-type margin margin-bottom margin-left margin-right margin-top"
    " max-width padding padding-bottom padding-left padding-right padding-top text-align text-decoration text-indent"
    " text-transform vertical-align white-space width".split()
)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_ADDRESS = re.compile(r"(?i)(?:url|image-set)\s*+\(\s*+(?:\"[^\"]*+\"|'[^']*+'|[^)]*+)\s*+\)?")
_PLAIN = re.compile(r"[\w#%.,+\s'\"()-]*+\Z")
_WORDS = re.compile(r"rgba?\([^)]*+\)|[#\w]++")
_CALL = re.compile(r"([\w-]*+)\(")
_BELOW_ZERO = re.compile(r"(?:^|[\s(,])-[\d.]")
_NUMBER = re.compile(r"\s*+([+-]?\d{0,9}(?:\.\d{1,9})?)(px|pt|em|rem|%|)\b")
_PIXELS = {"px": 1.0, "": 1.0, "pt": 4 / 3, "em": 16.0, "rem": 16.0, "%": 1.0}
_SIZES = frozenset("xx-small x-small small medium large x-large xx-large".split())
_COLOURS = frozenset(("rgb", "rgba", "hsl", "hsla"))
_BRACE = re.compile(r"([{}])")
_MARK = re.compile(r"[a-z0-9]*+([.#][\w-]++)\Z")
NOTHING: Mapping[str, str] = MappingProxyType({})


def declarations(style: str | None) -> Mapping[str, str]:
    """Return the properties of a style attribute, names folded; what they would fetch is left out."""
    if not style:
        return NOTHING
    text = _ADDRESS.sub(" ", _COMMENT.sub("", style[:LONGEST]))
    pairs = (piece.partition(":") for piece in text.split(";"))
    found = {name.strip().lower(): value.partition("!")[0].strip() for name, _, value in pairs if value}
    if "background" in found:
        found.setdefault("background-color", next(filter(colour, _WORDS.findall(found["background"])), ""))
    return found


def fetches(style: str | None) -> bool:
    """Return True for a style that would fetch a picture."""
    return bool(style) and _ADDRESS.search((style or "")[:LONGEST]) is not None


def kept_style(styles: Mapping[str, str]) -> str:
    """Return the style attribute that may stay."""
    return ";".join(f"{name}:{value}" for name, value in styles.items() if name in KEPT and _may_stay(name, value))


def _may_stay(name: str, value: str) -> bool:
    if not value or len(value) > 200 or not _PLAIN.match(value) or _BELOW_ZERO.search(value):
        return False
    if not _COLOURS.issuperset(call.lower() for call in _CALL.findall(value)):
        return False
    return not (name == "line-height" and (pixels(value) or 0) < 1)


def hides(styles: Mapping[str, str]) -> bool:
    """Return True for what nobody sees, with all that stands in it: not shown, see-through, or out of the page.

    mso-hide is not among it: it hides from Outlook what all others show.
    """
    if not styles:
        return False
    shown, seen = _word(styles, "display"), _word(styles, "visibility")
    return (
        shown == "none"
        or seen in ("hidden", "collapse")
        or _at_most(styles, "opacity", 0.05)
        or _at_most(styles, "text-indent", -100)
        or _is_cut_away(styles)
    )


def is_tiny(styles: Mapping[str, str]) -> bool | None:
    """Return whether text is too small to be seen, None where its size is that around it, or in proportion to it.

    Newsletters give their layout no font size, and each of their texts one.
    """
    written = styles.get("font-size", "").lower()
    size = pixels(written)
    if size is None:
        return False if written in _SIZES else None
    if size > 1 and written.endswith(("em", "%")) and not written.endswith("rem"):
        return None
    return size <= 1


def _is_cut_away(styles: Mapping[str, str]) -> bool:
    if _word(styles, "overflow") == "hidden":
        return any(_at_most(styles, name, 1) for name in ("height", "max-height", "width", "max-width"))
    if _word(styles, "position") in ("absolute", "fixed"):
        clip = _word(styles, "clip").replace(" ", "")
        far = any(_at_most(styles, name, -300) for name in ("left", "top", "right", "bottom"))
        return far or clip.startswith(("rect(0", "rect(1px,1px"))
    return "scale(0" in _word(styles, "transform") or _word(styles, "clip-path").startswith(("inset(50", "inset(100"))


def _word(styles: Mapping[str, str], name: str) -> str:
    return styles.get(name, "").lower()


def _at_most(styles: Mapping[str, str], name: str, most: float) -> bool:
    size = pixels(styles[name]) if name in styles else None
    return size is not None and size <= most


def pixels(value: str) -> float | None:
    """Return a length in pixels, about; None for what is none."""
    found = _NUMBER.match(value)
    if found is None or found[1] in ("", "+", "-"):
        return None
    return float(found[1]) * _PIXELS[found[2].lower()]


Colour = tuple[int, int, int]
WHITE: Colour = (255, 255, 255)
BLACK: Colour = (0, 0, 0)
_NAMED: Mapping[str, Colour] = MappingProxyType(
    {
        **{"white": WHITE, "black": BLACK, "red": (255, 0, 0), "lime": (0, 255, 0), "blue": (0, 0, 255)},
        **{"gray": (128, 128, 128), "grey": (128, 128, 128), "silver": (192, 192, 192), "maroon": (128, 0, 0)},
        **{"green": (0, 128, 0), "navy": (0, 0, 128), "yellow": (255, 255, 0), "orange": (255, 165, 0)},
        **{"purple": (128, 0, 128), "teal": (0, 128, 128), "aqua": (0, 255, 255), "fuchsia": (255, 0, 255)},
        **{"olive": (128, 128, 0), "snow": (255, 250, 250), "ivory": (255, 255, 240), "whitesmoke": (245, 245, 245)},
    }
)
_HEX = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})(?:ff|f)?\Z")
_RGB = re.compile(
    r"rgba?\(\s*+(\d{1,3})[,\s]\s*+(\d{1,3})[,\s]\s*+(\d{1,3})\s*+(?:[,/]\s*+(?:1(?:\.0)?|100%)\s*+)?\)\Z"
)


def colour(written: str) -> Colour | None:
    """Return a colour that covers what is behind it as red, green, blue; None for what is none or lets it through.

    >>> colour("#fff"), colour("rgb(1, 2, 3)"), colour("transparent")
    ((255, 255, 255), (1, 2, 3), None)
    """
    text = written.strip().lower()
    if found := _HEX.match(text):
        digits = found[1] if len(found[1]) == 6 else "".join(digit * 2 for digit in found[1])
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
    if found := _RGB.match(text):
        return min(255, int(found[1])), min(255, int(found[2])), min(255, int(found[3]))
    return _NAMED.get(text)


def distance(one: Colour, other: Colour) -> int:
    """Return how far two colours are apart, 0 to 255."""
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


def is_light(one: Colour) -> bool:
    """Return True for a colour on which black is read better than white."""
    red, green, blue = one
    return red * 299 + green * 587 + blue * 114 > 140_000


def sheets(html: str) -> str:
    """Return the style sheets in HTML, folded, one below the other."""
    pieces = html.lower().split("<style")[1:]
    return _COMMENT.sub("", "\n".join(piece.partition(">")[2].partition("</style")[0] for piece in pieces))


def hiding_marks(css: str) -> frozenset[str]:
    """Return the classes (".name") and ids ("#name") that a folded style sheet hides on every screen."""
    found: set[str] = set()
    for selectors, body in _rules(css):
        hidden = hides(declarations(body))
        for one in selectors.split(",", MOST_MARKS):
            mark = _MARK.match(one.strip())
            if mark:
                (found.add if hidden else found.discard)(mark[1])
    return frozenset(found)


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Yield selectors and declarations of each rule that stands in no other."""
    depth, selectors = 0, ""
    pieces = _BRACE.split(css)
    for text, brace in zip(pieces[::2], pieces[1::2], strict=False):
        if brace == "{":
            depth += 1
            selectors = text if depth == 1 else selectors
            continue
        if depth == 1 and "@" not in selectors:
            yield selectors, text
        depth = max(0, depth - 1)
