"""Access tokens: cached, refreshed, rotated; logins by device code, pasted address and as an application."""

import base64
import hashlib
import json
import os
import threading
import urllib.parse
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from mailhelp.channels.credentials import Account
from mailhelp.channels.faults import ConnectionLost, LoginRefused
from mailhelp.channels.oauth import OAuth
from mailhelp.channels.oauth_post import post_form
from mailhelp.channels.oauth_settings import Endpoints, Grant, OAuthSettings, standard_grant
from mailhelp.core.errors import BadConfiguration
from tests.channels.oauth_server import OAuthServer
from tests.ports import free_port

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
PENDING = (400, {"error": "authorization_pending"})
DEVICE = (
    200,
    {
        "device_code": "dev",
        "user_code": "ABCD-EFGH",
        "verification_uri": "https://microsoft.example/device",
        "expires_in": 900,
        "interval": 5,
    },
)


def token(access: str, refresh: str | None = None, expires_in: Any = 3600) -> tuple[int, dict[str, Any]]:
    return 200, {"access_token": access, "expires_in": expires_in} | ({"refresh_token": refresh} if refresh else {})


def settings_for(url: str, **changes: Any) -> OAuthSettings:
    where = Endpoints(token=url + "/token", device=url + "/device", authorize=url + "/authorize")
    settings = OAuthSettings("support", Account.MICROSOFT365, "client-1", Grant.DEVICE, endpoints=where)
    return replace(settings, **changes)


def logged_in(tmp_path: Path, url: str, **changes: Any) -> OAuth:
    (tmp_path / "oauth.json").write_text('{"refresh_token": "r1"}')
    return OAuth(settings_for(url, **changes), tmp_path / "oauth.json", post_form)


def kept(tmp_path: Path) -> str:
    return str(json.loads((tmp_path / "oauth.json").read_text())["refresh_token"])


def test_an_access_token_is_used_until_two_minutes_before_its_end(tmp_path: Path) -> None:
    with OAuthServer(token("a1"), token("a2")) as server:
        oauth = logged_in(tmp_path, server.url)

        given = [oauth.access_token(NOW + timedelta(minutes=minutes)) for minutes in (0, 57, 58)]

    assert given == ["a1", "a1", "a2"]
    assert server.asked[0] == (
        "/token",
        {"grant_type": "refresh_token", "refresh_token": "r1", "client_id": "client-1"},
    )


def test_a_refused_token_is_not_given_again(tmp_path: Path) -> None:
    with OAuthServer(token("a1"), token("a2")) as server:
        give = logged_in(tmp_path, server.url).credential(lambda: NOW)

        assert [give(), give(), give(fresh=True), give()] == ["a1", "a1", "a2", "a2"]


def test_a_rotated_refresh_token_is_kept_for_us_alone_before_it_is_used(tmp_path: Path) -> None:
    with OAuthServer(token("a1", "r2"), token("a2", "r3")) as server:
        oauth = logged_in(tmp_path, server.url)
        oauth.access_token(NOW)
        first = kept(tmp_path)
        oauth.access_token(NOW, fresh=True)

    assert (first, kept(tmp_path)) == ("r2", "r3")
    assert server.asked[1][1]["refresh_token"] == "r2"
    assert (tmp_path / "oauth.json").stat().st_mode & 0o777 == 0o600
    assert os.listdir(tmp_path) == ["oauth.json"]


def test_a_refresh_token_that_another_process_rotated_is_used(tmp_path: Path) -> None:
    with OAuthServer(token("a1"), token("a2")) as server:
        oauth = logged_in(tmp_path, server.url)
        oauth.access_token(NOW)
        (tmp_path / "oauth.json").write_text('{"refresh_token": "by login"}')
        oauth.access_token(NOW, fresh=True)

    assert server.asked[1][1]["refresh_token"] == "by login"


def test_many_threads_cause_one_question(tmp_path: Path) -> None:
    with OAuthServer(token("a1")) as server:
        oauth = logged_in(tmp_path, server.url)
        threads = [threading.Thread(target=oauth.access_token, args=[NOW]) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)

    assert len(server.asked) == 1


def test_a_configured_refresh_token_serves_until_one_is_kept(tmp_path: Path) -> None:
    with OAuthServer(token("a1", "r2"), token("a2")) as server:
        settings = settings_for(server.url, grant=Grant.REFRESH, refresh_token="configured", account=Account.GOOGLE)
        oauth = OAuth(settings, tmp_path / "oauth.json", post_form)
        oauth.access_token(NOW)
        oauth.access_token(NOW, fresh=True)

    assert [form["refresh_token"] for _, form in server.asked] == ["configured", "r2"]


