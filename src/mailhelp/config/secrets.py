"""Secrets: where they are kept, read when needed, never printed."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mailhelp.core.errors import BadConfiguration

FORM = 'write {env = "NAME"}, {file = "path"} or {credential = "name"}'
CREDENTIALS_FOLDER = "CREDENTIALS_DIRECTORY"
KINDS = ("env", "file", "credential")
_LARGEST = 65_536


@dataclass(frozen=True, slots=True)
class Secret:
    """A place where a secret is kept. Its value is read at each `reveal` and stands in no text made of this object.

    kind: "env", "file" or "credential" (systemd's LoadCredential); name: of the variable, file or credential.
    setting: which setting it belongs to, for messages.
    """

    kind: str
    name: str
    setting: str = field(default="", compare=False)

    def reveal(self) -> str:
        """Return the secret, without the line end that editors add; raise BadConfiguration when it cannot be read."""
        value = (self._variable() if self.kind == "env" else read_private(self._file())).rstrip("\r\n")
        if not value:
            raise BadConfiguration(f"{self} is empty: put the secret there")
        return value

    def _variable(self) -> str:
        if self.name not in os.environ:
            raise BadConfiguration(f"{self} is not set: set it for the user and service that run mailhelp")
        return os.environ[self.name]

    def _file(self) -> Path:
        if self.kind == "file":
            return Path(self.name)
        if CREDENTIALS_FOLDER in os.environ:
            return Path(os.environ[CREDENTIALS_FOLDER]) / self.name
        advice = f"only systemd gives it to a service that says LoadCredential={self.name}:FILE"
        raise BadConfiguration(f"{self} is not there: {advice}")

    def __str__(self) -> str:
        """Return where the secret is, never what it is."""
        place = {"env": "environment variable", "file": "file", "credential": "credential"}[self.kind]
        return f"{self.setting + ': ' if self.setting else ''}{place} {self.name}"


def secret_of(value: object, folder: Path, setting: str) -> Secret:
    """Return the secret that a setting names; raise ValueError for anything but one of the three forms.

    folder: what a file's path is relative to.
    """
    if isinstance(value, str):
        raise ValueError(f"a secret is never written into this file: {FORM}")
    if not isinstance(value, Mapping) or len(value) != 1:
        raise ValueError(f"this is no place of a secret: {FORM}")
    ((kind, name),) = value.items()
    if kind not in KINDS or not isinstance(name, str) or not name or "\0" in name:
        raise ValueError(f'"{kind}" with this value is no place of a secret: {FORM}')
    if kind == "credential" and "/" in name:
        raise ValueError(f'credential "{name}" is a path: write the bare name of LoadCredential, or use file')
    return Secret(kind, str(folder / name) if kind == "file" else name, setting)


def read_private(file: Path) -> str:
    """Return the text of a file that others may not read; raise BadConfiguration when it is missing or open to all."""
    try:
        with file.open("rb") as opened:
            if os.fstat(opened.fileno()).st_mode & 0o007:
                raise BadConfiguration(f"{file} may be read by everyone: run `chmod 600 {file}`")
            return opened.read(_LARGEST).decode()
    except OSError as fault:
        raise BadConfiguration(f"{file} cannot be read ({fault.strerror}): write the secret there, mode 600") from fault
    except UnicodeDecodeError as fault:
        raise BadConfiguration(f"{file} is no text in UTF-8") from fault
