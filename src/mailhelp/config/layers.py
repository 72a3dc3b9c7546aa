"""A rules file and the standard set that it is laid over, each read as YAML."""

from mailhelp.config.entries import Entry, root
from mailhelp.config.marks import read_yaml
from mailhelp.config.merging import STANDARD
from mailhelp.config.rulestext import text_of_file
from mailhelp.config.shipped import standard_rules
from mailhelp.core.errors import BadConfiguration

STANDARD_NAME = "standard rules.yaml"
# Between the standard set and the desk's own file in the text that is kept of a ruleset.
LAID_OVER = "\n--- # laid over the standard set: the desk's own rules\n"
BEGIN = "begin it with extends: standard, and then write what differs from the standard rules"


def layers_of(text: str, name: str, faults: list[str]) -> tuple[list[Entry], str]:
    """Return the files as entries, the standard set first where the file extends it; and the text to keep of them.

    text: a file's, or one that was kept, which holds the standard set as it was then. faults: the list that all
    entries write to. Raises BadConfiguration for what is not plain YAML.
    """
    before, laid_over, own = text.partition(LAID_OVER)
    top = _root(own if laid_over else text, name, faults)
    if laid_over:
        return [_root(before, STANDARD_NAME, faults), top], text
    extends = top.child("extends")
    if extends is None:
        return [top], text
    if not extends.one_of([STANDARD]):
        raise BadConfiguration("\n".join(faults))
    standard = text_of_file(standard_rules())
    return [_root(standard, STANDARD_NAME, faults), top], f"{standard}{LAID_OVER}{text}"


def standard_part(text: str) -> str | None:
    """Return the standard set that the text of a Ruleset holds, None when it stands without one."""
    before, laid_over, _ = text.partition(LAID_OVER)
    return before if laid_over else None


def _root(text: str, name: str, faults: list[str]) -> Entry:
    documents = read_yaml(text, name)
    if not documents or documents[0].value == "":
        raise BadConfiguration(f"{name}:1:1: the file is empty; {BEGIN}")
    found = root(documents[0], faults)
    if not isinstance(found.value, dict):
        raise BadConfiguration(f"{found.place}a file of rules is made of sections, written as key: value; {BEGIN}")
    return found
