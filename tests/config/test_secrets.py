"""Secrets are read from their places and never shown."""

import pickle
from pathlib import Path

import pytest

from mailhelp.config.secrets import Secret, secret_of
from mailhelp.core.errors import BadConfiguration


def secret_file(folder: Path, text: str = "hunter2\n", mode: int = 0o600) -> Path:
    file = folder / "secret"
    file.write_text(text, encoding="utf-8")
    file.chmod(mode)
    return file


def test_a_secret_in_a_file_is_relative_to_the_settings_and_loses_its_line_end(tmp_path: Path) -> None:
    secret_file(tmp_path)

    assert secret_of({"file": "secret"}, tmp_path, "imap.password").reveal() == "hunter2"


def test_a_secret_in_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DESK_SECRET", "hunter2")

    assert secret_of({"env": "DESK_SECRET"}, tmp_path, "").reveal() == "hunter2"


def test_a_secret_that_systemd_gives(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    secret_file(tmp_path)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))

    assert secret_of({"credential": "secret"}, Path("/"), "").reveal() == "hunter2"


def test_a_secret_is_read_each_time_so_that_a_new_one_counts(tmp_path: Path) -> None:
    secret = Secret("file", str(secret_file(tmp_path)))
    secret_file(tmp_path, "changed")

    assert secret.reveal() == "changed"


@pytest.mark.parametrize("mode", [0o604, 0o644, 0o602])
def test_a_file_that_everyone_may_read_or_write_is_refused(mode: int, tmp_path: Path) -> None:
    file = secret_file(tmp_path, mode=mode)

    with pytest.raises(BadConfiguration, match=f"{file} may be read by everyone: run `chmod 600 {file}`"):
        Secret("file", str(file)).reveal()


def test_a_file_of_a_group_is_taken(tmp_path: Path) -> None:
    assert Secret("file", str(secret_file(tmp_path, mode=0o640))).reveal() == "hunter2"


@pytest.mark.parametrize(
    ("secret", "message"),
    [
        (
            Secret("env", "NOT_SET_ANYWHERE", "imap.password"),
            "imap.password: environment variable NOT_SET_ANYWHERE is not",
        ),
        (Secret("file", "/nowhere/secret"), "/nowhere/secret cannot be read .No such file"),
        (Secret("credential", "mail"), "systemd gives it to a service that says LoadCredential=mail:FILE"),
    ],
)
def test_a_secret_that_is_not_there_is_told_with_what_to_do(
    secret: Secret, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)

    with pytest.raises(BadConfiguration, match=message):
        secret.reveal()


def test_an_empty_secret_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadConfiguration, match="is empty: put the secret there"):
        Secret("file", str(secret_file(tmp_path, "\n"))).reveal()


@pytest.mark.parametrize(
    "value",
    ["hunter2", {}, {"env": "A", "file": "b"}, {"plain": "hunter2"}, {"env": 5}, {"credential": "../x"}, ["env"]],
)
def test_what_is_no_place_of_a_secret_is_refused_without_repeating_it(value: object) -> None:
    with pytest.raises(ValueError) as refused:
        secret_of(value, Path(), "imap.password")

    assert "hunter2" not in str(refused.value)


def test_a_secret_shows_where_it_is_and_never_what_it_is(tmp_path: Path) -> None:
    secret = Secret("file", str(secret_file(tmp_path)), "imap.password")

    shown = f"{secret} {secret!r} {pickle.dumps(secret)!r}"

    assert str(tmp_path) in shown
    assert "hunter2" not in shown
