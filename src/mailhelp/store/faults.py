"""Faults of the database or its disk, told in plain words without path or SQL."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, TimeoutError

from mailhelp.core.errors import MailhelpError, StorageFault

PLAIN = (
    (
        ("locked", "busy", "lock timeout", "statement timeout", "deadlock"),
        "the database is in use by another program; try again later",
    ),
    (("is full", "no space left", "disk full"), "the disk of the database is full; make room and mailhelp goes on"),
    (("readonly", "read-only", "permission denied"), "the database cannot be written; look at its owner and rights"),
    (("malformed", "not a database"), "the database file is damaged; restore a backup with `mailhelp restore`"),
    (("disk i/o",), "the disk of the database reports errors; look at the system log"),
    (
        (
            "connect",
            "server closed",
            "terminating",
            "shutting down",
            "starting up",
            "unable to open",
            "consuming",
            "no answer",
        ),
        "the database cannot be reached; see that it runs and mailhelp goes on",
    ),
)
OTHERWISE = "the database refused; look at its log"


class RowRefused(MailhelpError):
    """What was to be written breaks a rule of the tables: an error of ours, which trying again does not mend."""


def plain_words(fault: BaseException) -> str:
    """Return what a fault of the database means, in one sentence without path or SQL."""
    original = fault.orig if isinstance(fault, DBAPIError) else fault
    text = str(original).casefold()
    return next((words for signs, words in PLAIN if any(sign in text for sign in signs)), OTHERWISE)


@contextmanager
def told_plainly() -> Iterator[None]:
    """Raise StorageFault for any fault of the database or its disk that happens inside.

    Raises RowRefused where the database works, but what was to be written is wrong.
    """
    try:
        yield
    except (IntegrityError, DataError, sqlite3.IntegrityError) as fault:
        raise RowRefused("the database refused a row: please report this as an error of mailhelp") from fault
    except (DBAPIError, TimeoutError, sqlite3.Error, OSError) as fault:
        raise StorageFault(plain_words(fault)) from fault
