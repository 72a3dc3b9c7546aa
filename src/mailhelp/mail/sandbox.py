"""The sandbox in which templates are filled."""

import posixpath
from collections.abc import Callable, Iterable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

MOST_RANGE = 1_000
# Methods and filters that make a huge text of a short one, and those that are not the same twice.
_SWELLING = frozenset(["format", "format_map", "center", "ljust", "rjust", "zfill", "expandtabs", "translate"])
_UNWANTED_FILTERS = ("center", "format", "random", "pprint", "indent", "wordwrap")
_UNWANTED_GLOBALS = ("lipsum", "cycler", "joiner")


class _Folders(FileSystemLoader):
    """The folders in order; a file that appears in an earlier one is seen although the later one is loaded already."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        source, filename, unchanged = super().get_source(environment, template)
        files = [Path(folder) / template for folder in self.searchpath]
        before = files[: files.index(Path(filename))]
        return source, filename, lambda: unchanged() and not any(file.is_file() for file in before)


class _Environment(ImmutableSandboxedEnvironment):
    """The sandbox, with bounds on what grows, and names that are looked for beside the template that uses them."""

    intercepted_binops = frozenset(["*", "**"])

    def join_path(self, template: str, parent: str) -> str:
        return template if "/" in template else posixpath.join(posixpath.dirname(parent), template)

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        if isinstance(obj, str) and attr in _SWELLING:
            return False
        return super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: object) -> None:
        """Leave `"".format` to `is_safe_attribute`, which forbids it: a width makes it as large as one likes."""

    def call_binop(self, context: object, operator: str, left: object, right: object) -> object:
        if operator == "**" or not (isinstance(left, int | float) and isinstance(right, int | float)):
            raise ValueError(f"{operator} is not for templates: write it out")
        return left * right


def sandbox(folders: Iterable[Path]) -> Environment:
    """Return an environment over folders of templates, the first one that has a file counting.

    It bounds what a template can do by mistake: no huge range, product or padding, nothing that differs from time to
    time. Loops in loops over what is given are bounded by the output only, which the caller counts.
    """
    environment = _Environment(
        loader=_Folders([str(folder) for folder in folders]),
        undefined=StrictUndefined,
        autoescape=lambda name: name is None or ".html" in name,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["range"] = _short_range
    environment.filters["quoted"] = _quoted
    environment.filters["lines"] = _lines
    environment.filters["when"] = _when
    for name in _UNWANTED_FILTERS:
        del environment.filters[name]
    for name in _UNWANTED_GLOBALS:
        del environment.globals[name]
    return environment


def _short_range(*bounds: int) -> range:
    found = range(*bounds)
    if len(found) > MOST_RANGE:
        raise ValueError(f"range of {len(found)}: at most {MOST_RANGE}")
    return found


def _quoted(text: str) -> str:
    """Return other people's words with "> " before each line."""
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _lines(text: str) -> Markup:
    """Return other people's words for HTML: escaped, with a line break for each line end."""
    return Markup("<br>\n").join(escape(line) for line in text.split("\n"))


def _when(moment: str) -> Markup:
    """Return a moment for HTML: its time and zone are never broken apart."""
    day, comma, time = moment.rpartition(", ")
    return Markup('{}{}<span class="when">{}</span>').format(day, comma, time)
