"""The command `run`: the daemon, with all its roles or those named."""

import argparse

from mailhelp.config.settings import load_settings
from mailhelp.config.state import lock_state
from mailhelp.core.errors import UsageError
from mailhelp.daemon.logs import set_up_logs
from mailhelp.daemon.memory import map_large_blocks
from mailhelp.daemon.supervisor import DaemonRole, Supervisor
from mailhelp.daemon.wiring import open_desk
from mailhelp.daemon.wiring_work import ready_to_run


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Add the arguments of `run`."""
    parser.add_argument("roles", nargs="*", metavar="ROLE", help=f"of {', '.join(DaemonRole)}; default: all")


def run(args: argparse.Namespace) -> int:
    """Run until SIGTERM; return 0 after a clean stop."""
    set_up_logs()
    map_large_blocks()
    settings = load_settings(args.config)
    roles = _roles(args.roles)
    with lock_state(settings.desk.state):
        desk = open_desk(settings)
        try:
            ready_to_run(desk)
            Supervisor(desk, args.config.resolve(), roles).run()
        finally:
            desk.close()
    return 0


def _roles(named: list[str]) -> frozenset[DaemonRole]:
    unknown = [name for name in named if name not in list(DaemonRole)]
    if unknown:
        raise UsageError(f'"{unknown[0]}" is not a role: one of {", ".join(DaemonRole)}')
    return frozenset(DaemonRole(name) for name in named) or frozenset(DaemonRole)
