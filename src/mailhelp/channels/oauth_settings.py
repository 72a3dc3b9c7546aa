"""Where Microsoft 365 and Google give out tokens for mail, and what we ask them for."""

from dataclasses import dataclass, field
from enum import StrEnum

from mailhelp.channels.credentials import Account
from mailhelp.core.errors import BadConfiguration


class Grant(StrEnum):
    """How we come by tokens.

    device: a person types a code in a browser anywhere (RFC 8628). paste: a person logs in with a browser and pastes
    the address it ends at (RFC 6749 section 4.1, RFC 7636; Google gives mail to no device code). client: the
    application itself may open the mailbox (RFC 6749 section 4.4). refresh: a refresh token was configured.
    """

    DEVICE = "device"
    PASTE = "paste"
    CLIENT = "client_credentials"
    REFRESH = "refresh_token"


@dataclass(frozen=True, slots=True)
class Endpoints:
    """The addresses of a token server."""

    token: str
    device: str
    authorize: str


@dataclass(frozen=True, slots=True)
class OAuthSettings:
    """The `oauth = {…}` of `[[imap]]` or `[smtp_out]`.

    name: what `mailhelp login NAME` calls it. tenant: Microsoft's, an id or a domain. scope, endpoints: None for the
    vendor's. refresh_token: one that was got elsewhere. redirect: where the browser ends for `paste`; nothing needs
    to listen there.
    Raises BadConfiguration for combinations that cannot work.
    """

    name: str
    account: Account
    client_id: str
    grant: Grant
    client_secret: str | None = field(default=None, repr=False)
    tenant: str = "organizations"
    scope: str | None = None
    endpoints: Endpoints | None = None
    refresh_token: str | None = field(default=None, repr=False)
    redirect: str = "http://127.0.0.1:8914/"

    def __post_init__(self) -> None:
        """Refuse what cannot work."""
        if self.account is Account.PASSWORD:
            raise BadConfiguration(f'oauth of {self.name}: set account to "microsoft365" or "google"')
        if self.grant is Grant.CLIENT and not self.client_secret:
            raise BadConfiguration(f"oauth of {self.name}: client_credentials needs client_secret")
        if self.grant is Grant.REFRESH and not self.refresh_token:
            raise BadConfiguration(f"oauth of {self.name}: grant refresh_token needs refresh_token")

    @property
    def wanted_scope(self) -> str:
        """Return what to ask for: reading by IMAP and sending by SMTP alike, so that one login serves both."""
        if self.scope is not None:
            return self.scope
        if self.account is Account.GOOGLE:
            return "https://mail.google.com/"
        if self.grant is Grant.CLIENT:
            return "https://outlook.office365.com/.default"
        return "https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access"

    @property
    def servers(self) -> Endpoints:
        """Return where to ask."""
        if self.endpoints is not None:
            return self.endpoints
        if self.account is Account.GOOGLE:
            return Endpoints(
                token="https://oauth2.googleapis.com/token",
                device="https://oauth2.googleapis.com/device/code",
                authorize="https://accounts.google.com/o/oauth2/v2/auth",
            )
        where = f"https://login.microsoftonline.com/{self.tenant}/oauth2/v2.0"
        return Endpoints(token=f"{where}/token", device=f"{where}/devicecode", authorize=f"{where}/authorize")


def standard_grant(account: Account) -> Grant:
    """Return how a person logs in where nothing is configured."""
    return Grant.PASTE if account is Account.GOOGLE else Grant.DEVICE
