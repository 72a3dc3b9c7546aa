"""What systemd and the log hear of how the daemon is."""

import time

from mailhelp.daemon.condition import condition
from mailhelp.daemon.pulse import Pulse


def test_a_daemon_whose_parts_all_run_is_well() -> None:
    found = condition([None, None], [Pulse("send"), Pulse("clock")], now=time.monotonic())

    assert found.well
    assert found.words == "all parts run"


def test_a_thread_that_hangs_and_a_child_that_does_not_run_are_named() -> None:
    sending, clock = Pulse("send", 60), Pulse("clock", 600)

    found = condition(["cannot listen on 127.0.0.1:25", None], [sending, clock], now=clock.last_step + 61)

    assert not found.well
    assert found.hanging == ("send",)
    assert found.words == "cannot listen on 127.0.0.1:25; send hangs"
