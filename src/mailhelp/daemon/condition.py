"""How the daemon is: what does not run, what hangs."""

from collections.abc import Iterable
from dataclasses import dataclass

from mailhelp.daemon.pulse import Pulse


@dataclass(frozen=True, slots=True)
class Condition:
    """faults: of children that do not run. hanging: threads that give no sign of life."""

    faults: tuple[str, ...] = ()
    hanging: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Return it in words for systemd and the log."""
        return "; ".join((*self.faults, *(f"{name} hangs" for name in self.hanging))) or "all parts run"

    @property
    def well(self) -> bool:
        """Return True when all parts run."""
        return not (self.faults or self.hanging)


def condition(faults: Iterable[str | None], pulses: Iterable[Pulse], *, now: float) -> Condition:
    """Return how the daemon is. faults: one for each child, None when it runs. now: monotonic seconds."""
    hanging = tuple(pulse.name for pulse in pulses if pulse.is_overdue(now))
    return Condition(tuple(fault for fault in faults if fault is not None), hanging)