def test_client_credentials_need_no_state(tmp_path: Path) -> None:
    with OAuthServer(token("a1", expires_in="3599")) as server:
        settings = settings_for(server.url, grant=Grant.CLIENT, client_secret="s3cret")
        assert OAuth(settings, tmp_path / "oauth.json", post_form).access_token(NOW) == "a1"

    assert server.asked[0][1] == {
        "grant_type": "client_credentials",
        "scope": "https://outlook.office365.com/.default",
        "client_id": "client-1",
        "client_secret": "s3cret",
    }
    assert "s3cret" not in repr(settings)
    assert not (tmp_path / "oauth.json").exists()


def test_who_never_logged_in_is_told_to(tmp_path: Path) -> None:
    oauth = OAuth(settings_for("http://127.0.0.1:1"), tmp_path / "oauth.json", post_form)

    with pytest.raises(LoginRefused, match="nobody has logged in yet; run `mailhelp login support`"):
        oauth.access_token(NOW)


@pytest.mark.parametrize("content", ["", "[]", '"x"', '{"refresh_token": 7}', "{broken"])
def test_a_broken_state_file_asks_for_a_new_login(tmp_path: Path, content: str) -> None:
    oauth = logged_in(tmp_path, "http://127.0.0.1:1")
    (tmp_path / "oauth.json").write_text(content)

    with pytest.raises(LoginRefused, match="run `mailhelp login support`"):
        oauth.access_token(NOW)


def test_an_expired_login_says_to_log_in_again(tmp_path: Path) -> None:
    with OAuthServer((400, {"error": "invalid_grant", "error_description": "AADSTS70008: expired\r\nTrace"})) as server:
        with pytest.raises(LoginRefused, match="AADSTS70008: expired Trace; run `mailhelp login support`"):
            logged_in(tmp_path, server.url).access_token(NOW)


def test_a_wrong_client_secret_points_at_the_configuration(tmp_path: Path) -> None:
    with OAuthServer((401, {"error": "invalid_client"})) as server:
        with pytest.raises(LoginRefused, match="check client_id, client_secret"):
            logged_in(tmp_path, server.url).access_token(NOW)


@pytest.mark.parametrize(
    "answer",
    [
        (503, b"<html>down</html>"),
        (200, b"[1]"),
        (200, {"expires_in": 3600}),
        (400, {"error": "temporarily_unavailable"}),
        (302, b""),
    ],
)
def test_a_token_server_in_trouble_is_tried_again_later(tmp_path: Path, answer: tuple[int, Any]) -> None:
    with OAuthServer(answer) as server:
        with pytest.raises(ConnectionLost):
            logged_in(tmp_path, server.url).access_token(NOW)

    assert len(server.asked) == 1


def test_an_unreachable_token_server_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConnectionLost, match="token server 127.0.0.1.*nothing listens there"):
        logged_in(tmp_path, f"http://127.0.0.1:{free_port()}").access_token(NOW)


def test_secrets_are_not_sent_in_clear_text_over_a_network() -> None:
    with pytest.raises(BadConfiguration, match="write https://"):
        post_form("http://tokens.example/token", {"client_secret": "s3cret"})


def test_a_person_logs_in_with_a_device_code(tmp_path: Path) -> None:
    shown: list[str] = []
    slept: list[float] = []
    with OAuthServer(DEVICE, PENDING, (400, {"error": "slow_down"}), token("a1", "r1")) as server:
        oauth = OAuth(settings_for(server.url), tmp_path / "oauth.json", post_form)
        oauth.device_login(shown.append, lambda: NOW, slept.append)

        assert oauth.access_token(NOW) == "a1"

    assert "https://microsoft.example/device" in shown[0] and "ABCD-EFGH" in shown[0]
    assert slept == [5, 5, 10]
    assert kept(tmp_path) == "r1"
    path, form = server.asked[0]
    assert (path, form["client_id"]) == ("/device", "client-1")
    assert set(form["scope"].split()) == {
        "https://outlook.office.com/IMAP.AccessAsUser.All",
        "https://outlook.office.com/SMTP.Send",
        "offline_access",
    }
    assert server.asked[1][1]["device_code"] == "dev"


