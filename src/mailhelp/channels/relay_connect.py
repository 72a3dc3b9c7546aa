"""From settings to a connection that a relay takes notices on: connect, encrypt, log in."""

import base64
import smtplib
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from mailhelp.channels.credentials import Account, Credential, without_controls
from mailhelp.channels.faults import ConnectionLost, LoginRefused, ServerFault, Untrusted
from mailhelp.channels.reaching import plain, unreachable
from mailhelp.channels.tls import Tls, client_context

Watch = Callable[[socket.socket], None]


@dataclass(frozen=True, slots=True)
class RelaySettings:
    """`[smtp_out]` of mailhelp.toml.

    user, credential: None for a relay that wants no login. null_sender: False where the relay refuses `<>`; then
    `return_path` is the envelope sender instead. timeout, data_timeout: seconds for an answer, and for the one after
    the final dot (RFC 5321 section 4.5.3.2.6: 10 minutes). uses, idle: a connection is opened anew after so many
    notices, or so many seconds without one. hello: what we call ourselves in EHLO.
    Raises BadConfiguration for a value with a control character.
    """

    host: str
    port: int
    tls: Tls = Tls.STARTTLS
    account: Account = Account.PASSWORD
    user: str | None = None
    credential: Credential | None = None
    ca_file: Path | None = None
    null_sender: bool = True
    return_path: str = ""
    hello: str = "localhost"
    timeout: float = 60.0
    data_timeout: float = 600.0
    uses: int = 100
    idle: float = 30.0
    name: str = field(default="smtp_out")

    def __post_init__(self) -> None:
        """Refuse what could become a command of its own."""
        for key in ("host", "hello", "return_path"):
            without_controls(getattr(self, key), f"[smtp_out] {key}")

    @property
    def longest(self) -> float:
        """Return how many seconds one attempt may take in all, however slowly the relay answers."""
        return self.data_timeout + self.timeout

    @property
    def place(self) -> str:
        """Return how messages call this relay."""
        return f"SMTP relay ({self.host}:{self.port})"


class _Connection(smtplib.SMTP):
    """A connection that is shown to `watch` as soon as it is reached, before the relay says anything."""

    def __init__(self, settings: RelaySettings, watch: Watch) -> None:
        self._settings = settings
        self._watch = watch
        super().__init__(settings.host, settings.port, local_hostname=settings.hello, timeout=settings.timeout)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        context = client_context(self._settings.ca_file) if self._settings.tls is Tls.IMPLICIT else None
        reached = socket.create_connection((host, port), timeout)
        self._watch(reached)
        return context.wrap_socket(reached, server_hostname=host) if context else reached


def connected(settings: RelaySettings, *, fresh: bool = False, watch: Watch = lambda reached: None) -> smtplib.SMTP:
    """Return a connection after EHLO, encryption and login.

    fresh: the last login was refused, so the credential must not give a kept token. watch: is shown the socket.
    Raises ConnectionLost, Untrusted, LoginRefused, or what the credential raises; each text says what to do.
    """
    secret = settings.credential(fresh=fresh) if settings.credential else None
    without_controls(secret or "", f"the password or token of {settings.place}")
    smtp = _reached(settings, watch)
    try:
        _greet(smtp, settings)
        _encrypt(smtp, settings)
        _log_in(smtp, settings, secret)
        smtp.command_encoding = "utf-8"
        return smtp
    except (smtplib.SMTPException, OSError, ValueError) as fault:
        smtp.close()
        raise unreachable(fault, settings.place) from fault
    except BaseException:
        smtp.close()
        raise


def _reached(settings: RelaySettings, watch: Watch) -> smtplib.SMTP:
    try:
        return _Connection(settings, watch)
    except (smtplib.SMTPException, OSError) as fault:
        raise unreachable(fault, settings.place) from fault


def _greet(smtp: smtplib.SMTP, settings: RelaySettings) -> None:
    code, said = smtp.ehlo()
    if code != 250:
        raise ConnectionLost(f"{settings.place}: the relay does not answer EHLO as it should ({code} {_words(said)})")


def _encrypt(smtp: smtplib.SMTP, settings: RelaySettings) -> None:
    if settings.tls is not Tls.STARTTLS:
        return
    if not smtp.has_extn("starttls"):
        raise Untrusted(
            f"{settings.place}: the relay offers no STARTTLS, so nothing was sent; use the port and tls it has, "
            'or write tls = "none" if the way there is safe'
        )
    smtp.starttls(context=client_context(settings.ca_file))
    _greet(smtp, settings)


def _log_in(smtp: smtplib.SMTP, settings: RelaySettings, secret: str | None) -> None:
    if settings.user is None or secret is None:
        return
    if not smtp.has_extn("auth"):
        raise LoginRefused(
            f"{settings.place}: the relay offers no login here; use its submission port (587 with starttls, 465 with "
            "implicit), or take user and password out of [smtp_out]"
        )
    code, said = _say_who(smtp, settings, settings.user, secret)
    if code in (235, 503):
        return
    raise _refusal(code, _words(said), settings)


def _say_who(smtp: smtplib.SMTP, settings: RelaySettings, user: str, secret: str) -> tuple[int, bytes]:
    """Speak SASL by hand: smtplib's login takes ASCII only and knows no XOAUTH2."""
    offered = smtp.esmtp_features.get("auth", "").upper().split()
    if settings.account is not Account.PASSWORD:
        code, said = smtp.docmd("AUTH", "XOAUTH2 " + _base64("user=", user, "\1auth=Bearer ", secret, "\1\1"))
        # A refusal comes as a challenge that wants an empty answer first.
        return smtp.docmd("") if code == 334 else (code, said)
    if "LOGIN" in offered and "PLAIN" not in offered:
        code, said = smtp.docmd("AUTH", "LOGIN " + _base64(user))
        return smtp.docmd(_base64(secret)) if code == 334 else (code, said)
    return smtp.docmd("AUTH", "PLAIN " + _base64("\0", user, "\0", secret))


def _refusal(code: int, said: str, settings: RelaySettings) -> ServerFault:
    if code in (535, 534, 530, 538):
        advice = "check user and password in [smtp_out]"
        if settings.account is not Account.PASSWORD:
            advice = f"run `mailhelp login {settings.name}`, and check that user may send by authenticated SMTP"
        return LoginRefused(f'{settings.place}: login as "{settings.user}" was refused ({code} {said}); {advice}')
    return ConnectionLost(f"{settings.place}: the relay cannot let us in now ({code} {said})")


def _base64(*words: str) -> str:
    return base64.b64encode("".join(words).encode("utf-8")).decode("ascii")


def _words(said: bytes) -> str:
    return plain(said.decode("utf-8", "replace"))
