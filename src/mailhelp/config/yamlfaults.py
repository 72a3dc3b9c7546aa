"""What the YAML parser complains of, in words that say what to do."""

import yaml

from mailhelp.config.tabs import FAULT, tab_in_line

_QUOTES = "a text with : or # or quotes in it goes between double quotes"
# The parser's words (libyaml's scanner.c and parser.c), and ours.
_SAID = (
    ("mapping values are not allowed", f'there is a ":" too many, or this line is indented too far; {_QUOTES}'),
    ("did not find expected ',' or '}'", "a { is not closed by }, or a comma is missing before this"),
    ("did not find expected ',' or ']'", "a [ is not closed by ], or a comma is missing before this"),
    ("could not find expected ':'", f'there is no ":" after the key; write key: value; {_QUOTES}'),
    ("did not find expected key", "the indentation does not fit, or a bracket or quote is closed too early"),
    ("did not find expected '-'", "the indentation does not fit the list that this is in"),
    ("block sequence entries are not allowed", 'a "- " cannot stand here; begin the list on a line of its own'),
    ("block mapping", "the indentation does not fit the lines before"),
    ("unexpected end of stream", 'a quote (" or \') that opens here is not closed'),
    ("document start", "this line is indented less than those before; begin all keys of the file in column 1"),
    ("cannot start any token", "no text may begin with this character; put it between double quotes"),
    ("unknown escape character", 'a \\ between double quotes begins an escape; write \\\\, or use single quotes'),
    ("undefined tag handle", "a text that begins with ! is a tag, and no tag is allowed; use double quotes"),
    ("alphabetic or numeric", "a text that begins with & or * goes between double quotes"),
    ("did not find expected node content", "something is missing before this"),
)  # fmt: skip


def told(fault: yaml.MarkedYAMLError, text: str, name: str) -> str:
    """Return a fault of the parser as file:line:column: what is wrong and what to do."""
    mark = fault.problem_mark or fault.context_mark
    if mark is None:
        return f"{name}:1:1: this is not YAML: {_QUOTES}"
    lines = text.splitlines()
    for number in {mark.line, _opened(fault)}:
        column = tab_in_line(lines[number]) if number < len(lines) else None
        if column is not None:
            return f"{name}:{number + 1}:{column}: {FAULT}"
    if "unexpected end of stream" in (fault.problem or "") and fault.context_mark:
        mark = fault.context_mark
    return f"{name}:{mark.line + 1}:{mark.column + 1}: this is not YAML: {_problem(fault)}{_since(fault, mark.line)}"


def _problem(fault: yaml.MarkedYAMLError) -> str:
    said = f"{fault.context or ''} {fault.problem or ''}".strip()
    return next((ours for theirs, ours in _SAID if theirs in said), f"{said}; {_QUOTES}")


def _opened(fault: yaml.MarkedYAMLError) -> int:
    mark = fault.context_mark or fault.problem_mark
    return mark.line if mark else 0


def _since(fault: yaml.MarkedYAMLError, line: int) -> str:
    opened = fault.context_mark
    if opened is None or opened.line == line or "flow" not in (fault.context or ""):
        return ""
    return f" (it opens at {opened.line + 1}:{opened.column + 1})"
