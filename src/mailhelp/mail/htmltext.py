"""HTML to plain text as a person would read it: own walker on lexbor, behind a gate of its own."""

import re
from collections import Counter
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from mailhelp.mail.limits import DEFAULT, Limits

_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9:-]{0,30}")
_STRINGS = re.compile(r"\"[^\"]*\"|'[^']*'")
_FLAT = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li td th tr dt dd option".split()
)
_SKIPPED = frozenset("head style script title meta link template noscript svg math object iframe select".split())
_BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6"
    " header hr html li main nav ol p pre section table tbody tfoot thead tr ul".split()
)
_SPACED = frozenset("p h1 h2 h3 h4 h5 h6 ul ol dl pre table blockquote".split())
_HIDDEN = re.compile(
    r"(?i)display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(px|pt|em)?\s*(;|$)"
)
_HIDING = re.compile(r"(?i)none|hidden|mso-hide|font-size\s*:\s*0")
_MARKED = re.compile(
    r"(?i)quote|signature|divRplyFwdMsg|appendonsend|OutlookMessageHeader|_MailOriginal|reply-intro|stopSpelling|cite|zwchr|reference-m|isReplyContent|OLK_SRC|zmail_extra"
)
MOST_QUOTES = 200
_WHITE = " \t\r\n\f\xa0"
_RUN = re.compile(r"  +")
_POINTS = frozenset("br img hr td th".split())
_QUOTES = (
    ".gmail_quote, .gmail_quote_container, .gmail_extra > blockquote, .yahoo_quoted, .moz-cite-prefix, blockquote[type=cite],"
    " .protonmail_quote, .zmail_extra, #isReplyContent, .tutanota_quote, .WordSection1 > blockquote, #OLK_SRC_BODY_SECTION,"
    " #mail-editor-reference-message-container, .ms-outlook-mobile-reference-message, blockquote.mailru-blockquote,"
    " .gmail_signature, .moz-signature, #Signature, #ms-outlook-mobile-signature, .skiff_quote, .front-blockquote, .freddy-quote, .cordova-quote, .js-helpscout-beacon-quote"
)
_CUTS = (
    "#divRplyFwdMsg, #appendonsend, #stopSpelling, #reply-intro, .OutlookMessageHeader, #zwchr, a[name=_MailOriginal]"
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
    return f"the HTML is nested deeper than {limits.html_depth}" if _depth(pieces) > limits.html_depth else ""


def _attributes(piece: str) -> int:
    """Return how many attributes what follows a "<" may have at most."""
    tag = _STRINGS.sub("", piece).partition(">")[0]
    return len(tag.replace("/", " ").split())


def _depth(pieces: list[str]) -> int:
    """Return how deep tags nest at most; a closing tag counts only where one of its name is open, "/>" never."""
    open_tags: Counter[str] = Counter()
    depth = deepest = 0
    for piece in pieces:
        name = _NAME.match(piece, piece[:1] == "/")
        tag = name.group().lower() if name else ""
        if not tag or tag in _FLAT:
            continue
        if piece[0] != "/":
            open_tags[tag] += 1
            depth += 1
            deepest = max(deepest, depth)
        elif open_tags[tag]:
            open_tags[tag] -= 1
            depth -= 1
    return deepest


@dataclass(frozen=True, slots=True)
class Readable:
    """HTML as text: all of it, and what remains when the quotes that its marks tell are cut; `refused`: why it was not read."""

    text: str
    own: str
    refused: str = ""


def readable(html: str, limits: Limits = DEFAULT) -> Readable:
    """Return the text of an HTML body; what the gate refuses is read by dropping its tags, in linear time."""
    html = html.replace("\x00", "")
    if refused := refusal(html, limits):
        text = without_tags(html[: limits.html * 4])
        return Readable(text, text, refused)
    tree = LexborHTMLParser(html)
    root = tree.body or tree.root
    if root is None:
        return Readable("", "")
    hides = bool(_HIDING.search(html))
    text = _Walk(hides).read(root)
    return Readable(text, _Walk(hides).read(root) if _MARKED.search(html) and _cut_quotes(tree) else text)


def without_tags(html: str) -> str:
    """Return HTML with its tags dropped: crude, linear, for what no parser may see."""
    pieces = [piece.partition(">")[2] if place else piece for place, piece in enumerate(html.split("<"))]
    return "\n".join(line for line in (" ".join(piece.split()) for piece in pieces) if line)


def _cut_quotes(tree: LexborHTMLParser) -> bool:
    """Take quotes out of the tree where marks tell them; True when any was."""
    cut = False
    found = tree.css(_QUOTES)
    quotes = [node for node in found if not _inside_quote(node)] if len(found) <= MOST_QUOTES else []
    inline = sum(node.tag == "blockquote" for node in quotes) > 1
    for node in quotes:
        if not (inline and node.tag == "blockquote" and _words_after(node)):
            node.decompose()
            cut = True
    for node in tree.css(_CUTS)[:1]:
        _cut_from(node)
        cut = True
    return cut


def _inside_quote(node: LexborNode) -> bool:
    above = node.parent
    while above is not None:
        if above.tag == "blockquote":
            return True
        above = above.parent
    return False


def _words_after(node: LexborNode) -> bool:
    sibling = node.next
    while sibling is not None:
        if sibling.is_element_node and sibling.text(strip=True):
            return True
        sibling = sibling.next
    return False


def _cut_from(node: LexborNode) -> None:
    """Take out a node and all that follows it in its parent and above."""
    current: LexborNode | None = node
    while current is not None and current.tag not in ("body", "html"):
        sibling = current.next
        while sibling is not None:
            following = sibling.next
            sibling.decompose()
            sibling = following
        current = current.parent
    node.decompose()


@dataclass(slots=True)
class _Walk:
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
        written = written.rstrip() if self.pre else _RUN.sub(" ", written).strip()
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
