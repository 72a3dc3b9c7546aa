"""What is said of one file, in this process or in one of several."""

from collections.abc import Callable
from dataclasses import dataclass

from mailhelp.cli.mailfiles import MailFile


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of one file: `told` on standard output, `complaint` on standard error.

    read: False when nothing of a mail could be read.
    """

    told: str
    complaint: str = ""
    read: bool = True


# Gives the answer for a file; with a cause for it not to be read whole, from headers and first text alone.
Teller = Callable[[MailFile, str], Answer]
# Gives the answer for a file that cannot be read, with the cause.
Refuser = Callable[[MailFile, str], Answer]
