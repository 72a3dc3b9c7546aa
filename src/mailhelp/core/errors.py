"""The tree of errors that mailhelp raises when a promise cannot be kept."""


class MailhelpError(Exception):
    """Anything mailhelp raises on purpose; its text says what is wrong and what to do."""

    exit_code = 1


class UsageError(MailhelpError):
    """What was asked for makes no sense as asked."""

    exit_code = 2


class NotThere(UsageError):
    """What was named is not there, or not in a state in which that can be done."""

    exit_code = 1


class BadData(MailhelpError):
    """A given file or mail cannot be read at all (EX_DATAERR)."""

    exit_code = 65


class TryAgain(MailhelpError):
    """It did not work now and may work later; nothing was taken (EX_TEMPFAIL)."""

    exit_code = 75


class BadConfiguration(MailhelpError):
    """mailhelp.toml, rules.yaml, a template or the state is not usable as it is (EX_CONFIG)."""

    exit_code = 78


class StorageFault(TryAgain):
    """The database or its disk refused; what was asked is undone as a whole."""


class VersionConflict(MailhelpError):
    """The ticket changed since it was read: read again, decide again."""


class WrongField(ValueError):
    """A value in a configuration file is wrong.

    path: the keys that lead to it ("hours", "open", "mon-fri"); the reader turns it into file:line:column.
    The message says what was found and what is allowed.
    """

    def __init__(self, path: tuple[str, ...], message: str) -> None:
        super().__init__(message)
        self.path = path
        self.message = message
