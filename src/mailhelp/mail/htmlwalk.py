"""One walk over HTML that writes down what a person would read."""

import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from mailhelp.mail.htmllines import DEEPEST_SHOWN, UNORDERED, Lines

_BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3"
    " h4 h5 h6 header html li main nav ol p pre section summary table ul".split()
)
_TOLD = ("http://", "https://", "mailto:", "tel:")
_SPACED = frozenset("p h1 h2 h3 h4 h5 h6 ul ol dl pre table blockquote".split())
_COMMENT = re.compile(r"<!--(?:.*?-->|.*)", re.DOTALL)
_LINE_ENDS = re.compile(r"[\t\n\f\r]+")
_NO_DIGIT = re.compile(r"[^0-9]")
_LONGEST_TARGET = 300


@dataclass(slots=True)
class Walk(Lines):
    """One walk over a page, with the lines it has made; targets: where the links lead that are open."""

    targets: list[str] = field(default_factory=list)

    def read(self, html: str) -> str:
        """Return the text of `html` as a parser writes it: every element is closed."""
        html = html.replace("&nbsp;", " ")
        if "<!--" in html:
            html = _COMMENT.sub("", html)
        preformatted = "<pre" in html
        text, *elements = (html if preformatted else _on_one_line(html)).split("<")
        self.line.append(text)
        for element in elements:
            tag, _, text = element.partition(">")
            name, _, attributes = tag.partition(" ")
            if name in _READ:
                _READ[name](self, name, attributes)
            if text:
                self.line.append(_LINE_ENDS.sub(" ", text) if preformatted and not self.pre else text)
        self.end_line()
        return _unescaped("\n".join(self.lines).strip("\n"))

    def point(self, name: str, attributes: str) -> None:
        """Add what stands at one place: a line break, a picture, a rule."""
        if name == "br":
            self.line.append("\n")
        elif name == "img":
            self.line.append(_value("alt", attributes))
        else:
            self.end_line()
            self.lines.append("> " * min(self.quoted, DEEPEST_SHOWN) + "-" * 20)

    def spaced(self, name: str, _: str) -> None:
        """Begin or end a paragraph or the like."""
        self.end_line()
        self.blank = True if name[0] == "/" else bool(self.lines)

    def block(self, name: str, _: str) -> None:
        """Begin or end a block without marks of its own."""
        self.end_line()

    def quote(self, name: str, _: str) -> None:
        """Begin or end a quote."""
        self.spaced(name, "")
        self.quoted = max(0, self.quoted - 1) if name[0] == "/" else self.quoted + 1

    def preformatted(self, name: str, _: str) -> None:
        """Begin or end text whose white space counts."""
        self.spaced(name, "")
        self.pre = max(0, self.pre - 1) if name[0] == "/" else self.pre + 1

    def list_begins(self, name: str, attributes: str) -> None:
        """Begin a list; one within another stands close to its line."""
        self.end_line()
        self.blank = self.blank if self.lists else bool(self.lines)
        self.lists.append(_number("start", attributes, 1) if name == "ol" else UNORDERED)

    def list_ends(self, name: str, _: str) -> None:
        """End a list."""
        self.end_line()
        self.blank = self.blank or len(self.lists) < 2
        self.bulleted = ""
        if self.lists:
            self.lists.pop()

    def item(self, name: str, attributes: str) -> None:
        """Begin a line of a list."""
        self.end_line()
        number = self.lists[-1] if self.lists else UNORDERED
        indent = "  " * (min(len(self.lists), DEEPEST_SHOWN) - 1)
        if number == UNORDERED:
            self.bulleted = f"{indent}* "
            return
        number = _number("value", attributes, number)
        self.bulleted = f"{indent}{number}. "
        self.lists[-1] = number + 1

    def link_begins(self, name: str, attributes: str) -> None:
        """Note where a link leads, if that is to the web, an address or a telephone."""
        target = _value("href", attributes)
        self.targets.append(target if target[:8].lower().startswith(_TOLD) else "")

    def link_ends(self, name: str, _: str) -> None:
        """End a link."""
        self.link(self.targets.pop() if self.targets else "")

    def link(self, target: str) -> None:
        """Add where a link leads, unless its words say so already."""
        if not target or len(target) > _LONGEST_TARGET:
            return
        words = "".join(self.line[-20:]).rpartition("\n")[2].strip()
        scheme, _, bare = target.partition(":")
        if scheme.lower() == "mailto":
            target = bare = unquote(bare.partition("?")[0])
        elif scheme.lower() == "tel":
            target, bare, words = bare, _NO_DIGIT.sub("", bare), _NO_DIGIT.sub("", words) or words
        else:
            bare = bare.strip("/")
        if words and target and bare.lower() not in words.lower():
            self.line.append(f" &lt;{target}&gt;")


def _value(name: str, attributes: str) -> str:
    """Return the value of an attribute, "" when there is none."""
    rest = f" {attributes}".partition(f' {name}="')[2]
    return rest.partition('"')[0].strip()


def _number(name: str, attributes: str, default: int) -> int:
    written = _value(name, attributes)
    return int(written) if written.isdecimal() and len(written) < 9 else default


def _on_one_line(html: str) -> str:
    for white in "\r\n\t\f":
        html = html.replace(white, " ")
    return html


def _unescaped(text: str) -> str:
    """Return text with the entities undone that a parser writes."""
    if "&" not in text:
        return text
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")


_READ = {
    **{name: Walk.block for block in _BLOCKS for name in (block, "/" + block)},
    **{name: Walk.spaced for block in _SPACED for name in (block, "/" + block)},
    **dict.fromkeys(("br", "hr", "img"), Walk.point),
    **{"tr": Walk.row_begins, "/tr": Walk.row_ends},
    **{name: Walk.cell_begins for name in ("td", "th")},
    **{name: Walk.cell_ends for name in ("/td", "/th")},
    **{"blockquote": Walk.quote, "/blockquote": Walk.quote, "pre": Walk.preformatted, "/pre": Walk.preformatted},
    **{"ul": Walk.list_begins, "ol": Walk.list_begins, "/ul": Walk.list_ends, "/ol": Walk.list_ends},
    **{"li": Walk.item, "a": Walk.link_begins, "/a": Walk.link_ends},
}
