"""Which parts of a mail are its body, and which are attached (RFC 8621 section 4.1.4)."""

from dataclasses import dataclass, field

from mailhelp.mail.part import MEDIA, Part

_FORMS = ("text/plain", "text/html")
_LOOKED_AT = 4096
_SHOWN = (*_FORMS, "text/enriched", "text/richtext")


@dataclass(frozen=True, slots=True)
class Layout:
    """What a person sees as the body, in order, as plain text where there is; and all that is attached.

    related: the places of what a multipart/related has beside its root.
    """

    text: tuple[Part, ...]
    html: tuple[Part, ...]
    attached: tuple[Part, ...]
    related: frozenset[str] = frozenset()


def layout(root: Part) -> Layout:
    """Divide a mail into body and attachments (RFC 8621 section 4.1.4)."""
    found = _Sorter()
    found.sort((root,), "mixed", alternative=False, into=(True, True))
    if not found.text and not found.html and root.kind in _FORMS:
        # The only part of a mail is what its author wrote, whatever a program calls it.
        found.text, found.html, found.attached = [root], [root], list(root.children)
    if found.enclosed and not any(part.beginning(_LOOKED_AT).strip() for part in (*found.text, *found.html)):
        found.text = found.html = found.enclosed[:1]
    return Layout(tuple(found.text), tuple(found.html), tuple(found.attached), frozenset(found.related))


@dataclass(slots=True)
class _Sorter:
    """The algorithm of RFC 8621 section 4.1.4, with its three lists; enclosed: words found inside attachments."""

    text: list[Part] = field(default_factory=list)
    html: list[Part] = field(default_factory=list)
    attached: list[Part] = field(default_factory=list)
    related: list[str] = field(default_factory=list)
    enclosed: list[Part] = field(default_factory=list)

    def sort(self, parts: tuple[Part, ...], multipart: str, *, alternative: bool, into: tuple[bool, bool]) -> None:
        """Put each part where it belongs; `into`: whether text and HTML of this place count."""
        texts, htmls = len(self.text), len(self.html)
        if multipart == "related":
            self.related += [part.path for part in parts[1:]]
        for place, part in enumerate(parts):
            if part.main == "multipart" and part.children:
                subtype = part.kind.partition("/")[2]
                below = alternative or subtype == "alternative"
                self.sort(_in_order(part, subtype), subtype, alternative=below, into=into)
            elif multipart == "alternative":
                self.choose(part)
            elif not _is_shown(part, place, multipart):
                self.attach(part)
            else:
                into = self.add(part, into, alternative=alternative)
        if multipart == "alternative" and all(into):
            self.serve_both(parts, texts, htmls)

    def serve_both(self, parts: tuple[Part, ...], texts: int, htmls: int) -> None:
        """Let the one kind that an alternative had serve as the other too; where it had neither, another form."""
        if len(self.text) == texts and len(self.html) == htmls:
            forms = [part for part in parts if part.main == "text" and part.disposition != "attachment"][:1]
            self.text += forms
            self.html += forms
        elif len(self.text) == texts:
            self.text += self.html[htmls:]
        elif len(self.html) == htmls:
            self.html += self.text[texts:]

    def choose(self, part: Part) -> None:
        """Take one of several alternatives; another form of the same words (AMP, a reaction) is not attached."""
        if part.main != "text" or part.disposition == "attachment":
            self.attach(part)
        elif part.kind == "text/plain":
            self.text.append(part)
            self.attached += part.children
        elif part.kind == "text/html":
            self.html.append(part)
        elif part.kind == "text/calendar" or part.filename:
            self.attached.append(part)

    def attach(self, part: Part) -> None:
        """Take an attachment, or the files that were found in it; words that a winmail.dat has are noted."""
        if part.main == "message":
            self.attached.append(part)
            return
        self.enclosed += [one for one in part.children if _is_words(one)]
        self.attached += [one for one in part.children if not _is_words(one)] or [part]

    def add(self, part: Part, into: tuple[bool, bool], *, alternative: bool) -> tuple[bool, bool]:
        """Take a part of the body, and return which lists count from here; an image shown in it is attached."""
        if part.main in MEDIA:
            self.attached.append(part)
            return into
        if alternative:
            into = (into[0] and part.kind != "text/html", into[1] and part.kind != "text/plain")
        self.attached += part.children
        self.text += [part] if into[0] else []
        self.html += [part] if into[1] else []
        return into


def _is_words(enclosed: Part) -> bool:
    return enclosed.main == "text" and enclosed.disposition == "inline"


def _in_order(part: Part, subtype: str) -> tuple[Part, ...]:
    """Return the parts of a multipart that count, the root of a multipart/related first.

    Of a file of Apple's with its resource fork only the file (RFC 1740).
    """
    below = part.children
    if subtype == "appledouble":
        return tuple(one for one in below if one.kind != "application/applefile") or below
    if subtype != "related":
        return below
    root = _root(part)
    return (root, *(one for one in below if one is not root))


def _root(related: Part) -> Part:
    """Return the part that others belong to: the one that `start` names, else the first that has words (RFC 2387)."""
    start = related.params.get("start", "").strip("<> ")
    named = [one for one in related.children if start and one.content_id == start]
    worded = [one for one in related.children if one.main in ("text", "multipart")]
    return (named or worded or list(related.children))[0]


def _is_shown(part: Part, place: int, multipart: str) -> bool:
    """Return True when a part is shown where it stands, as text or picture."""
    if part.main == "multipart":
        return True
    if part.disposition == "attachment" or part.main not in ("text", *MEDIA):
        return False
    if part.main == "text" and part.kind not in _SHOWN:
        return place == 0 and not part.filename
    return place == 0 or (multipart != "related" and (part.main in MEDIA or not part.filename))
