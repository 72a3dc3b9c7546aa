"""The fingerprint is read piece by piece, and is what it would be of the whole body at once."""

import hashlib

from hypothesis import example, given
from hypothesis import strategies as st

from mailhelp.core import rawheaders
from mailhelp.core.rawheaders import FINGERPRINTED, body_start, fingerprint, raw_headers

PIECES = st.sampled_from(
    [b"\r", b"\n", b"\r\n", b" ", b"\t", b"a", b"\0", b"From: a@x.example", b"Subject:  b", b"x" * 7, b"\r\n\r\n"]
)


def of_the_whole(raw: bytes) -> str:
    """Return the fingerprint as design promise 2 defines it, written down directly."""
    digest = hashlib.sha256()
    for name in FINGERPRINTED:
        for header, value in raw_headers(raw):
            if header.lower() == name:
                digest.update(name + b":" + b" ".join(value.split()) + b"\n")
    body = raw[body_start(raw) :].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    digest.update(b"\n" + body.rstrip(b" \t\n"))
    return digest.hexdigest()


@given(st.lists(PIECES, max_size=40).map(b"".join), st.integers(-6, 6), st.sampled_from([b"x", b"\n", b" ", b"\r"]))
@example(b"\r\na", -1, b"x")
def test_a_mail_of_several_pieces_has_the_fingerprint_of_its_whole(end: bytes, shift: int, filler: bytes) -> None:
    raw = b"From: jo@x.example\r\n\r\n" + filler * (rawheaders._PIECE + shift) + end

    assert fingerprint(raw) == of_the_whole(raw)


@given(st.lists(PIECES, max_size=40).map(b"".join))
def test_any_mail_has_the_fingerprint_of_its_whole(raw: bytes) -> None:
    assert fingerprint(raw) == of_the_whole(raw)
