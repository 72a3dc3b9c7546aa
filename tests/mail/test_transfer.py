"""What is undone piece by piece is what would be undone at once."""

import binascii

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailhelp.mail.part import Part
from mailhelp.mail.transfer import PIECE, unpacked, unpacked_pieces, whole_lines

ENCODINGS = ["base64", "quoted-printable", "x-uuencode", "7bit", "no-such"]
FILLERS = [b"QUJD\r\n", b"=3D=\r\n", b"#86)C\n", b"ab", b"\r", b"=", b"=\r", b"AB=\n"]
ENDS = st.lists(st.sampled_from([b"=", b"\r", b"\n", b"\r\n", b"A", b"Q=", b"3D", b"end", b"!", b"-", b"`", b"=4"]))


def a_part(body: bytes, encoding: str) -> Part:
    return Part("1", "text/plain", {}, "", None, None, encoding, (), body)


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(filler=st.sampled_from(FILLERS), shift=st.integers(-5, 5), end=ENDS.map(b"".join))
def test_a_body_of_several_pieces_is_what_it_is_at_once(encoding: str, filler: bytes, shift: int, end: bytes) -> None:
    body = (filler * (PIECE // len(filler) + 3))[: PIECE + shift] + end + filler

    assert b"".join(unpacked_pieces(memoryview(body), encoding)) == unpacked(body, encoding)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("most", [0, 1, 1000, PIECE, 2 * PIECE, 10 * PIECE])
def test_the_beginning_of_a_part_is_that_of_its_content(encoding: str, most: int) -> None:
    part = a_part(b"QUJD=3D\r\n" * (PIECE // 3), encoding)

    assert part.beginning(most) == part.content()[:most]


def test_lines_longer_than_a_piece_stay_whole() -> None:
    body = b"a" * (3 * PIECE) + b"\n" + b"b" * PIECE

    assert [bytes(piece) for piece in whole_lines(memoryview(body))] == [b"a" * (3 * PIECE) + b"\n", b"b" * PIECE]


def test_size_and_hash_are_those_of_the_content() -> None:
    part = a_part(binascii.b2a_qp(b"\xc3\xa9" * PIECE), "quoted-printable")

    assert part.measured() == (2 * PIECE, a_part(part.content(), "binary").measured()[1])


def test_a_text_of_tiny_uuencoded_lines_is_read_no_further_than_a_file_goes() -> None:
    line = b"#86)C\n"

    assert unpacked(line * 2_000, "x-uuencode") == b"abc" * 2_000
    assert unpacked(line * 1_000_000, "x-uuencode") == b"abc" * 2_000
