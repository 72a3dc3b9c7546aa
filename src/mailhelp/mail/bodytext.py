"""The readable body of a mail as plain text."""

import re
from dataclasses import dataclass, replace

from mailhelp.mail.charsets import decoded
from mailhelp.mail.htmltext import readable
from mailhelp.mail.limits import Limits
from mailhelp.mail.mislabelled import text_bytes
from mailhelp.mail.part import Part
from mailhelp.mail.plainforms import as_plain

UNFIT = "CharsetDecodeDefect"
CUT = "the text is very long: only its beginning is read"
_META_CHARSET = re.compile(rb"(?i)<meta[^>]{0,200}?charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{1,40})")
# Joiners within a word are part of it in many scripts.
_JOINERS = "\u200c\u200d"
_TAKING_NO_ROOM = f"\u00ad\u034f\u200b\u2060\ufeff{_JOINERS}"
_UNSEEN = re.compile(f"[\u00ad\u034f\u200b\u2060\ufeff]|(?<!\\S)[{_JOINERS}]++|(?<![{_JOINERS}])[{_JOINERS}]++(?!\\S)")


@dataclass(frozen=True, slots=True)
class Body:
    """The text of a body; `own`: without the quotes that HTML marks; and whether a charset was guessed."""

    text: str
    own: str
    guessed: bool = False
    defects: tuple[str, ...] = ()


def body_of(parts: tuple[Part, ...], limits: Limits) -> Body:
    """Return the body that `parts` make one below the other.

    Of at most `limits.bodies` parts, at most `limits.text` characters together; a defect tells where there is more.
    """
    read: list[Body] = []
    room = limits.text
    for part in parts[: limits.bodies]:
        read.append(part_text(part, replace(limits, text=room)) if room > 0 else Body("", "", defects=(CUT,)))
        room = 0 if CUT in read[-1].defects else room - len(read[-1].text)
    unfit = any(one.guessed and part.params.get("charset") for part, one in zip(parts, read, strict=False))
    return Body(
        text="\n\n".join(one.text for one in read if one.text.strip()),
        own="\n\n".join(one.own for one in read if one.own.strip()),
        guessed=any(one.guessed for one in read),
        defects=tuple(
            dict.fromkeys((*((UNFIT,) if unfit else ()), *(defect for one in read for defect in one.defects)))
        ),
    )


def part_text(part: Part, limits: Limits) -> Body:
    """Return the text of one part."""
    if part.kind == "text/html":
        text, guessed = html_of(part, limits)
        return html_body(text, limits, guessed=guessed)
    text, guessed = decoded(text_bytes(part, limits.text * 4), part.params.get("charset"))
    cut = (CUT,) if len(text) > limits.text else ()
    text = as_plain(part.kind, tidy(text[: limits.text]))
    if part.params.get("format", "").lower() == "flowed":
        text = unflowed(text, delsp=part.params.get("delsp", "").lower() == "yes")
    return Body(text, text, guessed, cut)


def html_of(part: Part, limits: Limits) -> tuple[str, bool]:
    """Return the HTML of a part, and whether its charset was guessed."""
    content = text_bytes(part, limits.text * 4)
    return decoded(content, part.params.get("charset") or _meta_charset(content))


def html_body(html: str, limits: Limits, *, guessed: bool = False) -> Body:
    """Return the text of HTML."""
    read = readable(html, limits)
    text = tidy(_seen(read.text[: limits.text]))
    own = tidy(_seen(read.own[: limits.text])) if read.own != read.text else text
    return Body(text, own, guessed, (read.refused,) if read.refused else ())


def _seen(text: str) -> str:
    """Return text without what takes no room: soft hyphens, and the joiners with which newsletters fill a line."""
    if text.isascii() or not any(char in text for char in _TAKING_NO_ROOM):
        return text
    return "\n".join(line.rstrip() for line in _UNSEEN.sub("", text).split("\n"))


def _meta_charset(content: bytes) -> str | None:
    found = _META_CHARSET.search(content[:4096])
    return found.group(1).decode("ascii") if found else None


def tidy(text: str) -> str:
    """Return text with "\\n" line ends and without NUL, byte order marks and trailing blank lines."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").replace("\ufeff", "")
    return text.rstrip("\n \t")


def unflowed(text: str, *, delsp: bool) -> str:
    """Return format=flowed text with its paragraphs on one line each (RFC 3676 section 4)."""
    lines: list[list[str]] = []
    open_depth = -1
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        content = line[depth:].removeprefix(" ")
        joins = open_depth == depth and content != "-- "
        open_depth = depth if content.endswith(" ") and content != "-- " else -1
        content = content[:-1] if delsp and open_depth >= 0 else content
        if joins:
            lines[-1].append(content)
        else:
            lines.append([_mark(depth, content), content])
    return "\n".join("".join(pieces) for pieces in lines)


def _mark(depth: int, content: str) -> str:
    """Return what stands before a paragraph: what is not quoted must not look so without its space stuffing."""
    if depth:
        return f"{'>' * depth} "
    return " " if content.startswith(">") else ""
