"""The gate before any parser: counts and cuts a mail on its raw bytes, in linear time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from mailhelp.core.rawheaders import body_start
from mailhelp.mail.contenttype import LONGEST_BOUNDARY, is_encoded, type_header, type_of
from mailhelp.mail.limits import DEFAULT, Limits
from mailhelp.mail.slim import Place, head_end, slimmed

_LINE = re.compile(rb"[^\r\n]*")
# Parsers take a CR alone for a line end too.
_LINE_END = re.compile(rb"\r\n|\n|\r")
HEADER_STARTS = re.compile(rb"(?:\A|[\r\n])(?=[^ \t\r\n])")


@dataclass(frozen=True, slots=True)
class Checked:
    """What the gate says of a mail.

    refused: why no parser may see it, "" when one may. slim: the mail as parsers may see it; kept_out: from the
    line that stands for a body to its place (start, end) in the mail; mails: from the header that marks it to the place
    of each attached mail. first_text: where the first text body is, first_head: its headers.
    """

    refused: str
    slim: bytes
    kept_out: dict[bytes, Place] = field(default_factory=dict)
    mails: dict[bytes, Place] = field(default_factory=dict)
    first_text: Place | None = None
    first_head: Place | None = None


class _Refused(Exception):
    """A limit is passed; the text says which."""


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A body that is being read: where its headers are, where it starts, and whether its lines may be no headers."""

    head: Place
    start: int
    is_text: bool = False
    sealed: bool = False


def check(raw: bytes, limits: Limits = DEFAULT) -> Checked:
    """Return whether parsers may read `raw`, and the mail as they may see it."""
    scan = _Scan(raw, limits)
    try:
        _check_headers(raw, limits)
        scan.run()
    except _Refused as refusal:
        return _with_first_text(Checked(str(refusal), b""), raw, limits)
    slim = slimmed(raw, scan.kept_out, scan.mails, limits)
    return Checked("", slim.mail, slim.kept_out, slim.mails, scan.first_text, scan.first_head)


def _with_first_text(refused: Checked, raw: bytes, limits: Limits) -> Checked:
    """Find the first text of a mail whatever it is refused for: the rest of the body where no part can be told."""
    scan = _Scan(raw, replace(limits, header_block=len(raw)))
    try:
        scan.run()
    except _Refused:
        scan.ends(len(raw))
    if scan.first_text is not None or scan.parts:
        return replace(refused, first_text=scan.first_text, first_head=scan.first_head)
    return replace(refused, first_text=(body_start(raw), len(raw)))


def _check_headers(raw: bytes, limits: Limits) -> None:
    """Refuse a header block, a header or a number of headers over the limits."""
    if len(raw) > limits.mail:
        raise _Refused(f"the mail is over {limits.mail // 2**20} MB")
    block = raw[: limits.header_block + 4]
    block = block[: body_start(block)]
    if len(block) > limits.header_block:
        raise _Refused(f"the headers are over {limits.header_block // 1024} KB")
    if len(block) <= limits.header and block.count(b"\n") + block.count(b"\r") < limits.headers:
        return
    starts = [match.end() for match in HEADER_STARTS.finditer(block)]
    if len(starts) > limits.headers:
        raise _Refused(f"more than {limits.headers} headers")
    if any(end - start > limits.header for start, end in pairwise((0, *starts, len(block)))):
        raise _Refused(f"a header is over {limits.header // 1024} KB")


