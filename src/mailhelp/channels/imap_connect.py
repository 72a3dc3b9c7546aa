"""From settings to a logged-in IMAP session: connect, encrypt, log in; no password before the server is verified."""

import imaplib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError, LoginError

from mailhelp.channels.credentials import Account, without_controls
from mailhelp.channels.faults import ConnectionLost, LoginRefused, ServerFault, Untrusted
from mailhelp.channels.imap_session import Session, close_socket
from mailhelp.channels.imap_settings import ImapSettings
from mailhelp.channels.reaching import plain, unreachable
from mailhelp.channels.tls import Tls, client_context

# RFC 5530: the server says itself that it is not about the password.
_NOT_OUR_PASSWORD = ("[UNAVAILABLE]", "[INUSE]", "[LIMIT]", "[SERVERBUG]", "[CONTACTADMIN]")


@contextmanager
def logged_in(settings: ImapSettings, *, fresh: bool = False) -> Iterator[Session]:
    """Give a session that is closed afterwards.

    fresh: the last login was refused, so the credential must not give a kept token.
    Raises ConnectionLost, Untrusted, LoginRefused, or what the credential raises; each text says what to do.
    """
    session = _session(settings, fresh=fresh)
    try:
        yield session
    except ServerFault:
        session.close()
        raise
    except BaseException:
        session.log_out()
        raise
    else:
        session.log_out()


def _session(settings: ImapSettings, *, fresh: bool) -> Session:
    secret = without_controls(settings.credential(fresh=fresh), f"the password or token of {settings.place}")
    client = _connected(settings)
    try:
        _encrypt(client, settings)
        _log_in(client, settings, secret)
        return Session(client, settings.place, tls=settings.tls is not Tls.NONE)
    except (IMAPClientError, OSError, ValueError) as fault:
        close_socket(client)
        raise unreachable(fault, settings.place) from fault
    except BaseException:
        close_socket(client)
        raise


def _connected(settings: ImapSettings) -> IMAPClient:
    implicit = settings.tls is Tls.IMPLICIT
    context = client_context(settings.ca_file) if implicit else None
    try:
        client = IMAPClient(
            settings.host, port=settings.port, ssl=implicit, ssl_context=context, timeout=settings.timeout
        )
    except (IMAPClientError, imaplib.IMAP4.error, OSError, ValueError) as fault:
        raise unreachable(fault, settings.place) from fault
    # imapclient has imaplib format every answer, bodies too, for a log that nobody reads.
    client._imap.debug = 0
    return client


def _encrypt(client: Any, settings: ImapSettings) -> None:
    if settings.tls is not Tls.STARTTLS:
        return
    if not client.has_capability("STARTTLS"):
        raise Untrusted(
            f"{settings.place}: the server offers no STARTTLS, so no password was sent; "
            'use tls = "implicit" with its port (993), or write tls = "none" if the way there is safe'
        )
    client.starttls(client_context(settings.ca_file))


def _log_in(client: Any, settings: ImapSettings, secret: str) -> None:
    try:
        _say_who(client, settings, secret)
    except LoginError as fault:
        raise _refusal(fault, settings) from fault


def _say_who(client: Any, settings: ImapSettings, secret: str) -> None:
    if settings.account is not Account.PASSWORD:
        client.oauth2_login(settings.user, secret)
    elif client.has_capability("AUTH=PLAIN"):
        client.plain_login(settings.user, secret)
    else:
        # imaplib quotes the password but not the user.
        client.login('"' + settings.user.replace("\\", "\\\\").replace('"', '\\"') + '"', secret)


def _refusal(fault: LoginError, settings: ImapSettings) -> ServerFault:
    said = plain(str(fault))
    broken = isinstance(fault.__context__, imaplib.IMAP4.abort | OSError)
    if broken or any(word in said.upper() for word in _NOT_OUR_PASSWORD):
        return ConnectionLost(f"{settings.place}: the server cannot let us in now ({said})")
    if settings.account is Account.PASSWORD:
        advice = "check user and password in [[imap]]"
    else:
        advice = f"run `mailhelp login {settings.name}`, and check that user may open this mailbox by IMAP"
    return LoginRefused(f'{settings.place}: login as "{settings.user}" was refused ({said}); {advice}')
