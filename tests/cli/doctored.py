"""Desks for the doctor, and its answers."""

from pathlib import Path

from tests.cli.asking import Asked
from tests.dovecot import Dovecot

DESK = '[desk]\nname = "Help"\naddress = "help@desk.example"\n'


def imap(server: Dovecot, user: str, *, more: str = "", ca_file: Path | None = None) -> str:
    return (
        f'[[imap]]\nname = "support"\nhost = "127.0.0.1"\nport = {server.imaps_port}\nuser = "{user}"\n'
        f'password = {{env = "IMAP_PASSWORD"}}\nca_file = "{ca_file or server.ca_file}"\n{more}\n'
    )


def smtp_out(port: int, more: str = "") -> str:
    return f'[smtp_out]\nhost = "127.0.0.1"\nport = {port}\n{more}\n'


def found(answer: Asked, about: str) -> list[tuple[str, str]]:
    return [(row["grade"], row["text"]) for row in answer.rows if row["about"] == about]
