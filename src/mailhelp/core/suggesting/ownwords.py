"""The words of a mail that are surely its writer's, and said: only from these is anything proposed for a file."""

import re

from mailhelp.core.signoffs import is_delimiter, is_rule

_CLOSING = re.compile(
    r"(?i)\s*(?:(?:many|with|kind|best|warm|kindest|warmest|very|and|all|the) ){0,4}"
    r"(?:regards|wishes|thanks|thank you|cheers|best|sincerely|rgds|ta|yours(?: \w+){0,2})[\s,.!–-]*"
)
_QUOTED = re.compile(r"\s*(?:>|\|)")
_WROTE = re.compile(r"(?i).{0,300}\bwrote\s?:\s*")
# A closing that shares its line with the name: "Regards, Brenda".
_SIGNED = re.compile(r"(?i)\s*(?:(?:kind|best|many|warm) )?(?:regards|wishes|thanks|cheers)\s?[,–-]\s?[^,]{1,40}")


def own_words(text: str) -> str:
    """Return the lines of a reply above its closing and signature, without quoted ones and what leads to them.

    A rule reads more where nothing is sure, for no client's words may be lost; what is proposed for a file must be.

    >>> own_words("It broke.\\n> did it?\\nKind regards,\\nBrenda")
    'It broke.'
    """
    kept: list[str] = []
    for line in text.splitlines():
        if kept and _ends(line):
            break
        if not _QUOTED.match(line) and not _WROTE.fullmatch(line):
            kept.append(line)
    return "\n".join(kept)


def _ends(line: str) -> bool:
    if is_delimiter(line) or is_rule(line):
        return True
    return len(line) < 80 and bool(_CLOSING.fullmatch(line) or _SIGNED.fullmatch(line))
