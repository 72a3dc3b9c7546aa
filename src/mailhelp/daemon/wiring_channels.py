"""Building the doors of a desk from its settings: listener, mailboxes, the way out."""

import random
import socket
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from mailhelp.channels.credentials import Account, Credential, Password
from mailhelp.channels.imap import Fetcher
from mailhelp.channels.imap_audit import mails_seen
from mailhelp.channels.imap_settings import Done, ImapSettings, MailboxState
from mailhelp.channels.oauth import OAuth
from mailhelp.channels.oauth_post import post_form
from mailhelp.channels.oauth_settings import Endpoints, Grant, OAuthSettings, standard_grant
from mailhelp.channels.relay_connect import RelaySettings
from mailhelp.channels.sending import Sender
from mailhelp.channels.smtp_out import Relay
from mailhelp.channels.tls import Tls
from mailhelp.channels.tray import Tray
from mailhelp.config import serversections as sections
from mailhelp.config.secrets import Secret
from mailhelp.config.settings import Settings
from mailhelp.core.errors import UsageError
from mailhelp.daemon.clocks import now
from mailhelp.daemon.wiring import OpenDesk, mailbox_name
from mailhelp.service.mailbox_audit import MailboxCounts, audit
from mailhelp.service.mailbox_book import MailboxBook
from mailhelp.store.known import Known

RELAY_NAME = "smtp_out"
CLOCK_MARGIN = timedelta(minutes=5)


def imap_settings(settings: Settings, mailbox: sections.ImapSettings) -> ImapSettings:
    """Return what the IMAP channel is told of one mailbox; raise BadConfiguration when its secret cannot be read."""
    return ImapSettings(
        name=mailbox.name,
        host=mailbox.host,
        port=mailbox.port,
        user=mailbox.user,
        credential=credential(settings, mailbox.name, mailbox),
        tls=Tls(mailbox.tls),
        account=Account(mailbox.account),
        folder=mailbox.folder,
        done=Done(mailbox.done),
        done_folder=mailbox.done_folder,
        idle=mailbox.idle,
        poll=mailbox.poll.total_seconds(),
        history=mailbox.history,
        ca_file=mailbox.ca_file,
        max_size=settings.reading.mail,
    )


def credential(settings: Settings, name: str, account: sections.ImapSettings | sections.SmtpOutSettings) -> Credential:
    """Return what gives the password or access token of a mailbox or the relay."""
    if account.oauth is not None:
        return oauth(settings, name).credential(now)
    return Password(account.password.reveal() if account.password else "")


def oauth(settings: Settings, name: str) -> OAuth:
    """Return the tokens of the account that `mailhelp login NAME` means; raise UsageError when there is none."""
    found = _oauth_accounts(settings).get(name)
    if found is None or found.oauth is None:
        raise _no_oauth(settings, name)
    return OAuth(_oauth_settings(name, Account(found.account), found.oauth), _token_file(settings, name), post_form)


def _oauth_accounts(settings: Settings) -> dict[str, sections.ImapSettings | sections.SmtpOutSettings]:
    accounts: dict[str, sections.ImapSettings | sections.SmtpOutSettings] = {one.name: one for one in settings.imap}
    if settings.smtp_out is not None:
        accounts[RELAY_NAME] = settings.smtp_out
    return {name: account for name, account in accounts.items() if account.oauth is not None}


def _no_oauth(settings: Settings, name: str) -> UsageError:
    named = ", ".join(_oauth_accounts(settings)) or "none"
    return UsageError(f'"{name}" has no oauth in mailhelp.toml; accounts that have: {named}')


def _token_file(settings: Settings, name: str) -> Path:
    return settings.desk.state / f"oauth-{name}.json"


def _oauth_settings(name: str, account: Account, written: sections.OAuthSettings) -> OAuthSettings:
    told = OAuthSettings(
        name=name,
        account=account,
        client_id=written.client_id,
        grant=Grant(written.grant) if written.grant else standard_grant(account),
        client_secret=_revealed(written.client_secret),
        tenant=written.tenant,
        scope=written.scope,
        refresh_token=_revealed(written.refresh_token),
    )
    told = replace(told, redirect=written.redirect) if written.redirect else told
    standard = told.servers
    endpoints = Endpoints(
        token=written.token_url or standard.token,
        device=written.device_url or standard.device,
        authorize=written.authorize_url or standard.authorize,
    )
    return replace(told, endpoints=endpoints)


