"""What pydantic found wrong in mailhelp.toml, as lines that an admin can act on."""

from collections.abc import Iterator
from difflib import get_close_matches

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from mailhelp.config.fieldtypes import quoted
from mailhelp.config.sections import inner_section
from mailhelp.config.tomlmarks import Keys, Mark, TomlText

_WANTED = {
    "string_type": "a text in quotes",
    "int_type": "a whole number without quotes",
    "bool_type": "true or false without quotes",
    "tuple_type": 'a list in brackets, as in ["one", "two"]',
    "dict_type": "a table, as in {key = value}",
    "model_type": "a table of keys",
}
_BRACKETS = {"tuple_type": "with two brackets on each side: [[{}]]", "model_type": "with single brackets: [{}]"}
# What pydantic puts behind the way to a table's key when the key itself is wrong.
_KEY_OF_TABLE = "[key]"
_PATTERNS = {
    "ticket_prefix": "1 to 10 capitals and digits, a capital first",
    "name": "1 to 40 letters, digits, dots, dashes and underscores, without spaces",
}


def fault_lines(fault: ValidationError, text: TomlText, top: type[BaseModel]) -> Iterator[str]:
    """Yield a line for each fault, in the order of the file: "mailhelp.toml:14:9: imap.port: …"."""
    for error in sorted(fault.errors(include_url=False), key=lambda each: _mark(each, text)):
        mark = _mark(error, text)
        path = _path(error)
        name = ".".join(step for step in path if isinstance(step, str))
        yield f"{text.name}:{mark.line}:{mark.column}: {name}: {_problem(error, _section(top, path[:-1]))}"


def _mark(error: ErrorDetails, text: TomlText) -> Mark:
    path = _path(error)
    of_key = error["type"] == "extra_forbidden" or error["loc"][-1:] == (_KEY_OF_TABLE,)
    return text.mark(path[:-1] if error["type"] == "missing" else path, of_key=of_key)


def _path(error: ErrorDetails) -> Keys:
    path = tuple(step for step in error["loc"] if step != _KEY_OF_TABLE)
    key = error.get("ctx", {}).get("key", ())
    return (*path, *(key if isinstance(key, tuple) else (key,)))


def _section(top: type[BaseModel], path: Keys) -> type[BaseModel] | None:
    section: type[BaseModel] | None = top
    for step in path:
        if section is not None and isinstance(step, str):
            field = section.model_fields.get(step)
            section = inner_section(field.annotation) if field else None
    return section


def _problem(error: ErrorDetails, section: type[BaseModel] | None) -> str:
    name = str(error["loc"][-1]) if error["loc"] else ""
    if error["type"] == "missing":
        return _missing(name, section)
    if error["type"] == "extra_forbidden":
        return _unknown(name, section)
    return _wrong_value(error, name)


def _wrong_value(error: ErrorDetails, name: str) -> str:
    kind, context, value = error["type"], error.get("ctx", {}), quoted(error["input"])
    if kind == "literal_error":
        return f"{value} is not one of {context['expected'].replace(chr(39), '').replace(' or ', ', ')}"
    if kind == "greater_than_equal":
        return f"{value} is too small: it must be {context['ge']} or more"
    if kind == "less_than_equal":
        return f"{value} is too large: it must be {context['le']} or less"
    if len(error["loc"]) == 1 and kind in _BRACKETS:
        return f"this section is written {_BRACKETS[kind].format(name)}"
    wanted = _PATTERNS.get(name) if kind == "string_pattern_mismatch" else _WANTED.get(kind)
    return f"{value} is not allowed here: write {wanted}" if wanted else str(context.get("error") or error["msg"])


def _missing(name: str, section: type[BaseModel] | None) -> str:
    field = section.model_fields.get(name) if section else None
    is_section = field is not None and inner_section(field.annotation) is not None
    return f"this section is missing: add [{name}]" if is_section else f"this key is missing: add {name} = …"


def _unknown(name: str, section: type[BaseModel] | None) -> str:
    known = list(section.model_fields) if section else []
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    advice = f'did you mean "{near[0]}"?' if near else f"there are: {', '.join(known)}"
    return f"there is no such key; {advice}"
