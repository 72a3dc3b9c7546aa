"""What can go wrong with a mail server that we call: each text is one line with what to do."""

from mailhelp.core.errors import TryAgain


class ServerFault(TryAgain):
    """A mail or token server could not be used now; nothing was taken or sent."""


class ConnectionLost(ServerFault):
    """The server could not be reached, or the connection broke in the middle."""


class Untrusted(ServerFault):
    """The server's certificate is not trusted, or it offers no encryption: no password was sent."""


class LoginRefused(ServerFault):
    """The server does not accept user and password (or token): trying again soon would lock the account."""


class FolderMissing(ServerFault):
    """The mailbox has no folder of the configured name."""


class ServerSaidNo(ServerFault):
    """The server refused one command (IMAP NO or BAD) and the connection still stands."""