def _revealed(secret: Secret | None) -> str | None:
    return secret.reveal() if secret else None


def fetchers(
    desk: OpenDesk, *, kept: Callable[[], None], told: Callable[[str, MailboxState, str], None]
) -> tuple[Fetcher, ...]:
    """Return a fetcher for each mailbox. kept: called after each commit. told: name, state and detail for the log."""
    return tuple(_fetcher(desk, one, kept, told) for one in desk.settings.imap)


def _fetcher(
    desk: OpenDesk,
    mailbox: sections.ImapSettings,
    kept: Callable[[], None],
    told: Callable[[str, MailboxState, str], None],
) -> Fetcher:
    return Fetcher(
        imap_settings(desk.settings, mailbox),
        mailbox_book(desk, mailbox, kept=kept),
        on_state=partial(told, mailbox.name),
        monotonic=time.monotonic,
        wall=now,
        jitter=random.random,
    )


def mailbox_book(desk: OpenDesk, mailbox: sections.ImapSettings, *, kept: Callable[[], None]) -> MailboxBook:
    """Return the book of one mailbox, begun now when it is configured for the first time.

    Begun a little earlier, because the server's clock, by which INTERNALDATE goes, may run behind ours.
    """
    name = mailbox_name(mailbox.name, mailbox.folder)
    configured_at = now() - CLOCK_MARGIN
    return MailboxBook(
        desk.rooms, name, folder=mailbox.folder, start=mailbox.start, configured_at=configured_at, kept=kept
    )


def audited(desk: OpenDesk) -> dict[str, MailboxCounts]:
    """Return for each mailbox how its mails are accounted for; raise a MailhelpError when one cannot be read."""
    found = {}
    for mailbox in desk.settings.imap:
        book = mailbox_book(desk, mailbox, kept=lambda: None)
        seen = mails_seen(imap_settings(desk.settings, mailbox), book.started_at)
        found[mailbox.name] = audit(seen, book, Known(desk.database))
    return found


def way_out(settings: Settings) -> Sender:
    """Return the relay, or the folder where notices are written when there is none."""
    relay = relay_settings(settings)
    return Relay(relay, time.monotonic) if relay else Tray(settings.outgoing)


def relay_settings(settings: Settings) -> RelaySettings | None:
    """Return what the relay's channel is told; None without a relay."""
    relay = settings.smtp_out
    if relay is None:
        return None
    return RelaySettings(
        host=relay.host,
        port=relay.port,
        tls=Tls(relay.tls),
        account=Account(relay.account),
        user=relay.user,
        credential=credential(settings, RELAY_NAME, relay) if relay.user else None,
        ca_file=relay.ca_file,
        null_sender=relay.null_sender,
        return_path=settings.desk.address,
        hello=socket.getfqdn(),
    )


def login_grant(settings: Settings, name: str) -> Grant:
    """Return how `mailhelp login NAME` comes by tokens; raise UsageError when that account has no oauth."""
    account = _oauth_accounts(settings).get(name)
    if account is None or account.oauth is None:
        raise _no_oauth(settings, name)
    return Grant(account.oauth.grant) if account.oauth.grant else standard_grant(Account(account.account))


def logins(settings: Settings) -> dict[str, bool]:
    """Return for each account with oauth whether it can come by tokens: somebody has logged in, or nobody has to."""
    return {
        name: _token_file(settings, name).exists() or _needs_nobody(account)
        for name, account in _oauth_accounts(settings).items()
    }


def _needs_nobody(account: sections.ImapSettings | sections.SmtpOutSettings) -> bool:
    grant = account.oauth.grant if account.oauth else None
    return grant in (Grant.CLIENT, Grant.REFRESH) or bool(account.oauth and account.oauth.refresh_token)
