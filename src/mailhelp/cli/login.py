"""The command `login`: a person logs a mailbox or the relay in, once; the token is kept in the state."""

import argparse
import secrets
import sys
import time

from mailhelp.channels.oauth_settings import Grant
from mailhelp.config.settings import load_settings
from mailhelp.config.state import prepare_state
from mailhelp.daemon.clocks import now
from mailhelp.daemon.wiring_channels import login_grant, oauth


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Add the arguments of `login`."""
    parser.add_argument("name", metavar="NAME", help="the name of an [[imap]], or smtp_out")


def run(args: argparse.Namespace) -> int:
    """Log in by the account's way: a device code, a pasted address, or by itself for client credentials."""
    settings = load_settings(args.config)
    prepare_state(settings.desk.state)
    account = oauth(settings, args.name)
    match login_grant(settings, args.name):
        case Grant.DEVICE:
            account.device_login(_show, now, time.sleep)
        case Grant.PASTE:
            account.paste_login(_show, input, now, secrets.token_urlsafe(48))
        case _:
            account.access_token(now(), fresh=True)
            _show(f"{args.name}: the server gives tokens; nobody has to log in")
    return 0


def _show(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
