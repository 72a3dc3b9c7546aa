"""login: a person, or the application itself, logs in once; the token stays in the state, for this user only."""

import stat
from pathlib import Path

import pytest

from tests.channels.oauth_server import OAuthServer
from tests.cli.asking import SETTINGS, Asking, write_desk

BEGUN = {"device_code": "d1", "user_code": "ABCD", "verification_uri": "https://x.example", "interval": 1}
TOKENS = {"access_token": "a1", "refresh_token": "r1", "expires_in": 3600}


def account(url: str, more: str = "") -> str:
    oauth = f'client_id = "c", token_url = "{url}/token", device_url = "{url}/device"{more}'
    return (
        SETTINGS + '[[imap]]\nname = "support"\naccount = "microsoft365"\nuser = "help@desk.example"\n'
        f"oauth = {{{oauth}}}\n"
    )


def test_a_device_code_is_shown_and_the_token_kept(ask: Asking, tmp_path: Path) -> None:
    with OAuthServer((200, BEGUN), (200, TOKENS)) as server:
        write_desk(tmp_path, account(server.url))
        answer = ask("login", "support")

    kept = tmp_path / "var" / "oauth-support.json"
    assert answer.code == 0
    assert "ABCD" in answer.out and "Logged in" in answer.out
    assert "r1" in kept.read_text() and stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert "r1" not in answer.out and "a1" not in answer.out


def test_a_refused_login_says_what_to_do(ask: Asking, tmp_path: Path) -> None:
    with OAuthServer((200, BEGUN), (400, {"error": "access_denied"})) as server:
        write_desk(tmp_path, account(server.url))
        answer = ask("login", "support")

    assert answer.code == 75
    assert "mailhelp login support" in answer.err and answer.err.count("\n") == 1
    assert not (tmp_path / "var" / "oauth-support.json").exists()


def test_an_application_logs_in_by_itself(ask: Asking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLIENT_SECRET", "hush")
    grant = ', tenant = "t", grant = "client_credentials", client_secret = {env = "CLIENT_SECRET"}'
    with OAuthServer((200, {"access_token": "a1", "expires_in": 3600})) as server:
        write_desk(tmp_path, account(server.url, grant))
        answer = ask("login", "support")

    assert answer.code == 0 and "nobody has to log in" in answer.out
    assert "hush" not in answer.out


def test_a_name_without_oauth_names_those_that_have(ask: Asking, tmp_path: Path) -> None:
    write_desk(tmp_path, account("https://login.example"))

    answer = ask("login", "sales")

    assert answer.code == 2
    assert "support" in answer.err


def test_a_token_server_that_is_down(ask: Asking, tmp_path: Path) -> None:
    with OAuthServer() as server:
        url = server.url
    write_desk(tmp_path, account(url))

    answer = ask("login", "support")

    assert answer.code == 75
    assert answer.err.count("\n") == 1
