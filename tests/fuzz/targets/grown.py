"""A mail in which one piece stands again and again takes no more time than its size: a hang is a finding."""

from mailhelp.mail.parse import read_mail
from tests.fuzz import words

SEEDS = "grown"
WORDS = words.MAIL
SIZE = 100_000


def check(data: bytes) -> None:
    read_mail(grown(data))


def grown(data: bytes) -> bytes:
    """Return a mail of 100 KB: what stands between "\\0[" and "\\0]" is in it many times, all else once."""
    before, _, rest = data.partition(b"\0[")
    unit, _, after = rest.partition(b"\0]")
    return before + unit * (SIZE // (len(unit) + 1)) + after
