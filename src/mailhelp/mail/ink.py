"""The colours that text is written in and on: what was never seen, and what could be read only on what is not shown."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from mailhelp.mail.htmlstyle import BLACK, WHITE, Colour, colour, distance, fetches, is_light, is_tiny

_ALMOST = 8
_APART = 60
_CLEAR = frozenset(("", "transparent", "none", "inherit", "initial", "unset"))


@dataclass(frozen=True, slots=True)
class Ink:
    """What text is written in, and on; None where the mail does not say, or a picture or style sheet may do so.

    see_through: it is written in no colour at all. tiny: too small to be seen.
    """

    colour: Colour | None = None
    behind: Colour | None = None
    see_through: bool = False
    tiny: bool = False

    @property
    def hides(self) -> bool:
        """Return True when nobody sees what is written so."""
        same = self.colour is not None and self.behind is not None and distance(self.colour, self.behind) <= _ALMOST
        return self.tiny or self.see_through or same


def inked(
    around: Ink, attributes: Mapping[str, str | None], styles: Mapping[str, str]
) -> tuple[Ink, Mapping[str, str]]:
    """Return the ink from an element on, and its styles with colours that can be read where pictures are not shown."""
    tiny = False if "size" in attributes else is_tiny(styles)
    ink = around if tiny is None else replace(around, tiny=tiny)
    written = styles.get("color") or attributes.get("color") or attributes.get("text") or ""
    ground = styles.get("background-color") or attributes.get("bgcolor") or ""
    pictured = "background" in attributes or fetches(attributes.get("style"))
    if not (written or ground or pictured):
        return ink, styles
    behind = colour(ground)
    if behind is None and not pictured and ground.strip().lower() in _CLEAR:
        behind = around.behind
    elif behind is not None:
        styles = {**styles, "background-color": _rgb(behind)}
    own = colour(written) if written else _readable(around.colour, colour(ground))
    if behind is None and own is not None and distance(own, WHITE) < _APART:
        # On the white page nobody could read it; what was behind it is not shown, or its writer saw it on black.
        own = BLACK
    see_through = written.strip().lower() == "transparent" if written else around.see_through
    ink = replace(ink, colour=own, behind=behind, see_through=see_through)
    return ink, styles if own is None else {**styles, "color": _rgb(own)}


def _readable(around: Colour | None, ground: Colour | None) -> Colour | None:
    """Return the colour that text has from around it; on a ground of its own one that can be read there."""
    if ground is None or (around is not None and is_light(around) != is_light(ground)):
        return around
    return BLACK if is_light(ground) else WHITE


def _rgb(one: Colour) -> str:
    return "rgb({},{},{})".format(*one)
