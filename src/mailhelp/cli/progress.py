"""How far a long command is, on a terminal."""

import sys
import time
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

DRAW_SECONDS = 0.1


class Bar:
    """A line at the end of the terminal that tells how many of `total` are done; it is gone when left.

    What is printed meanwhile goes through `write`, so that no letter of it stands in the bar.
    """

    def __init__(self, what: str, total: int) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        # Drawn by `write` alone: a thread that draws would not outlive a fork.
        self._progress = Progress(
            *columns,
            console=Console(stderr=True),
            auto_refresh=False,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._task = self._progress.add_task(what, total=total)
        self._held: list[tuple[str, str]] = []
        self._drawn_at = 0.0
        self._shares_terminal = sys.stdout.isatty()

    def __enter__(self) -> "Bar":
        self._draw()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()
        self._let_go()

    def write(self, out: str, err: str) -> None:
        """Print on standard output and standard error, and count one more as done."""
        self._progress.advance(self._task)
        if err or self._shares_terminal:
            self._held.append((out, err))
        else:
            sys.stdout.write(out)
        if time.monotonic() - self._drawn_at > DRAW_SECONDS:
            self._draw()

    def _draw(self) -> None:
        if self._held:
            self._progress.stop()
            self._let_go()
        self._progress.start()
        self._progress.refresh()
        self._drawn_at = time.monotonic()

    def _let_go(self) -> None:
        for out, err in self._held:
            sys.stdout.write(out)
            sys.stderr.write(err)
        sys.stdout.flush()
        sys.stderr.flush()
        self._held.clear()
