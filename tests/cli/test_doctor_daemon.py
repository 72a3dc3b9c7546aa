"""doctor beside a running daemon, which sends and takes in the test mail."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.cli.asking import RULES, Asking, write_desk
from tests.cli.doctored import DESK, found, smtp_out
from tests.cli.relaying import port_of, relay, to_listener
from tests.ports import free_port


@contextmanager
def a_daemon(config: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Give a running daemon once it listens."""
    log = config.with_name("daemon.log")
    with log.open("wb") as lines:
        command = (sys.executable, "-m", "mailhelp", "run", "--config", str(config))
        daemon = subprocess.Popen(command, stdout=lines, stderr=lines, stdin=subprocess.DEVNULL)
    try:
        _wait_for_port(daemon, port, log)
        yield daemon
    finally:
        daemon.terminate()
        daemon.wait(30)


def _wait_for_port(daemon: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end and daemon.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(log.read_text(errors="replace"))


def test_with_a_daemon_the_test_mail_goes_through_it_and_ends_as_a_loop(ask: Asking, patient: Path) -> None:
    listen = free_port()
    with relay(to_listener(listen)) as running:
        config = write_desk(patient, DESK + f'[smtp_in]\nlisten = "127.0.0.1:{listen}"\n' + smtp_out(port_of(running)))
        with a_daemon(config, listen) as daemon:
            answer = ask("doctor", "--json", "--wait", "30")

    assert answer.code == 0, answer.out
    assert f"a daemon runs on it (process {daemon.pid})" in found(answer, "state")[0][1]
    assert "the running daemon listens there" in found(answer, "listener")[0][1]
    assert "came back after" in found(answer, "mail")[1][1]
    assert [row["fate"] for row in ask("mails", "--json").rows] == ["loop"]
    assert ask("tickets", "--json").rows == []


def test_a_daemon_that_may_not_send_is_told(ask: Asking, patient: Path) -> None:
    with relay() as running:
        write_desk(patient, DESK + smtp_out(port_of(running)), RULES)
        lock = "import sys, time; from pathlib import Path; from mailhelp.config.state import lock_state"
        hold = f"{lock}\nwith lock_state(Path('var')):\n    print('held', flush=True)\n    sys.stdin.read()"
        with subprocess.Popen(
            (sys.executable, "-c", hold), cwd=patient, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as holder:
            assert holder.stdout is not None and holder.stdout.readline() == b"held\n"
            answer = ask("doctor", "--json", "--wait", "0.1")
            holder.communicate()

    assert answer.code == 1
    assert "the running daemon did not try" in found(answer, "mail")[0][1]
    assert [row["status"] for row in ask("notices", "--json").rows] == ["cancelled"]
