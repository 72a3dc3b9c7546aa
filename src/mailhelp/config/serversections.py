"""The sections of mailhelp.toml about mail servers: mailboxes to fetch, the listener, the relay."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from mailhelp.config import fieldtypes as kind
from mailhelp.config.secrets import Secret
from mailhelp.config.sections import MEGABYTE, Count, Section, wrong_key

AccountKind = Literal["password", "microsoft365", "google"]
TlsKind = Literal["implicit", "starttls", "none"]
Port = Annotated[int, Field(ge=1, le=65_535)]
_ACCOUNT_IMAP = {"microsoft365": "outlook.office365.com", "google": "imap.gmail.com"}
_ACCOUNT_SMTP = {"microsoft365": "smtp.office365.com", "google": "smtp.gmail.com"}
_IMAP_PORTS = {"implicit": 993, "starttls": 143, "none": 143}
_SMTP_PORTS = {"implicit": 465, "starttls": 587, "none": 25}
# Microsoft 365 takes 30 mails a minute from one mailbox.
_MICROSOFT_PER_MINUTE = 30


class OAuthSettings(Section):
    """`oauth = {…}` of a mailbox or relay.

    grant: how tokens are come by; None for what suits the account (device for Microsoft 365, paste for Google).
    tenant: Microsoft's directory, by id or domain. token_url, device_url, authorize_url, redirect, scope: None for
    those of the account's provider.
    """

    model_config = ConfigDict(title="oauth")
    client_id: kind.Text
    client_secret: kind.SecretPlace | None = None
    tenant: kind.Text = "organizations"
    grant: Literal["device", "paste", "client_credentials", "refresh_token"] | None = None
    refresh_token: kind.SecretPlace | None = None
    scope: kind.Text | None = None
    redirect: kind.Url | None = None
    token_url: kind.Url | None = None
    device_url: kind.Url | None = None
    authorize_url: kind.Url | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        for grant, key in (("client_credentials", "client_secret"), ("refresh_token", "refresh_token")):
            if self.grant == grant and getattr(self, key) is None:
                raise wrong_key("grant", f'grant = "{grant}" needs {key} = {{env = "NAME"}} (or file, or credential)')
        return self


def _check_login(account: str, user: str | None, password: Secret | None, oauth: OAuthSettings | None) -> None:
    if account == "password":
        if oauth is not None:
            raise wrong_key("oauth", 'oauth is for account = "microsoft365" or "google"')
        if user is not None and password is None:
            raise wrong_key("user", 'user needs password = {env = "NAME"}, {file = "path"} or {credential = "name"}')
        return
    if password is not None:
        raise wrong_key(
            "password", f'account = "{account}" logs in with oauth = {{client_id = "…"}}, not with a password'
        )
    if user is None or oauth is None:
        raise wrong_key("account", f'account = "{account}" needs user and oauth = {{client_id = "…"}}')
    if account == "microsoft365" and oauth.grant == "client_credentials" and oauth.tenant == "organizations":
        raise wrong_key("oauth", 'grant = "client_credentials" needs tenant = the id of your Microsoft 365 directory')


def _filled(values: object, defaults: Mapping[str, object]) -> object:
    given = values if isinstance(values, dict) else {}
    return {**{key: value for key, value in defaults.items() if value is not None}, **given} if given else values


def _choice(values: object, key: str, default: str) -> str:
    found = values.get(key, default) if isinstance(values, dict) else default
    return found if isinstance(found, str) else default


class ImapSettings(Section):
    """[[imap]]: a mailbox to fetch. start: mail before it is left alone; None: the moment first configured."""

    model_config = ConfigDict(title="imap")
    name: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,39}$")]
    account: AccountKind = "password"
    host: kind.Host
    port: Port
    tls: TlsKind = "implicit"
    user: kind.Text
    password: kind.SecretPlace | None = None
    oauth: OAuthSettings | None = None
    folder: kind.Text = "INBOX"
    done: Literal["move", "seen", "keep"] = "move"
    done_folder: kind.Text = "Processed"
    idle: bool = True
    poll: kind.Duration = timedelta(seconds=60)
    start: kind.Start | None = None
    history: bool = False
    trust: kind.Trust = "none"
    ca_file: kind.FilePath | None = None

    @model_validator(mode="before")
    @classmethod
    def _fill(cls, values: object) -> object:
        host = _ACCOUNT_IMAP.get(_choice(values, "account", "password"))
        return _filled(values, {"host": host, "port": _IMAP_PORTS.get(_choice(values, "tls", "implicit"), 993)})

    @model_validator(mode="after")
    def _check(self) -> Self:
        _check_login(self.account, self.user, self.password, self.oauth)
        if self.password is None and self.oauth is None:
            raise wrong_key("name", f'imap "{self.name}" needs password = {{env = "NAME"}} (or file, or credential)')
        if self.done == "move" and self.done_folder == self.folder:
            raise wrong_key("done_folder", 'done_folder must be another folder than folder, or write done = "seen"')
        return self


class SmtpTls(Section):
    """`tls = {certificate, key}` of the listener, PEM files."""

    model_config = ConfigDict(title="smtp_in.tls")
    certificate: kind.FilePath
    key: kind.FilePath


class SmtpUsersFile(Section):
    """`users = {file = …}`: who of the staff may log in, one line each (see config.smtpusers)."""

    model_config = ConfigDict(title="smtp_in.users")
    file: kind.FilePath


class SmtpInSettings(Section):
    """[smtp_in]: the listener. listen_tls: a second place, encrypted from the first byte. allow_from: () for all.

    hostname: what it calls itself; None for the machine's name.
    """

    model_config = ConfigDict(title="smtp_in")
    listen: kind.ListenAt
    listen_tls: kind.ListenAt | None = None
    hostname: kind.Host | None = None
    tls: SmtpTls | None = None
    users: SmtpUsersFile | None = None
    max_size: kind.Size = 40 * MEGABYTE
    allow_from: tuple[kind.Network, ...] = ()
    trust: kind.ListenerTrust = "none"

    @model_validator(mode="after")
    def _check(self) -> Self:
        for key in ("listen_tls", "users"):
            if getattr(self, key) is not None and self.tls is None:
                raise wrong_key(key, f'{key} needs tls = {{certificate = "path", key = "path"}}')
        return self


class SmtpOutSettings(Section):
    """[smtp_out]: the relay. null_sender: whether it takes `<>`. per_minute: None for no limit.

    tls is starttls when not written, and none where the host is this machine.
    """

    model_config = ConfigDict(title="smtp_out")
    account: AccountKind = "password"
    host: kind.Host
    port: Port
    tls: TlsKind
    user: kind.Text | None = None
    password: kind.SecretPlace | None = None
    oauth: OAuthSettings | None = None
    null_sender: bool = True
    per_minute: Count | None = None
    ca_file: kind.FilePath | None = None

    @model_validator(mode="before")
    @classmethod
    def _fill(cls, values: object) -> object:
        account = _choice(values, "account", "password")
        host = _choice(values, "host", _ACCOUNT_SMTP.get(account, ""))
        tls = _choice(values, "tls", "none" if kind.is_loopback(host) else "starttls")
        limit = _MICROSOFT_PER_MINUTE if account == "microsoft365" else None
        port = _SMTP_PORTS.get(tls, 587)
        return _filled(values, {"host": host or None, "port": port, "tls": tls, "per_minute": limit})

    @model_validator(mode="after")
    def _check(self) -> Self:
        _check_login(self.account, self.user, self.password, self.oauth)
        if self.password is not None and self.user is None:
            raise wrong_key("password", "password needs user: the name to log in with")
        return self