class _Scan:
    """One pass over the lines that begin with "--": where parts begin and end, how many, how deep."""

    def __init__(self, raw: bytes, limits: Limits) -> None:
        self.raw, self.limits = raw, limits
        self.kept_out: list[Place] = []
        self.mails: list[Place] = []
        self.first_text: Place | None = None
        self.first_head: Place | None = None
        self.open: list[bytes] = []
        self.kinds: list[bytes] = []
        self.open_mails: list[tuple[int, int]] = []
        self.parts = self.part_headers = self.kept_in = 0
        self.leaf: _Leaf | None = None

    def run(self) -> None:
        """Find all parts; raise _Refused where there are too many, too deep, or their headers too big."""
        self.part_begins(0, top=True)
        for count, start in enumerate(self.marks()):
            if count > self.limits.marks:
                raise _Refused(f'more than {self.limits.marks} lines that begin with "--"')
            self.mark(start)
        self.ends(len(self.raw))

    def marks(self) -> Iterator[int]:
        """Yield the start of each line that begins with "--", while any boundary could be there."""
        after_lf, after_cr = (self.raw.find(sign) if self.open else -1 for sign in (b"\n--", b"\r--"))
        while self.open and max(after_lf, after_cr) >= 0:
            if after_cr < 0 or 0 <= after_lf < after_cr:
                yield after_lf + 1
                after_lf = self.raw.find(b"\n--", after_lf + 1)
            else:
                yield after_cr + 1
                after_cr = self.raw.find(b"\r--", after_cr + 1)

    def mark(self, start: int) -> None:
        """Take one line that begins with "--": a part begins, a multipart ends, or it is nothing."""
        line = _LINE.match(self.raw, start + 2, start + LONGEST_BOUNDARY + 100)
        token = line.group().rstrip() if line else b""
        if token not in self.open and token.removesuffix(b"--") not in self.open:
            return
        # A boundary that is also that of an outer multipart is the outer one's to parsers.
        for place in range(len(self.open)):
            # Parsers pass over all that stands right below a boundary and ends or begins the same multipart.
            doubled = self.leaf is not None and self.leaf.head[0] == start and place == len(self.open) - 1
            if token == self.open[place] or (doubled and token == self.open[place] + b"--"):
                self.ends(start, place)
                del self.open[place + 1 :]
                self.part_begins(self.next_line(start), top=False)
                return
            if token == self.open[place] + b"--":
                self.ends(start, place)
                del self.open[place:]
                # What follows up to the next part is no part: large, it is kept from the parsers all the same.
                self.leaf = _Leaf((start, start), self.next_line(start))
                return

    def next_line(self, at: int) -> int:
        """Return where the line after the one at `at` begins."""
        found = _LINE_END.search(self.raw, at)
        return found.end() if found else len(self.raw)

    def ends(self, at: int, place: int = -1) -> None:
        """Note the body that was being read as ending at `at`, and the attached mails that stand in it.

        place: of the boundary found there among those that are open; -1 for the end of the mail.
        """
        # Of a mail that is cut off parsers take the last line end for that of a boundary too.
        if place >= 0 or (self.open and self.raw[at - 1 : at] in (b"\r", b"\n")):
            at -= _line_end_before(self.raw, at)
        if self.leaf is not None:
            self.leaf_ends(self.leaf, max(at, self.leaf.start))
        while self.open_mails and self.open_mails[-1][0] > place:
            start = self.open_mails.pop()[1]
            # Headers without an empty line after them reach into the next part: such a mail is none.
            self.mails += [(start, at)] if start <= at else []

    def leaf_ends(self, leaf: "_Leaf", at: int) -> None:
        """Keep a body from the parsers that is large, or that would make all that they get large."""
        size = at - leaf.start
        if size and (leaf.sealed or size > self.limits.kept_in or self.kept_in + size > self.limits.kept_in_all):
            self.kept_out.append((leaf.start, at))
        else:
            self.kept_in += size
        if leaf.is_text and self.first_text is None:
            self.first_text, self.first_head = (leaf.start, at), leaf.head
        self.leaf = None

    def part_begins(self, at: int, *, top: bool) -> None:
        """Read the headers of a part at `at`, and of the mails it holds: their heads stand one below the other."""
        self.parts += not top
        depth = len(self.open)
        digest = bool(self.open) and self.kinds[depth - 1] == b"digest"
        most = self.limits.header_block if top else self.limits.part_header_block
        if self.parts > self.limits.parts:
            raise _Refused(f"more than {self.limits.parts} parts")
        while True:
            block, start = self.part_head(at, most, top=top)
            kind, subtype, boundary = self.content_type(block, top=top)
            if digest and not kind and not boundary:  # RFC 2046 section 5.1.5
                kind, subtype = b"message", b"rfc822"
            if kind == b"multipart" and boundary:
                self.kinds[len(self.open) :] = [subtype]
                self.open.append(boundary)
            depth += 1
            if depth > self.limits.depth or len(self.open) > self.limits.depth:
                raise _Refused(f"parts nested deeper than {self.limits.depth}")
            # Parsers take every message/* for a mail, and each group of lines of a delivery status for one.
            inside = kind == b"message" and start < len(self.raw)
            self.open_mails += [(len(self.open), start)] if inside else []
            sealed = inside and (subtype == b"delivery-status" or is_encoded(block))
            if sealed or not inside:
                break
            at, top, digest, most = start, False, False, self.limits.inner_header_block
        self.leaf = _Leaf((at, start), start, is_text=kind in (b"", b"text"), sealed=sealed)

    def content_type(self, block: bytes, *, top: bool) -> tuple[bytes, bytes, bytes]:
        """Return main type, subtype and boundary of a header block, b"" for what is missing."""
        value = type_header(block)
        most = self.limits.header if top else self.limits.part_header_block
        if len(value) > most:
            raise _Refused(f"a Content-Type is over {most // 1024} KB")
        return type_of(value)

    def part_head(self, at: int, most: int, *, top: bool) -> tuple[bytes, int]:
        """Return the header block at `at`, of at most `most` bytes, and where its body starts."""
        start = head_end(self.raw, at, most)
        if start - at > most:
            raise _Refused(f"the headers of a part are over {most // 1024} KB")
        self.part_headers += 0 if top else start - at
        if self.part_headers > self.limits.part_headers:
            raise _Refused(f"the headers of all parts are over {self.limits.part_headers // 1024} KB")
        return self.raw[at:start], start


def _line_end_before(raw: bytes, at: int) -> int:
    """Return the length of the line end before `at`: it belongs to the boundary there (RFC 2046 section 5.1.1)."""
    return 2 if raw[at - 2 : at] == b"\r\n" else 1
