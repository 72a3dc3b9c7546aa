"""Running commands in this process, and the desks that they are run on."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from mailhelp.cli.commands import run_command

SETTINGS = '[desk]\nname = "Help"\naddress = "help@desk.example"\n'
RULES = "extends: standard\nstaff:\n  Tom: {address: tom@desk.example, role: admin}\n"


@dataclass(frozen=True)
class Asked:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Return the JSON objects that it printed, one a line."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def row(self) -> dict[str, Any]:
        """Return the one JSON object that it printed."""
        (only,) = self.rows
        return only

    @staticmethod
    def by(capfd: pytest.CaptureFixture[str]) -> "Asking":
        """Return what runs a command and gives its answer."""

        def ask(*words: object) -> Asked:
            capfd.readouterr()
            try:
                code = run_command([str(word) for word in words])
            except SystemExit as ended:
                code = int(ended.code or 0)
            captured = capfd.readouterr()
            return Asked(code, captured.out, captured.err)

        return ask


Asking = Callable[..., Asked]


def write_desk(folder: Path, settings: str = SETTINGS, rules: str = RULES) -> Path:
    """Write the two files of a desk into `folder`; return that of the settings."""
    (folder / "rules.yaml").write_text(rules)
    config = folder / "mailhelp.toml"
    config.write_text(settings)
    return config


def a_mail(subject: str = "Website not available", *, number: int = 1, body: str = "Our website is down.") -> bytes:
    """Return a client's mail as a file holds it."""
    return (
        f"From: Jo Harper <jo{number}@harbour.example>\r\nTo: help@desk.example\r\nSubject: {subject}\r\n"
        f"Date: Mon, 23 Nov 2026 10:00:00 +0000\r\nMessage-ID: <{number}.{len(subject)}@harbour.example>\r\n"
        f"\r\n{body}\r\n"
    ).encode()
