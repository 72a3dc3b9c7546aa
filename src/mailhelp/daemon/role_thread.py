"""A role of the daemon that runs as a thread: repeats one step, rests, goes on after a fault."""

import logging
import threading
from collections.abc import Callable

from mailhelp.core.errors import StorageFault
from mailhelp.daemon.pulse import PATIENCE_SECONDS, Pulse, StopSign

FAULT_PAUSE_SECONDS = 2.0


class RoleThread:
    """Calls `step` again and again; `step` returns how many seconds it may rest when nobody wakes it.

    patience: how many seconds one step with its rest, or what lies between two looks at `stopped`, may take.
    """

    def __init__(self, name: str, step: Callable[[], float], *, patience: float = PATIENCE_SECONDS) -> None:
        self.pulse = Pulse(name, patience)
        self._step = step
        self._woken = threading.Event()
        self._stopped = StopSign(self.pulse)
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._log = logging.getLogger(f"mailhelp.{name}")

    def start(self) -> None:
        """Start the thread."""
        self.pulse.beat()
        self._thread.start()

    def wake(self) -> None:
        """End the rest, if it rests."""
        self._woken.set()

    @property
    def stopped(self) -> bool:
        """Return True when the thread was asked to stop; for the thread itself, whose sign of life this is."""
        return self._stopped.is_set()

    def stop(self, patience: float) -> bool:
        """Ask the thread to stop and wait for it at most `patience` seconds; return whether it has ended."""
        self._stopped.set()
        self._woken.set()
        if self._thread.is_alive():
            self._thread.join(patience)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._woken.wait(self._rest())
            self._woken.clear()

    def _rest(self) -> float:
        try:
            return self._step()
        except StorageFault as fault:
            self._log.error("event=store_fault error=%r", str(fault))
        except Exception:
            self._log.exception("event=role_fault")
        return FAULT_PAUSE_SECONDS
