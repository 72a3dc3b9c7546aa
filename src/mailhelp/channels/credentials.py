"""How we prove who we are to a mail server: a password, or an OAuth 2.0 access token."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from mailhelp.core.errors import BadConfiguration


class Account(StrEnum):
    """What kind of account a server has for us: it decides between password and XOAUTH2."""

    PASSWORD = "password"
    MICROSOFT365 = "microsoft365"
    GOOGLE = "google"


class Credential(Protocol):
    """What gives the password or access token at the moment of login."""

    def __call__(self, *, fresh: bool = False) -> str:
        """Return the secret; fresh: the server refused the last one, so a kept token must not be given again.

        Raises a MailhelpError that says what to do when there is none.
        """
        ...


@dataclass(frozen=True, slots=True)
class Password:
    """A password that was read from the configuration."""

    secret: str = field(repr=False)

    def __call__(self, *, fresh: bool = False) -> str:
        """Return the password."""
        return self.secret


def without_controls(text: str, what: str) -> str:
    """Return `text` as it is; raise BadConfiguration when it has a control character.

    Nothing with a byte below 0x20 or with 0x7f may get into a command to a server: a line end there would begin
    another command.
    """
    if any(letter < " " or letter == "\x7f" for letter in text):
        raise BadConfiguration(f"{what} holds a control character (a line end?); write it without")
    return text
