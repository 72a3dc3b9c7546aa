"""The gate before the HTML parsers: size, depth, attributes and entities, counted in linear time.

Parsers take time that grows with the square of the depth. So tags are told from comments, values and styles just as
parsers tell them (WHATWG HTML section 13.2.5), and a closing tag counts only where it closes something for them too
(section 13.2.6). What is open here is at least what is open there: what is doubtful makes it more.
"""

import re

from mailhelp.mail.htmlsigns import DOUBTFUL, Page
from mailhelp.mail.limits import DEFAULT, Limits

_ATTRIBUTE = r"[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?+)?+"
_TAG = re.compile(
    r"<(?:!--(?:-?+>|.*?(?:--!?>|\Z))|(?:!(?!--)|\?|/(?![a-z]))[^>]*+"
    r"|(?P<raw>script|style|title|textarea|xmp|iframe|noembed|noframes)(?=[\s/>])"
    rf"(?:[\s/]++|{_ATTRIBUTE})*+>.*?(?=</(?P=raw)[\s/>]|\Z)"
    rf"|(/?)([a-z][^\s/>]*+)((?:[\s/]++|{_ATTRIBUTE})*+))",
    re.DOTALL | re.ASCII,
)
_ATTRIBUTES = re.compile(_ATTRIBUTE, re.ASCII)
# Elements that hold no others, comments, and tags that are never open: written so that no parser reads them otherwise.
_PLAIN_ATTRIBUTES = (
    r"(?:[ \t\r\n]++[a-z][a-z0-9:._-]*+(?:=(?:\"[^\"<>]*+\"|'[^'<>]*+'|[^ \t\r\n\f<>\"'=`]++))?+){0,50}+[ \t\r\n]*+"
)
_CLOSED = re.compile(
    rf"<(?!(?:html|head|body|form|button)[ \t\r\n>])([a-z][a-z0-9:]*+){_PLAIN_ATTRIBUTES}>[^<]*+</\1>"
    rf"|<(?:br|img|hr|meta|link|wbr|col|input|base|html|head|body|!doctype)(?![a-z0-9:]){_PLAIN_ATTRIBUTES}/?>"
    r"|<!--[^<]*?-->"
)
_ROUNDS = 8
_OPENING = re.compile(r"<[a-z]")
_VOID = frozenset(
    "html head body area base br hr img image embed input link meta param source track wbr frame keygen".split()
)
_FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_SCOPES = frozenset("table td th caption".split())
_SECTIONS = frozenset("tbody thead tfoot".split())
_ROWS = _SECTIONS | {"tr", "col", "colgroup"}
_SPECIAL = _SCOPES | frozenset(
    "address article aside blockquote button center dd details dir div dl dt fieldset figcaption figure footer"
    " form h1 header hgroup li listing main menu nav ol p pre search section summary ul".split()
)
_IN_ITEM = _SPECIAL - {"address", "div", "p"}
# What begins ends the last of its kind, if nothing of the second set stands between; what ends likewise.
_ENDS_LAST = {
    "p": (frozenset(("p",)), _SCOPES | {"button"}),
    "li": (frozenset(("li",)), _IN_ITEM),
    "dd": (frozenset(("dd", "dt")), _IN_ITEM),
    "dt": (frozenset(("dd", "dt")), _IN_ITEM),
    "button": (frozenset(("button",)), _SCOPES),
    "a": (frozenset(("a",)), _SCOPES),
}
_KEPT_IN = {"li": _SCOPES | {"ol", "ul"}, "p": _SCOPES | {"button"}}
# Of formatting that ends outside of more blocks than this, parsers leave some open (the adoption agency).
_ADOPTED = 7
# Of formatting alike they know this many as such (the Noah's Ark clause); the rest ends like any element.
_ALIKE = 3
_MOST_STEPS = 2_000_000


def refusal(html: str, limits: Limits = DEFAULT, *, page: Page | None = None) -> str:
    """Return why this HTML is not given to a parser, "" when it is; linear. page: the same folded, where there is."""
    if len(html) > limits.html:
        return f"the HTML is over {limits.html // 1024} KB"
    if html.count("&") > limits.html_entities:
        return f"the HTML has more than {limits.html_entities} entities"
    page = page or Page.of(html)
    if _is_doubtful(page):
        # Then every opening tag is taken to stay open.
        count = sum(1 for _ in _OPENING.finditer(page.text))
        return f"the HTML is nested deeper than {limits.html_depth}" if count > limits.html_depth else ""
    return "" if _is_plain(page.text, limits) else _Scan(limits).run(page.text)


def _is_plain(page: str, limits: Limits) -> bool:
    """Return True for a page whose elements are so properly closed that no tag needs to be looked at by itself.

    Elements without others in them are dropped, then those that had only such, and so on: what was dropped in one
    round is one level. What remains counts as open, wherever it stands, and each as reopened by each tag.
    """
    opened = page.count("<") - page.count("</")
    left = opened
    for dropped in range(_ROUNDS):
        shallow = left + dropped < limits.html_depth and left * opened <= limits.html_reopened
        # An attribute takes two characters.
        if shallow and (left == 0 or len(page) - page.find("<") <= 2 * limits.html_attributes):
            return True
        page, before = _CLOSED.sub("", page), left
        left = page.count("<") - page.count("</")
        if left * 10 > before * 9:
            return False
    return False


