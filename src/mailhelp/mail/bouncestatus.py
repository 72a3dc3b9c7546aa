"""The one status that a delivery report gives a recipient, out of its fields and words (RFC 3463)."""

import re

from mailhelp.mail.statuswords import condition, is_expiry

MOST = 65_536
STATUS = re.compile(r"(?<![\w.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.]*\d)")
REPLY_CODE = re.compile(r"(?<![\d.:/-])([45])\d\d(?=[\s:-](?!\d)|$)")
# RFC 3463 sections 3.3 to 3.5 call these persistent transient failures only, in whatever class they are written:
# mailbox full, system full, bad connection, directory server failure, congestion, routing loop, delivery time expired.
# Its X.4.1 is left out: servers say "550 5.4.1" for recipients that do not exist.
_PASSING = frozenset(("2.2", "3.1", "4.2", "4.3", "4.5", "4.6", "4.7"))


def status_of(field: str, diagnostic: str) -> str | None:
    """Return the status that the fields Status and Diagnostic-Code give a recipient together; None without any.

    It is the more specific of the two (a detail before a subject before a class, Status first), in the class that
    RFC 3463 gives to the condition: "5.2.2" (mailbox full) is told as "4.2.2", as later sending may succeed.

    >>> status_of("5.0.0", "smtp; 550 5.7.1 refused"), status_of("5.2.2 (over quota)", ""), status_of("5.0.0", "")
    ('5.7.1', '4.2.2', '5.0.0')
    """
    codes = [_code(found) for words in (field, diagnostic) for found in STATUS.finditer(words[:MOST])]
    known = max((code for code in codes if code[0] != "2"), key=_detail, default=None)
    known = known or next(iter(codes), None) or _by_reply_code(field) or _by_reply_code(diagnostic)
    return _judged(known, f"{diagnostic}\n{field}")


def status_in(words: str) -> str | None:
    """Return the status that words of a report give: its first code with a detail, else what they tell, else a class.

    >>> status_in("550 5.1.1 no such user"), status_in("the mailbox is full"), status_in("550 sorry")
    ('5.1.1', '4.2.2', '5.0.0')
    """
    codes = [code for code in map(_code, STATUS.finditer(words[:MOST])) if code[0] != "2"]
    return _judged(max(codes, key=_detail, default=None) or _by_reply_code(words), words)


def _code(found: re.Match[str]) -> str:
    return found.group()


def _detail(code: str) -> int:
    """Return how much a status says: 2 with a detail, 1 with a subject, 0 with its class alone."""
    _, subject, detail = code.split(".")
    return 2 if int(detail) and int(subject) else int(int(subject) > 0)


def _by_reply_code(words: str) -> str | None:
    code = REPLY_CODE.search(words[:MOST])
    return f"{code.group(1)}.0.0" if code else None


def _judged(known: str | None, words: str) -> str | None:
    """Return a status with a detail in its class; one that says less as the words tell it, where they do."""
    if known is None or (known[0] != "2" and _detail(known) < 2):
        told = condition(words[:MOST])
        return f"4{told[1:]}" if told and known and known[0] == "4" else told or known
    expired = known.startswith("5.4.") and is_expiry(words[:MOST])
    return f"4{known[1:]}" if known[0] == "5" and (expired or known[2:] in _PASSING) else known
