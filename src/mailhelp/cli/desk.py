"""Opening the desk that a command is about."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from mailhelp.config.settings import load_settings
from mailhelp.daemon.wake import Bell
from mailhelp.daemon.wiring import OpenDesk, open_desk


@contextmanager
def desk_of_arguments(args: argparse.Namespace) -> Iterator[OpenDesk]:
    """Give the desk of `args.config`, open; close it after.

    Raise BadConfiguration when the settings or the state cannot be used.
    """
    desk = open_desk(load_settings(args.config))
    try:
        yield desk
    finally:
        desk.close()


def wake(desk: OpenDesk, role: str) -> None:
    """Tell a running daemon that there is something to do for `role`; it would find it by polling a little later."""
    bell = Bell(desk.settings.desk.state)
    bell.ring(role)
    bell.close()
