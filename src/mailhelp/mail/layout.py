"""Which parts of a mail are its body, and which are attached (RFC 8621 section 4.1.4)."""

from dataclasses import dataclass

from mailhelp.mail.part import MEDIA, Part


@dataclass(frozen=True, slots=True)
class Layout:
    """What a person sees as the body, in order, as plain text where there is; and all that is attached."""

    text: tuple[Part, ...]
    html: tuple[Part, ...]
    attached: tuple[Part, ...]


def layout(root: Part) -> Layout:
    """Divide a mail into body and attachments (RFC 8621 section 4.1.4)."""
    found = _Sorter()
    found.sort((root,), "mixed", alternative=False, into=(True, True))
    return Layout(tuple(found.text), tuple(found.html), tuple(found.attached))


class _Sorter:
    """The algorithm of RFC 8621 section 4.1.4, with its three lists."""

    def __init__(self) -> None:
        self.text: list[Part] = []
        self.html: list[Part] = []
        self.attached: list[Part] = []

    def sort(self, parts: tuple[Part, ...], multipart: str, *, alternative: bool, into: tuple[bool, bool]) -> None:
        """Put each part where it belongs; `into`: whether text and HTML of this place count."""
        texts, htmls = len(self.text), len(self.html)
        for place, part in enumerate(parts):
            if part.main == "multipart" and part.children:
                subtype = part.kind.partition("/")[2]
                self.sort(part.children, subtype, alternative=alternative or subtype == "alternative", into=into)
            elif not _is_shown(part, place, multipart):
                self.attached += _files(part)
            elif multipart == "alternative":
                self.choose(part)
            else:
                into = self.add(part, into, alternative=alternative)
        if multipart == "alternative" and all(into):
            self.serve_both(texts, htmls)

    def serve_both(self, texts: int, htmls: int) -> None:
        """Let the one kind that an alternative had serve as the other too."""
        if len(self.text) == texts:
            self.text += self.html[htmls:]
        elif len(self.html) == htmls:
            self.html += self.text[texts:]

    def choose(self, part: Part) -> None:
        """Take one of several alternatives."""
        if part.kind == "text/plain":
            self.text.append(part)
        elif part.kind == "text/html":
            self.html.append(part)
        elif part.main != "text":
            self.attached += _files(part)

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


def _files(part: Part) -> tuple[Part, ...]:
    """Return an attachment, or the files that were found in it."""
    return (part,) if part.main == "message" or not part.children else part.children


def _is_shown(part: Part, place: int, multipart: str) -> bool:
    """Return True when a part is shown where it stands, as text or picture."""
    if part.main == "multipart":
        return True
    if part.disposition == "attachment" or part.main not in ("text", *MEDIA):
        return False
    if part.main == "text" and part.kind not in ("text/plain", "text/html", "text/enriched", "text/richtext"):
        return multipart == "mixed" and place == 0 and part.path == "1" and not part.filename
    return place == 0 or (multipart != "related" and (part.main in MEDIA or not part.filename))
