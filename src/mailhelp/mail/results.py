"""One Authentication-Results header read result by result (RFC 8601 section 2.2)."""

import re
from dataclasses import dataclass

import authres

from mailhelp.mail.traces import without_comments

MOST_RESULTS = 50
LONGEST_RESULT = 2_000
_DMARC_FAIL = re.compile(r"(?i)(?<![\w.-])dmarc\s{0,9}(?:/\s{0,9}\d{1,9}\s{0,9})?=\s{0,9}fail(?![\w-])")
_ID = re.compile(r"\s*\"?([A-Za-z0-9](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9])?)\"?(?:\s{1,99}\d{1,9})?\s*")
# A result as nearly all servers write it: authres would take a hundred times as long to find the same.
_GAP = r"(?=[ \t(]|\Z)[ \t]*+(?:\([\t -'*-\[\]-~]++\)[ \t]*+)?+"
_PROPERTY = r"((?:smtp|header|body|policy)\.[a-z][a-z0-9-]*+)=((?!@)[a-z0-9.@_+=/-]++|@[a-z0-9-]++(?:\.[a-z0-9-]++)*+)"
_PLAIN = re.compile(rf"(?i)[ \t]*+(?!none)([a-z][a-z-]*+)[ \t]*+=[ \t]*+([a-z]++){_GAP}((?:{_PROPERTY}{_GAP})*+)\Z")
_PROPERTIES = re.compile(rf"(?i)\([^)]*+\)|{_PROPERTY}")


@dataclass(frozen=True, slots=True)
class Result:
    """What one method found: its name and result folded, its properties as ("header.from", value)."""

    method: str
    result: str
    properties: tuple[tuple[str, str], ...] = ()

    def domains(self, name: str) -> tuple[str, ...]:
        """Return the domains of all properties called `name` ("smtp.mailfrom"), as written."""
        return tuple(value.strip('"').rpartition("@")[2] for key, value in self.properties if key == name)


@dataclass(frozen=True, slots=True)
class Results:
    """One header: whose it is, folded ("" when that cannot be told), and what could be read of it.

    Each result is read alone, so that one that cannot be read hides no other. text: the value as it stands; plain: the
    same without its comments.
    """

    authority: str
    items: tuple[Result, ...]
    text: str
    plain: str

    def names(self, method: str) -> bool:
        """Return True when `method` is named, readably or not."""
        if any(one.method == method for one in self.items):
            return True
        return re.search(rf"(?i)(?<![\w.-]){method}\s{{0,9}}(?:/\s{{0,9}}\d{{1,9}}\s{{0,9}})?=", self.plain) is not None

    def failed_dmarc(self) -> bool:
        """Return True when it says dmarc=fail, be it in a rest that cannot be read.

        In a comment that counts only where no dmarc result can be read: a "(" of the sender's may hide the true one,
        while ARC results tell in comments what other servers found.
        """
        readable = any(one.method == "dmarc" for one in self.items)
        return _DMARC_FAIL.search(self.plain if readable else self.text) is not None

    def of(self, method: str) -> tuple[Result, ...]:
        """Return the readable results of `method`."""
        return tuple(one for one in self.items if one.method == method)


def read_results(value: str) -> Results:
    """Return what an Authentication-Results header says; never raises.

    >>> read_results("mx.desk.example; spf=pass smtp.mailfrom=é@a.example; dmarc=fail").items
    (Result(method='dmarc', result='fail', properties=()),)
    """
    plain, whole = without_comments(value)
    pieces = _pieces(value, plain)
    if not whole:
        # Where the last quote or comment began nobody can tell: all of it may be the sender's.
        plain, pieces = value, pieces[:-1]
    authority = _ID.fullmatch(plain[: plain.find(";")] if ";" in plain else plain)
    items = tuple(found for piece in pieces[1 : MOST_RESULTS + 1] for found in _read(piece))
    return Results(authority[1].casefold() if authority else "", items, value, plain)


def _pieces(value: str, plain: str) -> list[str]:
    """Divide at each ";" that stands outside of comments and quotes."""
    if '"' not in plain:
        ends = [place for place, one in enumerate(plain) if one == ";"]
        return [
            value[start:end] for start, end in zip((0, *(end + 1 for end in ends)), (*ends, len(value)), strict=True)
        ]
    found, start, quoted, escaped = [], 0, False, False
    for place, one in enumerate(plain):
        if escaped:
            escaped = False
        elif one == "\\" and quoted:
            escaped = True
        elif one == '"':
            quoted = not quoted
        elif one == ";" and not quoted:
            found.append(value[start:place])
            start = place + 1
    return [*found, value[start:]]


def _read(piece: str) -> list[Result]:
    if not piece.strip() or len(piece) > LONGEST_RESULT or not piece.isascii() or "=?" in piece:
        return []
    if plain := _PLAIN.match(piece):
        named = ((name.lower(), value) for name, value in _PROPERTIES.findall(plain[3]) if name)
        return [Result(plain[1].lower(), plain[2].lower(), tuple(named))]
    try:
        parsed = authres.AuthenticationResultsHeader.parse(f"Authentication-Results: x; {piece}").results
    except Exception:  # authres raises a family of errors on what it cannot read
        return []
    return [_result(one) for one in parsed if one.method and one.result]


def _result(one: authres.core.AuthenticationResult) -> Result:
    properties = tuple((f"{p.type}.{p.name}".lower(), str(p.value or "")) for p in one.properties)
    return Result(one.method.lower(), one.result.lower(), properties)
