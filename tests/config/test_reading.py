"""The limits of reading in mailhelp.toml are those of the gate, and go to all that read mail."""

from dataclasses import asdict
from pathlib import Path

import pytest

from mailhelp.config.readingsection import ReadingSettings
from mailhelp.config.settings import load_settings
from mailhelp.daemon.readinglimits import limits_of_desk
from mailhelp.daemon.wiring import open_desk
from mailhelp.daemon.wiring_channels import imap_settings
from mailhelp.mail.limits import DEFAULT
from tests.cli.asking import Asked

MAILBOX = '[[imap]]\nname = "a"\nhost = "127.0.0.1"\nuser = "a"\npassword = {file = "secret"}\ntls = "none"\n'


def a_config(folder: Path, reading: str) -> Path:
    file = folder / "mailhelp.toml"
    file.write_text(f'[desk]\nname = "D"\naddress = "help@desk.example"\n[reading]\n{reading}\n{MAILBOX}')
    (folder / "secret").write_text("s")
    (folder / "secret").chmod(0o600)
    return file


def test_without_settings_the_limits_are_those_of_the_gate() -> None:
    assert ReadingSettings().model_dump() == asdict(DEFAULT)


def test_what_is_set_holds_for_workers_and_mailboxes(tmp_path: Path) -> None:
    settings = load_settings(a_config(tmp_path, 'mail = "2MB"\nparts = 20'))

    desk = open_desk(settings)
    desk.close()

    assert (desk.setting.reading.mail, desk.setting.reading.parts) == (2 << 20, 20)
    assert imap_settings(settings, settings.imap[0]).max_size == 2 << 20


def test_commands_without_a_desk_keep_to_the_settings_that_are_there(tmp_path: Path) -> None:
    config = a_config(tmp_path, "headers = 60")

    assert limits_of_desk(config).headers == 60
    assert limits_of_desk(tmp_path / "none.toml") is DEFAULT


def test_parse_and_ingest_keep_to_the_settings_that_are_there(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    ask, config = Asked.by(capfd), a_config(tmp_path, 'mail = "1MB"\nheaders = 60')
    mail, large = tmp_path / "a.eml", tmp_path / "b.eml"
    mail.write_bytes(b"From: a@b.example\r\n" + b"X: y\r\n" * 60 + b"\r\nhi")
    large.write_bytes(b"From: a@b.example\r\n\r\n" + b"hi\r\n" * 500_000)

    told = ask("parse", "--json", "--config", config, mail).row
    ask("ingest", "--live", "--config", config, large)
    kept = ask("mails", "--json", "--config", config).row

    assert (told["ok"], told["defects"]) == (False, ["more than 60 headers"])
    assert kept["complete"] is False
