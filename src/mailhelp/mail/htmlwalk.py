"""One walk over an HTML tree that writes down what a person would read."""

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

_SKIPPED = frozenset("head style script title meta link template noscript svg math object iframe select".split())
_BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6"
    " header html li main nav ol p pre section table tbody tfoot thead tr ul".split()
)
_SPACED = frozenset("p h1 h2 h3 h4 h5 h6 ul ol dl pre table blockquote".split())
_POINTS = frozenset("br img hr td th".split())
_HIDDEN = re.compile(
    r"(?i)display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(px|pt|em)?\s*(;|$)"
)
_WHITE = " \t\r\n\f\xa0"
_RUN = re.compile(r"  +")


@dataclass(slots=True)
class Walk:
    """One walk over a tree, with the lines it has made; without recursion, as mail nests deep."""

    hides: bool
    lines: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    quoted: int = 0
    lists: list[int] = field(default_factory=list)
    pre: int = 0
    blank: bool = False

    def read(self, root: LexborNode) -> str:
        """Return the text of `root`."""
        above: list[LexborNode] = []
        node = root.first_child
        while node is not None or above:
            if node is None:
                node = above.pop()
                self.leave(node)
                node = node.next
                continue
            child = self.enter(node)
            if child is not None:
                above.append(node)
                node = child
            else:
                node = node.next
        self.end_line()
        return "\n".join(self.lines).strip("\n")

    def enter(self, node: LexborNode) -> LexborNode | None:
        """Begin a node, and return the first of what it holds; None when there is nothing to read in it."""
        tag = node.tag or ""
        if tag == "-text":
            self.text(node.text_content or "")
            return None
        if tag in _SKIPPED or tag[:1] in "-_!" or (self.hides and _is_hidden(node)):
            return None
        if tag in _BLOCKS:
            self.block_begins(tag)
        elif tag in _POINTS:
            self.point(tag, node)
        child = node.first_child
        if child is None:
            self.leave(node)
        return child

    def point(self, tag: str, node: LexborNode) -> None:
        """Add what stands at one place: a line break, a picture, a rule, the next cell."""
        if tag == "br":
            self.end_line(keep=True)
        elif tag == "img":
            self.text(node.attributes.get("alt") or "")
        elif tag == "hr":
            self.end_line()
            self.lines.append("> " * self.quoted + "-" * 20)
        elif self.line:
            self.line.append("\t")

    def text(self, written: str) -> None:
        """Add running text; white space runs together but in <pre>."""
        if self.pre:
            first, *rest = written.split("\n")
            self.line.append(first)
            for line in rest:
                self.end_line(keep=True)
                self.line.append(line)
            return
        words = written.split()
        if not words:
            self.line += [" "] if self.line else []
            return
        lead = " " if self.line and written[0] in _WHITE else ""
        trail = " " if written[-1] in _WHITE else ""
        self.line.append(f"{lead}{' '.join(words)}{trail}")

    def block_begins(self, tag: str) -> None:
        """Begin a block: a new line, a list mark, a deeper quote."""
        self.end_line()
        if tag in _SPACED and not (tag in ("ul", "ol") and self.lists):
            self.blank = bool(self.lines)
        if tag == "blockquote":
            self.quoted += 1
        elif tag in ("ul", "ol"):
            self.lists.append(1 if tag == "ol" else 0)
        elif tag == "pre":
            self.pre += 1
        elif tag == "li":
            self.bullet()

    def bullet(self) -> None:
        """Begin a line of a list."""
        number = self.lists[-1] if self.lists else 0
        indent = "  " * (len(self.lists) - 1)
        self.line.append(f"{indent}{number}. " if number else f"{indent}* ")
        if number:
            self.lists[-1] += 1

    def leave(self, node: LexborNode) -> None:
        """End an element."""
        tag = node.tag or ""
        if tag == "a":
            self.link(node)
        if tag not in _BLOCKS:
            return
        self.end_line()
        if tag in _SPACED and not (tag in ("ul", "ol") and len(self.lists) > 1):
            self.blank = True
        if tag == "blockquote":
            self.quoted = max(0, self.quoted - 1)
        elif tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        elif tag == "pre":
            self.pre = max(0, self.pre - 1)

    def link(self, node: LexborNode) -> None:
        """Add where a link leads, unless its words say so already."""
        target = (node.attributes.get("href") or "").strip()
        words = "".join(self.line[-20:]).strip()
        if not target.lower().startswith(("http://", "https://")) or not words or len(target) > 300:
            return
        bare = target.split("://", 1)[1].rstrip("/")
        if bare not in words:
            self.line.append(f" <{target}>")

    def end_line(self, *, keep: bool = False) -> None:
        """End the line; an empty one is dropped unless it is to be kept (<br>)."""
        written = "".join(self.line)
        if not self.pre:
            written = _RUN.sub(" ", written).lstrip() if "  " in written else written.lstrip()
        written = written.rstrip()
        self.line.clear()
        if not written and not keep:
            return
        mark = "> " * self.quoted
        if self.blank and self.lines and self.lines[-1].strip("> "):
            self.lines.append(mark.rstrip())
        self.blank = False
        self.lines.append((mark + written).rstrip())


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    if not attributes:
        return False
    style = attributes.get("style")
    return "hidden" in attributes or bool(style and _HIDDEN.search(style))
