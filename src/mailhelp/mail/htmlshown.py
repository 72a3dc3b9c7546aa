"""One walk over HTML that writes it anew for showing: what a person saw of it, links told, pictures from the mail."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from types import MappingProxyType

from selectolax.lexbor import LexborNode

from mailhelp.mail import htmlstyle
from mailhelp.mail.gallery import Gallery
from mailhelp.mail.ink import Ink, inked
from mailhelp.mail.linktarget import Target, target_of

TAGS = frozenset(
    "a abbr acronym address b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn dir div dl dt"
    " em figcaption figure font h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strike strong"
    " sub sup table tbody td tfoot th thead time tr tt u ul var wbr".split()
)
DROPPED = frozenset(
    "head iframe math noembed noframes noscript object script select style svg template textarea title".split()
)
EVERYWHERE = frozenset("align dir height lang title valign width".split())
ATTRIBUTES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "blockquote": frozenset(("type",)),
        "col": frozenset(("span",)),
        "font": frozenset(("face", "size")),
        "img": frozenset(("alt", "border")),
        "ol": frozenset(("start", "type")),
        "table": frozenset(("border", "cellpadding", "cellspacing", "rules")),
        "td": frozenset(("colspan", "nowrap", "rowspan")),
        "th": frozenset(("colspan", "nowrap", "rowspan", "scope")),
    }
)
# The class of what is not the mail's own words: where a link leads, a picture that is not shown.
TOLD = "told"
_VOID = frozenset("br col hr wbr".split())
_KEPT_EMPTY = frozenset("td th".split())
# A picture of at most so many pixels is there to tell who reads the mail, or to keep things apart.
_TINY = 2


@dataclass(slots=True)
class _Link:
    """A link being written: where it leads, where in the output it begins, and its words."""

    target: Target
    begins: int
    words: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Element:
    """An open element: its end tag ("" when it is left out), and what was around it."""

    end: str
    ink: Ink
    link: _Link | None


class ShownWalk:
    """One walk over a tree, without recursion, as mail nests deep."""

    def __init__(self, gallery: Gallery, css: str) -> None:
        """Begin with nothing written; css: the style sheets of the page, folded."""
        self._gallery = gallery
        self._marks = htmlstyle.hiding_marks(css)
        self._ink = Ink()
        self._out: list[str] = []
        self._open: list[_Element] = []
        self._link: _Link | None = None

    def read(self, root: LexborNode) -> str:
        """Return `root` (a body, as a <div>) and what is seen in it as HTML."""
        above: list[LexborNode] = []
        node = self._enter(root)
        while node is not None or above:
            if node is None:
                node = above.pop().next
                self._leave()
            elif (child := self._enter(node)) is None:
                node = node.next
            else:
                above.append(node)
                node = child
        while self._open:
            self._leave()
        return "".join(self._out)

    def _enter(self, node: LexborNode) -> LexborNode | None:
        """Write a node, and return the first of what it holds; None when nothing in it is shown."""
        tag = (node.tag or "").lower()
        if tag == "-text":
            self._text(node.text_content or "")
            return None
        if tag in DROPPED or tag[:1] in "-_!":
            return None
        attributes = node.attributes
        styles = htmlstyle.declarations(attributes.get("style"))
        if attributes and self._is_hidden(attributes, styles):
            return None
        if tag == "img":
            self._image(attributes, styles)
            return None
        child = node.first_child
        if child is not None or tag in _VOID or tag in _KEPT_EMPTY:
            self._begin("div" if tag == "body" else tag, attributes, styles)
        if child is None and self._open and (tag in _VOID or tag in _KEPT_EMPTY):
            self._leave()
        return child

    def _is_hidden(self, attributes: Mapping[str, str | None], styles: Mapping[str, str]) -> bool:
        if "hidden" in attributes or htmlstyle.hides(styles):
            return True
        if not self._marks or "display" in styles:
            return False
        classes = (attributes.get("class") or "").lower().split()
        named = {f".{one}" for one in classes} | {f"#{(attributes.get('id') or '').lower()}"}
        return not self._marks.isdisjoint(named)

    def _begin(self, tag: str, attributes: Mapping[str, str | None], styles: Mapping[str, str]) -> None:
        element = _Element("", self._ink, self._link)
        self._open.append(element)
        self._ink, styles = inked(self._ink, attributes, styles)
        target = target_of(attributes.get("href")) if tag == "a" and self._link is None else None
        tag = "span" if tag == "a" and target is None else tag
        if tag not in TAGS:
            return
        if target is not None:
            self._link = _Link(target, len(self._out))
            self._out.append(f'<a href="{escape(target.href)}"{_style(styles)}>')
        else:
            self._out.append(f"<{tag}{_attributes(tag, attributes)}{_style(styles)}>")
        element.end = "" if tag in _VOID else f"</{tag}>"

    def _leave(self) -> None:
        """End the innermost element."""
        ended = self._open.pop()
        link, self._link, self._ink = self._link, ended.link, ended.ink
        self._out.append(ended.end)
        if link is not None and link is not ended.link:
            self._link_ends(link)

    def _link_ends(self, link: _Link) -> None:
        """Tell where a link leads, unless its words do; a link that shows nothing goes."""
        if len(self._out) <= link.begins + 2:
            del self._out[link.begins :]
            return
        target = link.target
        if not target.is_told_by(" ".join("".join(link.words).split())):
            told = f"{escape(target.start)}<b>{escape(target.host)}</b>{escape(target.rest)}"
            self._out.append(f'<span class="{TOLD}"> [{told}]</span>')

    def _text(self, written: str) -> None:
        if self._ink.hides:
            return
        self._out.append(escape(without_controls(written), quote=False))
        if self._link is not None:
            self._link.words.append(written)

    def _image(self, attributes: Mapping[str, str | None], styles: Mapping[str, str]) -> None:
        source = (attributes.get("src") or "").strip()
        if address := self._gallery.address(source):
            self._out.append(f'<img src="{address}"{_attributes("img", attributes)}{_style(styles)}>')
        elif not _is_tiny(attributes, styles) and (name := self._name_of(attributes, source)):
            self._out.append(f'<span class="{TOLD}">[image: {escape(without_controls(name))}]</span>')

    def _name_of(self, attributes: Mapping[str, str | None], source: str) -> str:
        """Return what to call a picture that is not shown, "" for one that is mere ornament (its alt is empty)."""
        found, alt = self._gallery.picture(source), attributes.get("alt")
        if alt == "" and found is None:
            return ""
        return (" ".join((alt or "").split()) or (found.name if found else "") or _file_name(source))[:100]


def _attributes(tag: str, attributes: Mapping[str, str | None]) -> str:
    allowed = ATTRIBUTES.get(tag, frozenset())
    kept = ((name, value or "") for name, value in attributes.items() if name in EVERYWHERE or name in allowed)
    return "".join(f' {name}="{escape(without_controls(value))}"' for name, value in kept)


def _style(styles: Mapping[str, str]) -> str:
    style = htmlstyle.kept_style(styles)
    return f' style="{escape(style)}"' if style else ""


def _is_tiny(attributes: Mapping[str, str | None], styles: Mapping[str, str]) -> bool:
    sizes = (htmlstyle.pixels(attributes.get(name) or styles.get(name) or "") for name in ("width", "height"))
    return any(size is not None and size <= _TINY for size in sizes)


def _file_name(source: str) -> str:
    name = source.partition("?")[0].partition("#")[0].replace("\\", "/").rpartition("/")[2]
    return name if name and source[:5].lower() != "data:" else "without a name"


def without_controls(text: str) -> str:
    """Return text without the characters that HTML has no use for (WHATWG HTML section 13.2.3.5)."""
    return text if text.isprintable() else "".join(one for one in text if one in "\t\n\r" or not _is_control(one))


def _is_control(one: str) -> bool:
    return one < " " or "\x7f" <= one <= "\x9f" or "\ud800" <= one <= "\udfff" or "\ufdd0" <= one <= "\ufdef"
