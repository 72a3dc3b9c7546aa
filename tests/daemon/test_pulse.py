"""Threads of the daemon give signs of life, so that one that hangs is found out."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from mailhelp.core.errors import StorageFault
from mailhelp.daemon.pulse import Pulse, StopSign
from mailhelp.daemon.role_thread import RoleThread


@contextmanager
def running(role: RoleThread, release: threading.Event) -> Iterator[None]:
    role.start()
    yield
    release.set()
    assert role.stop(10)


def test_a_thread_is_overdue_when_it_gave_no_sign_for_longer_than_its_patience() -> None:
    pulse = Pulse("send", 60.0)

    overdue = [pulse.is_overdue(pulse.last_step + seconds) for seconds in (0, 60, 61)]

    assert overdue == [False, False, True]


def test_a_step_that_hangs_gives_no_sign_of_life() -> None:
    begun, release = threading.Event(), threading.Event()

    def hang() -> float:
        begun.set()
        release.wait(30)
        return 0.0

    role = RoleThread("send", hang, patience=60.0)
    with running(role, release):
        assert begun.wait(10)
        began_at = role.pulse.last_step
        assert role.pulse.is_overdue(began_at + 61)
        assert role.pulse.last_step == began_at


def test_a_long_step_that_looks_whether_to_stop_gives_signs_of_life() -> None:
    asked, release = threading.Semaphore(0), threading.Event()

    def many_notices() -> float:
        while not role.stopped:
            asked.release()
            release.wait(0.01)
        return 0.0

    role = RoleThread("send", many_notices)
    with running(role, release):
        assert asked.acquire(timeout=10)
        first = role.pulse.last_step
        assert all(asked.acquire(timeout=10) for _ in range(5))

        assert role.pulse.last_step > first


def test_a_step_that_fails_is_a_sign_of_life_all_the_same() -> None:
    failed, release = threading.Event(), threading.Event()

    def fail() -> float:
        failed.set()
        raise StorageFault("the database is in use by another program; try again later")

    role = RoleThread("send", fail)
    made_at = role.pulse.last_step
    with running(role, release):
        assert failed.wait(10)

        assert made_at < role.pulse.last_step <= time.monotonic()


def test_a_thread_that_waits_for_its_stop_sign_lives_and_hears_it_at_once() -> None:
    pulse = Pulse("fetch", 900.0)
    stop, heard = StopSign(pulse), threading.Event()
    thread = threading.Thread(target=lambda: stop.wait(900) and heard.set())
    thread.start()

    stop.set()

    assert heard.wait(10)
    thread.join(10)


def test_a_wait_for_the_stop_sign_ends_in_time() -> None:
    stop = StopSign(Pulse("fetch"))
    began = time.monotonic()

    assert stop.wait(0.05) is False
    assert stop.wait(0) is False
    assert 0.05 <= time.monotonic() - began < 5
