"""Notices from templates: Jinja2 in a sandbox, the admin's folder before the shipped one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from traceback import walk_tb

from jinja2 import Environment, Template, TemplateError, TemplateNotFound, TemplateSyntaxError

from mailhelp.core.errors import BadConfiguration
from mailhelp.core.notices import NoticeKind
from mailhelp.core.noticeviews import ClientView
from mailhelp.core.staffviews import StaffView
from mailhelp.mail.sandbox import sandbox

LANGUAGE = "en"
WIDTH = 72
MOST_OUTPUT = 1_048_576
# All that a template can raise while it is loaded or filled; MemoryError and RecursionError are its endless loops.
FAULTS = (
    TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)
_BLANK_LINES = re.compile(r"\n{3,}")
_MARGIN = re.compile(r"(?:> ?){0,8}[ ]{0,20}(?:- )?")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A notice as text, before it is a mail. html: None for plain text only.

    fault: "" or what is wrong with the admin's template ("templates/en/x.txt.j2:3: …"); the shipped one was used then.
    """

    subject: str
    text: str
    html: str | None
    fault: str = ""


class Templates:
    """The templates of one desk, compiled once; a changed file is seen at the next notice.

    folders: the admin's own (if any) first, the shipped one last; each holds a folder for each language.
    The folder that has the text of a notice answers for its HTML too, so that the two never say different things.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = tuple(folders)
        self._all = sandbox(self._folders)
        self._shipped = sandbox(self._folders[-1:])

    def render(self, kind: NoticeKind, view: ClientView | StaffView, language: str = LANGUAGE) -> Rendered:
        """Return the notice; if the admin's template is broken, the shipped one with `fault` set.

        Raise BadConfiguration when the shipped template is missing or broken too.
        """
        try:
            return _fill(self._all, self._folders, kind, view, language)
        except FAULTS as fault:
            told = where(fault, self._folders)
        try:
            return replace(_fill(self._shipped, self._folders[-1:], kind, view, language), fault=told)
        except FAULTS as fault:
            raise BadConfiguration(f"{where(fault, self._folders)}: install mailhelp's templates again") from fault

    def fill(self, kind: NoticeKind, view: ClientView | StaffView, language: str = LANGUAGE) -> Rendered:
        """Return the notice with no way out: raise one of FAULTS as the template does."""
        return _fill(self._all, self._folders, kind, view, language)

    def compile(self, name: str) -> Template:
        """Return the compiled template `name` ("en/acknowledgement.txt.j2"); raise one of FAULTS."""
        return self._all.get_template(name)


def _fill(
    environment: Environment, folders: Sequence[Path], kind: NoticeKind, view: ClientView | StaffView, language: str
) -> Rendered:
    text_name, html_name = _names(folders, kind, language)
    values = {field.name: getattr(view, field.name) for field in fields(view)}
    template = environment.get_template(text_name)
    subject, text = _subject_and_text(_output(template, values), template.filename or text_name)
    html = _output(environment.get_template(html_name), values) if html_name else None
    return Rendered(subject=subject, text=text, html=html)


def _names(folders: Sequence[Path], kind: NoticeKind, language: str) -> tuple[str, str | None]:
    """Return the names of the text and HTML template of a notice; the text's is returned even when it is missing."""
    for spoken in dict.fromkeys((language, LANGUAGE)):
        text_name, html_name = f"{spoken}/{kind}.txt.j2", f"{spoken}/{kind}.html.j2"
        for index, folder in enumerate(folders):
            if (folder / text_name).is_file():
                has_html = any((one / html_name).is_file() for one in folders[: index + 1])
                return text_name, html_name if has_html else None
    return f"{LANGUAGE}/{kind}.txt.j2", None


def _output(template: Template, values: dict[str, object]) -> str:
    pieces: list[str] = []
    size = 0
    for piece in template.generate(values):
        size += len(piece)
        if size > MOST_OUTPUT:
            raise ValueError(f"{template.filename}:1: the notice grows over {MOST_OUTPUT} characters: look for a loop")
        pieces.append(piece)
    return "".join(pieces)


def _subject_and_text(output: str, name: str) -> tuple[str, str]:
    first, _, rest = output.lstrip("\n").partition("\n")
    if not first.startswith("Subject:") or not first[8:].strip():
        raise ValueError(f'{name}:1: the first line must be "Subject: " and the subject of the notice')
    return first[8:].strip(), wrapped(_BLANK_LINES.sub("\n\n", rest.strip("\n"))) + "\n"


def wrapped(text: str) -> str:
    """Return `text` with lines of at most 72 columns where they have a blank to break at, margins kept.

    >>> wrapped("> " + "word " * 20).splitlines()[1][:6]
    '> word'
    """
    return "\n".join(line if len(line) <= WIDTH else _broken(line) for line in text.split("\n"))


def _broken(line: str) -> str:
    match = _MARGIN.match(line)
    margin = match.group() if match else ""
    done: list[str] = []
    words: list[str] = []
    size = 0
    for word in line[len(margin) :].split(" "):
        if words and len(margin) + size + len(word) > WIDTH:
            done.append(margin + " ".join(words))
            margin, words, size = margin.replace("-", " "), [], 0
        words.append(word)
        size += len(word) + 1
    return "\n".join(part.rstrip() for part in (*done, margin + " ".join(words)))


def where(fault: BaseException, folders: Sequence[Path]) -> str:
    """Return what is wrong with a template as "file:line: message"."""
    if isinstance(fault, TemplateSyntaxError):
        return f"{fault.filename or fault.name}:{fault.lineno}: {fault.message}"
    text = _told(fault)
    at = [
        f"{frame.f_code.co_filename}:{line}: "
        for frame, line in walk_tb(fault.__traceback__)
        if any(frame.f_code.co_filename.startswith(f"{folder}/") for folder in folders)
    ]
    return (at[-1] if at else "") + text


def _told(fault: BaseException) -> str:
    """Return a fault in words that are the same each time, so that admins are told once."""
    match fault:
        case TemplateNotFound():
            return f"there is no template {fault.name}"
        case RecursionError():
            return "it calls itself without end"
        case MemoryError():
            return "it needs too much memory"
    return str(fault) or type(fault).__name__
