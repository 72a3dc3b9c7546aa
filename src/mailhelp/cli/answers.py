"""What is said of one file, in this process or in one of several."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of one file: `told` on standard output, `complaint` on standard error.

    read: False when nothing of a mail could be read.
    """

    told: str
    complaint: str = ""
    read: bool = True


def letters_of(answer: Answer) -> int:
    """Return how long an answer is, in letters."""
    return len(answer.told)