def test_a_device_code_that_runs_out_is_told(tmp_path: Path) -> None:
    clock = [NOW]

    def sleep(seconds: float) -> None:
        clock[0] += timedelta(minutes=10)

    with OAuthServer(DEVICE, PENDING, PENDING) as server:
        oauth = OAuth(settings_for(server.url), tmp_path / "oauth.json", post_form)
        with pytest.raises(LoginRefused, match="not used in time: run `mailhelp login support` again"):
            oauth.device_login(lambda line: None, lambda: clock[0], sleep)


def test_who_says_no_at_the_browser_is_told_so(tmp_path: Path) -> None:
    with OAuthServer(DEVICE, (400, {"error": "access_denied"})) as server:
        oauth = OAuth(settings_for(server.url), tmp_path / "oauth.json", post_form)
        with pytest.raises(LoginRefused, match="access_denied"):
            oauth.device_login(lambda line: None, lambda: NOW, lambda seconds: None)


def test_a_login_without_refresh_token_says_what_to_allow(tmp_path: Path) -> None:
    with OAuthServer(DEVICE, token("a1")) as server:
        oauth = OAuth(settings_for(server.url), tmp_path / "oauth.json", post_form)
        with pytest.raises(LoginRefused, match="offline access"):
            oauth.device_login(lambda line: None, lambda: NOW, lambda seconds: None)


def test_an_unwritable_state_folder_is_told_before_the_login_counts(tmp_path: Path) -> None:
    with OAuthServer(DEVICE, token("a1", "r1")) as server:
        oauth = OAuth(settings_for(server.url), tmp_path / "missing" / "oauth.json", post_form)
        with pytest.raises(BadConfiguration, match="make the state folder writable"):
            oauth.device_login(lambda line: None, lambda: NOW, lambda seconds: None)


def paste(address: str, *, code: str = "c0de", other: bool = False) -> str:
    query = urllib.parse.parse_qs(urllib.parse.urlsplit(address).query)
    state = "someone else's" if other else query["state"][0]
    return f"{query['redirect_uri'][0]}?{urllib.parse.urlencode({'state': state, 'code': code})}"


def test_a_person_logs_in_at_google_by_pasting_the_last_address(tmp_path: Path) -> None:
    shown: list[str] = []
    with OAuthServer(token("a1", "r1")) as server:
        settings = settings_for(server.url, account=Account.GOOGLE, grant=Grant.PASTE, client_secret="s")
        oauth = OAuth(settings, tmp_path / "oauth.json", post_form)
        oauth.paste_login(shown.append, lambda question: paste(shown[0].split()[-1]) + "\n", lambda: NOW, "v" * 43)

    asked = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(shown[0].split()[-1]).query))
    challenge = base64.urlsafe_b64encode(hashlib.sha256(b"v" * 43).digest()).decode().rstrip("=")
    assert (asked["scope"], asked["access_type"]) == ("https://mail.google.com/", "offline")
    assert (asked["code_challenge"], asked["code_challenge_method"]) == (challenge, "S256")
    form = server.asked[0][1]
    assert (form["code"], form["code_verifier"], form["client_secret"]) == ("c0de", "v" * 43, "s")
    assert kept(tmp_path) == "r1"


def test_an_address_of_another_login_is_refused(tmp_path: Path) -> None:
    shown: list[str] = []
    oauth = OAuth(settings_for("http://127.0.0.1:1", grant=Grant.PASTE), tmp_path / "oauth.json", post_form)

    with pytest.raises(LoginRefused, match="of no use"):
        oauth.paste_login(shown.append, lambda question: paste(shown[0].split()[-1], other=True), lambda: NOW, "v" * 43)


@pytest.mark.parametrize(
    "changes",
    [
        {"account": Account.PASSWORD},
        {"grant": Grant.CLIENT},
        {"grant": Grant.REFRESH},
    ],
)
def test_settings_that_cannot_work_are_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(BadConfiguration, match="support"):
        settings_for("http://127.0.0.1:1", **changes)


def test_the_vendors_endpoints_are_known() -> None:
    microsoft = OAuthSettings("m", Account.MICROSOFT365, "id", Grant.DEVICE, tenant="desk.example")
    google = OAuthSettings("g", Account.GOOGLE, "id", Grant.PASTE)

    assert microsoft.servers.token == "https://login.microsoftonline.com/desk.example/oauth2/v2.0/token"
    assert microsoft.servers.device == "https://login.microsoftonline.com/desk.example/oauth2/v2.0/devicecode"
    assert google.servers.token == "https://oauth2.googleapis.com/token"
    assert (standard_grant(Account.GOOGLE), standard_grant(Account.MICROSOFT365)) == (Grant.PASTE, Grant.DEVICE)
