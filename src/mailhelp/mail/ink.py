"""The colours that text is written in and on: what was never seen, and what could be read only on what is not shown."""

from collections.abc import Mapping
from dataclasses import dataclass

from mailhelp.mail.htmlstyle import BLACK, WHITE, Colour, colour, distance, fetches, is_light

_ALMOST = 8
_APART = 60
_CLEAR = frozenset(("", "transparent", "none", "inherit", "initial", "unset"))


@dataclass(frozen=True, slots=True)
class Ink:
    """What text is written in, and on; None where the mail does not say, or a picture or style sheet may do so.

    hides: it says both, and they are the same.
    """

    colour: Colour | None = None
    behind: Colour | None = None
    hides: bool = False


def inked(
    around: Ink, attributes: Mapping[str, str | None], styles: Mapping[str, str]
) -> tuple[Ink, Mapping[str, str]]:
    """Return the ink from an element on, and its styles with colours that can be read where pictures are not shown."""
    written = styles.get("color") or attributes.get("color") or attributes.get("text") or ""
    ground = styles.get("background-color") or attributes.get("bgcolor") or ""
    pictured = "background" in attributes or fetches(attributes.get("style"))
    if not (written or ground or pictured):
        return around, styles
    own, behind = colour(written), colour(ground)
    ink_colour = own if written else around.colour
    if behind is not None:
        if not written and (ink_colour is None or is_light(ink_colour) == is_light(behind)):
            ink_colour = BLACK if is_light(behind) else WHITE
        styles = {**styles, "background-color": _rgb(behind)}
    elif pictured or ground.strip().lower() not in _CLEAR:
        behind = None
    else:
        behind = around.behind
    if behind is None and ink_colour is not None and distance(ink_colour, WHITE) < _APART:
        # On the white page nobody could read it; what was behind it is not shown, or its writer saw it on black.
        ink_colour = BLACK
    hides = ink_colour is not None and behind is not None and distance(ink_colour, behind) <= _ALMOST
    return Ink(ink_colour, behind, hides), styles if ink_colour is None else {**styles, "color": _rgb(ink_colour)}


def _rgb(one: Colour) -> str:
    return "rgb({},{},{})".format(*one)
