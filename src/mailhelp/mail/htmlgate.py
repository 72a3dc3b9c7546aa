"""The gate before the HTML parser: size, depth, attributes and entities, counted in linear time."""

import re

from mailhelp.mail.limits import DEFAULT, Limits

_TAG = re.compile(r"<(/?)([a-z][a-z0-9:-]{0,30})")
_STRINGS = re.compile(r"\"[^\"]*\"|'[^']*'")
# They hold nothing, or end where the next begins.
_FLAT = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li td th tr dt dd option".split()
)


def refusal(html: str, limits: Limits = DEFAULT) -> str:
    """Return why this HTML is not given to a parser, "" when it is; linear."""
    if len(html) > limits.html:
        return f"the HTML is over {limits.html // 1024} KB"
    if html.count("&") > limits.html_entities:
        return f"the HTML has more than {limits.html_entities} entities"
    pieces = html.split("<")
    if any(len(piece) > limits.html_attributes and _attributes(piece) > limits.html_attributes for piece in pieces):
        return f"a tag has more than {limits.html_attributes} attributes"
    return f"the HTML is nested deeper than {limits.html_depth}" if _depth(html.lower()) > limits.html_depth else ""


def _attributes(piece: str) -> int:
    """Return how many attributes what follows a "<" may have at most."""
    tag = _STRINGS.sub("", piece).partition(">")[0]
    return len(tag.replace("/", " ").split())


def _depth(html: str) -> int:
    """Return how deep tags nest at most; a closing tag counts only where one of its name is open, "/>" never."""
    open_tags: dict[str, int] = {}
    depth = deepest = 0
    for closing, name in _TAG.findall(html):
        if name in _FLAT:
            continue
        if not closing:
            open_tags[name] = open_tags.get(name, 0) + 1
            depth += 1
            if depth > deepest:
                deepest = depth
        elif open_tags.get(name, 0):
            open_tags[name] -= 1
            depth -= 1
    return deepest
