"""Whether all templates of a desk can be used, told before the first notice needs them."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError
from jinja2.meta import find_referenced_templates

from mailhelp.core.notices import NoticeKind
from mailhelp.mail.render import FAULTS, LANGUAGE, Templates, where
from mailhelp.mail.samples import admin_samples, sample_views

SUFFIXES = (".txt.j2", ".html.j2")
MAYBE_WITHOUT_TICKET = (NoticeKind.STAFF_SET_ASIDE, NoticeKind.STAFF_BOUNCE)


def compile_all(folders: Sequence[Path]) -> tuple[str, ...]:
    """Return what is wrong with the templates as "file:line: message", () when all can be used.

    Each notice is tried with sample values in each language, so that a misspelt name is found too.
    folders: the admin's (if any) first, the shipped one last; a folder that is missing is told.
    """
    missing = [f"{folder}: there is no such folder of templates" for folder in folders if not folder.is_dir()]
    if missing:
        return tuple(missing)
    return tuple(dict.fromkeys((*_missing(folders), *_unknown(folders), *_broken(folders))))


def _missing(folders: Sequence[Path]) -> Iterator[str]:
    for kind in NoticeKind:
        name = f"{LANGUAGE}/{kind}.txt.j2"
        if not any((folder / name).is_file() for folder in folders):
            yield f"{folders[-1] / name}: is missing: install mailhelp's templates again, or write it"


def _unknown(folders: Sequence[Path]) -> Iterator[str]:
    """Yield the files that nothing uses: mostly a misspelt name, that would be passed over in silence."""
    used = {f"{kind}{suffix}" for kind in NoticeKind for suffix in SUFFIXES}
    files = [file for folder in folders for file in sorted(folder.glob("*/*.j2"))]
    for file in files:
        used |= _names_in(file)
    kinds = ", ".join(NoticeKind)
    for file in files:
        if file.name not in used:
            yield f"{file}:1: no notice uses this file: its name must be one of {kinds}, with .txt.j2 or .html.j2"


def _names_in(file: Path) -> set[str]:
    try:
        tree = Environment(autoescape=True).parse(file.read_text("utf-8"))
    except (TemplateSyntaxError, ValueError, OSError):
        return set()
    return {Path(name).name for name in find_referenced_templates(tree) if name}


def _broken(folders: Sequence[Path]) -> Iterator[str]:
    templates = Templates(folders)
    languages = sorted({folder.name for root in folders for folder in root.iterdir() if folder.is_dir()})
    for language in languages:
        for kind in NoticeKind:
            yield from _faults(templates, folders, kind, language)


def _faults(templates: Templates, folders: Sequence[Path], kind: NoticeKind, language: str) -> Iterator[str]:
    if not any((folder / name / f"{kind}.txt.j2").is_file() for folder in folders for name in (language, LANGUAGE)):
        return
    views = sample_views(kind)
    for view in (*views, *(admin_samples() if kind in MAYBE_WITHOUT_TICKET else ())):
        try:
            templates.fill(kind, view, language)
        except FAULTS as fault:
            yield where(fault, folders)
