"""OAuth 2.0 for mailboxes: access tokens from kept refresh tokens, and the login of a person that begins it."""

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from mailhelp.channels.credentials import Credential
from mailhelp.channels.faults import ConnectionLost, LoginRefused, ServerFault
from mailhelp.channels.oauth_paste import authorize_address, code_from
from mailhelp.channels.oauth_post import Post
from mailhelp.channels.oauth_settings import Grant, OAuthSettings
from mailhelp.channels.private_file import write_private
from mailhelp.channels.reaching import plain
from mailhelp.core.errors import BadConfiguration

# A token is not used in its last two minutes: the login it is for may take a while.
_MARGIN = timedelta(minutes=2)
_DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code"
# RFC 6749 section 5.2, RFC 8628 section 3.5: what no repetition will mend.
_TEMPORARY = ("temporarily_unavailable", "server_error")


@dataclass(frozen=True, slots=True)
class _Access:
    token: str
    until: datetime


class OAuth:
    """The tokens of one account; one object may serve several threads, one state file several processes.

    state_file: keeps the refresh token, mode 0600, written anew whenever the server gives another one.
    post: asks the token server (`oauth_post.post_form`).
    """

    def __init__(self, settings: OAuthSettings, state_file: Path, post: Post) -> None:
        self._settings = settings
        self._state_file = state_file
        self._post = post
        self._lock = threading.Lock()
        self._access: _Access | None = None

    def access_token(self, now: datetime, *, fresh: bool = False) -> str:
        """Return a token that is good for two minutes at least; fresh: not the one kept in memory.

        now: aware. Raises LoginRefused when a person must log in again, ServerFault when the server does not answer.
        """
        with self._lock:
            if fresh or self._access is None or self._access.until - _MARGIN <= now:
                self._access = self._taken(self._asked(self._grant_form()), now)
            return self._access.token

    def credential(self, clock: Callable[[], datetime]) -> Credential:
        """Return a Credential that gives access tokens; clock: gives the time, aware."""

        def give(*, fresh: bool = False) -> str:
            return self.access_token(clock(), fresh=fresh)

        return give

    def device_login(
        self, show: Callable[[str], None], now: Callable[[], datetime], sleep: Callable[[float], None]
    ) -> None:
        """Have a person log in at any browser, and keep the refresh token (RFC 8628).

        show: prints a line for the person. now: gives the time, aware. sleep: waits so many seconds.
        Raises LoginRefused when the person says no or the code runs out.
        """
        begun = self._asked({"scope": self._settings.wanted_scope, **self._client()}, self._settings.servers.device)
        page = _text(begun, "verification_uri") or _text(begun, "verification_url")
        show(f"Open {page} in a browser, log in as the mailbox, and enter the code {_text(begun, 'user_code')}")
        until = now() + timedelta(seconds=_seconds(begun, "expires_in", 900))
        pause = _seconds(begun, "interval", 5)
        form = {"grant_type": _DEVICE_GRANT, "device_code": _text(begun, "device_code"), **self._client()}
        while now() < until:
            sleep(pause)
            answer = self._post(self._settings.servers.token, form)
            error = _text(answer, "error")
            if error not in ("authorization_pending", "slow_down"):
                return self._log_in(self._checked(answer), now(), show)
            # RFC 8628 section 3.5: each slow_down makes it 5 seconds slower.
            pause += 5 if error == "slow_down" else 0
        raise LoginRefused(f"the code was not used in time: run `mailhelp login {self._settings.name}` again")

    def paste_login(
        self, show: Callable[[str], None], ask: Callable[[str], str], now: Callable[[], datetime], noise: str
    ) -> None:
        """Have a person log in with a browser and paste the address it ends at, and keep the refresh token.

        ask: prints a question and returns the answer. noise: 43 to 128 random letters and digits (RFC 7636
        section 4.1). Raises LoginRefused when the pasted address holds no code for this login.
        """
        show(f"Open this in a browser and log in as the mailbox:\n{authorize_address(self._settings, noise)}")
        pasted = ask("The browser ends at a page that cannot be shown. Paste its whole address here: ")
        form = {
            "grant_type": "authorization_code",
            "code": code_from(pasted, noise, self._settings.name),
            "redirect_uri": self._settings.redirect,
            "code_verifier": noise,
            **self._client(),
        }
        self._log_in(self._asked(form), now(), show)

    def _log_in(self, answer: Mapping[str, object], now: datetime, show: Callable[[str], None]) -> None:
        if not _text(answer, "refresh_token"):
            raise LoginRefused(
                f"the server gave no refresh token for {self._settings.name}: allow offline access for the application"
            )
        with self._lock:
            self._access = self._taken(answer, now)
        show(f"Logged in: {self._settings.name} may now use the mailbox.")

    def _grant_form(self) -> dict[str, str]:
        if self._settings.grant is Grant.CLIENT:
            return {"grant_type": "client_credentials", "scope": self._settings.wanted_scope, **self._client()}
        return {"grant_type": "refresh_token", "refresh_token": self._refresh_token(), **self._client()}

    def _client(self) -> dict[str, str]:
        secret = self._settings.client_secret
        return {"client_id": self._settings.client_id} | ({"client_secret": secret} if secret else {})

    def _refresh_token(self) -> str:
        """Return the token kept last, else the configured one; another process may have written it meanwhile."""
        try:
            kept = json.loads(self._state_file.read_bytes())
        except FileNotFoundError:
            kept = {}
        except (OSError, ValueError) as fault:
            raise self._log_in_first(f"{self._state_file} cannot be read ({fault})") from fault
        token = _text(kept, "refresh_token") if isinstance(kept, dict) else ""
        if not (token or self._settings.refresh_token):
            raise self._log_in_first("nobody has logged in yet")
        return token or self._settings.refresh_token or ""

    def _taken(self, answer: Mapping[str, object], now: datetime) -> _Access:
        """Return the access token of an answer, its refresh token (if there is one) safely kept before."""
        if rotated := _text(answer, "refresh_token"):
            self._keep(rotated)
        token = _text(answer, "access_token")
        if not token:
            raise ConnectionLost(f"the token server gave no access token for {self._settings.name}; try again later")
        return _Access(token, now + timedelta(seconds=_seconds(answer, "expires_in", 300)))

    def _keep(self, refresh_token: str) -> None:
        content = json.dumps({"refresh_token": refresh_token}).encode()
        try:
            write_private(self._state_file, content)
        except OSError as fault:
            raise BadConfiguration(
                f"{self._state_file}: the new refresh token cannot be kept ({fault}); make the state folder writable"
            ) from fault

    def _asked(self, form: Mapping[str, str], url: str | None = None) -> Mapping[str, object]:
        return self._checked(self._post(url or self._settings.servers.token, form))

    def _checked(self, answer: Mapping[str, object]) -> Mapping[str, object]:
        error = _text(answer, "error")
        if not error:
            return answer
        said = plain(f"{error}: {_text(answer, 'error_description')}")
        if error in _TEMPORARY:
            raise ConnectionLost(f"the token server cannot answer for {self._settings.name} now ({said})")
        if error in ("invalid_client", "unauthorized_client", "invalid_scope", "unsupported_grant_type"):
            raise LoginRefused(f"oauth of {self._settings.name}: {said}; check client_id, client_secret, tenant, scope")
        raise self._log_in_first(said)

    def _log_in_first(self, why: str) -> ServerFault:
        if self._settings.grant is Grant.CLIENT:
            return LoginRefused(f"oauth of {self._settings.name}: {why}; check what the application may do")
        return LoginRefused(f"oauth of {self._settings.name}: {why}; run `mailhelp login {self._settings.name}`")


def _text(answer: Mapping[str, object], key: str) -> str:
    value = answer.get(key)
    return value if isinstance(value, str) else ""


def _seconds(answer: Mapping[str, object], key: str, otherwise: int) -> int:
    """Return a number of seconds; Microsoft's older servers write them as text."""
    value = answer.get(key)
    try:
        return max(int(value), 1) if isinstance(value, int | str | float) else otherwise
    except (ValueError, OverflowError):
        return otherwise