def _is_doubtful(page: Page) -> bool:
    if not page.signs.isdisjoint(DOUBTFUL):
        return True
    scripts = page.text.split("<script")[1:] if "<script" in page.signs else []
    return any("<!--" in script.partition("</script")[0] for script in scripts)


class _Scan:
    """One pass over the tags, with all that parsers may have open."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.open: list[str] = []
        self.sections: list[str] = []
        self.in_form = False
        self.formatting = self.reopened = self.steps = 0

    def run(self, html: str) -> str:
        """Return why the HTML is refused, "" when it is not."""
        most = self.limits.html_attributes
        for tag in _TAG.finditer(html):
            closing, name, attributes = tag.group(2, 3, 4)
            if name is None or name in _VOID:
                continue
            if len(attributes) > most and len(_ATTRIBUTES.findall(attributes)) > most:
                return f"a tag has more than {most} attributes"
            name = "h1" if name in _HEADINGS else name
            if closing:
                self.ends(name)
            else:
                self.begins(name)
            if len(self.open) > self.limits.html_depth:
                return f"the HTML is nested deeper than {self.limits.html_depth}"
            if self.reopened > self.limits.html_reopened or self.steps > _MOST_STEPS:
                return "the HTML opens the same formatting again and again"
        return ""

    def begins(self, name: str) -> None:
        """Open an element; first end what it ends."""
        if name in _FORMATTING:
            self.formatting += 1
        elif name in _SPECIAL:
            self.reopened += self.formatting
        if name in _ENDS_LAST:
            self.remove(*_ENDS_LAST[name])
        elif name in _ROWS or name in _SCOPES:
            self.table_piece(name)
            return
        elif name == "form":
            if self.in_form:
                return
            self.in_form = True
        self.open.append(name)

    def table_piece(self, name: str) -> None:
        """Open a table, a cell or a caption; a cell ends what is open in its table, a row too."""
        table, cell = self.nearest()
        if name == "table":
            if table >= 0 and cell < 0:
                self.cut(table)
            self.open.append(name)
            self.sections.append("")
        elif table >= 0:
            self.cut(table + 1)
            if name in _SECTIONS:
                self.sections[-1] = name
            elif name in ("td", "th", "tr"):
                self.sections[-1] = self.sections[-1] or "tbody"
            else:
                self.sections[-1] = ""
            if name in _SCOPES:
                self.open.append(name)

    def ends(self, name: str) -> None:
        """Close an element where parsers do."""
        if name in _SCOPES or name in _ROWS:
            self.end_table_piece(name)
        elif self.open and self.open[-1] == name and name != "form":
            self.open.pop()
            self.formatting -= name in _FORMATTING
            self.reopened += self.formatting if name in _SPECIAL else 0
        elif name in _FORMATTING:
            self.remove(frozenset((name,)), _SCOPES)
        elif name in _SPECIAL:
            self.reopened += self.formatting
            # The end of a form that stands in a cell within it is lost: then no later one closes it.
            if name != "form" or self.in_form:
                self.remove(frozenset((name,)), _KEPT_IN.get(name, _SCOPES))
            self.in_form = self.in_form and name != "form"
        elif name in self.open:
            self.remove(frozenset((name,)), _SPECIAL)

    def end_table_piece(self, name: str) -> None:
        """Close a table, a cell or a caption, and what is open in it; the end of a row or section ends its cell."""
        table, cell = self.nearest()
        if table < 0:
            return
        if name == "table":
            self.cut(table)
        elif cell >= 0 and (name == self.open[cell] or self.is_around(name, self.open[cell])):
            self.cut(cell)
            if name in _SECTIONS:
                self.sections[-1] = ""

    def is_around(self, name: str, cell: str) -> bool:
        """Return True for what surely is open around a cell: its row, and the section of the table it is in."""
        return cell != "caption" and (name == "tr" or name == self.sections[-1])

    def remove(self, names: frozenset[str], between: frozenset[str]) -> None:
        """Take out the last open element of `names`, unless one of `between` is open in it."""
        opened, blocks = self.open, 0
        for place in range(len(opened) - 1, -1, -1):
            name = opened[place]
            self.steps += 1
            if name in names:
                if name not in _FORMATTING:
                    del opened[place]
                elif not blocks or (blocks <= _ADOPTED and opened.count(name) <= _ALIKE):
                    del opened[place]
                    self.formatting -= 1
                return
            if name in between:
                return
            blocks += name in _SPECIAL

    def cut(self, place: int) -> None:
        """Close the element at `place` and all in it: a table, a cell, or what is in a table."""
        closed = self.open[place:]
        cells = [at for at, name in enumerate(closed) if name in _SCOPES and name != "table"]
        # Formatting written between the cells of a table goes on behind it; that in a cell ends with it.
        kept = [name for name in closed[: cells[0] if cells else None] if name in _FORMATTING]
        self.open[place:] = kept
        self.formatting -= sum(name in _FORMATTING for name in closed) - len(kept)
        del self.sections[len(self.sections) - closed.count("table") :]

    def nearest(self) -> tuple[int, int]:
        """Return where the last open table is, and the cell or caption open in it; -1 where there is none."""
        cell, opened = -1, self.open
        if not self.sections:
            return -1, -1
        for place in range(len(opened) - 1, -1, -1):
            name = opened[place]
            if name in _SCOPES:
                if name == "table":
                    self.steps += len(opened) - place
                    return place, cell
                cell = place if cell < 0 else cell
        return -1, -1
