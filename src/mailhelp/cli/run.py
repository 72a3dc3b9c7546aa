"""The command `run`: the daemon, with all its roles or those named."""

import argparse

from mailhelp.config.settings import load_settings
from mailhelp.config.state import lock_state
from mailhelp.daemon.logs import set_up_logs
from mailhelp.daemon.supervisor import DaemonRole, Supervisor
from mailhelp.daemon.wiring import open_desk
from mailhelp.daemon.wiring_work import ready_to_run


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Add the arguments of `run`."""
    parser.add_argument("roles", nargs="*", metavar="ROLE", choices=[[], *(str(one) for one in DaemonRole)])


def run(args: argparse.Namespace) -> int:
    """Run until SIGTERM; return 0 after a clean stop."""
    set_up_logs()
    settings = load_settings(args.config)
    roles = frozenset(DaemonRole(one) for one in args.roles) or frozenset(DaemonRole)
    with lock_state(settings.desk.state):
        desk = open_desk(settings)
        try:
            ready_to_run(desk)
            Supervisor(desk, args.config.resolve(), roles).run()
        finally:
            desk.close()
    return 0
