"""Group commit: mails that wait while one commit runs share the next one."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from mailhelp.channels.event_lines import event_line, fault_place
from mailhelp.core.errors import TryAgain
from mailhelp.core.facts import ReceivedMail

MOST_MAILS = 100
MOST_BYTES = 64 * 1_048_576
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Failed:
    """A mail was not kept, and why."""

    fault: BaseException


@dataclass(frozen=True, slots=True)
class Kept:
    """A mail was kept; `proof` is what the store returned for it."""

    proof: object


Outcome = Kept | Failed


@dataclass(frozen=True, slots=True, eq=False)
class _Waiting:
    mail: ReceivedMail
    answer: asyncio.Future[Outcome]


class GroupCommit:
    """Hands mails to `keep`, one thread at a time, all that wait together (up to 100 mails or 64 MB).

    keep: blocking; returns one object a mail once all are on disk, or raises and has kept none.
    kept: called after each commit, as a hint.
    """

    def __init__(self, keep: Callable[[Sequence[ReceivedMail]], Sequence[object]], kept: Callable[[], None]) -> None:
        self._keep = keep
        self._kept = kept
        self._waiting: deque[_Waiting] = deque()
        self._thread = ThreadPoolExecutor(1, "keep-mail")
        self._writer: asyncio.Task[None] | None = None

    def submit(self, mail: ReceivedMail) -> asyncio.Future[Outcome]:
        """Return the future outcome; it never raises. Cancel it to take a mail back that no commit has begun with."""
        waiting = _Waiting(mail, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write())
        return waiting.answer

    async def close(self, until: float) -> None:
        """Wait for the mails in hand, at most to that time of the loop; what no commit has begun with is not kept."""
        if self._writer is not None:
            await asyncio.wait([self._writer], timeout=max(0.0, until - asyncio.get_running_loop().time()))
        for waiting in self._waiting:
            waiting.answer.cancel()
        self._thread.shutdown(wait=False)

    async def _write(self) -> None:
        loop = asyncio.get_running_loop()
        while batch := self._next_batch():
            mails = tuple(waiting.mail for waiting in batch)
            outcomes = await loop.run_in_executor(self._thread, self._commit, mails)
            for waiting, outcome in zip(batch, outcomes, strict=True):
                if not waiting.answer.done():
                    waiting.answer.set_result(outcome)

    def _next_batch(self) -> list[_Waiting]:
        batch: list[_Waiting] = []
        size = 0
        while self._waiting and len(batch) < MOST_MAILS:
            size += len(self._waiting[0].mail.raw)
            if batch and size > MOST_BYTES:
                break
            waiting = self._waiting.popleft()
            if not waiting.answer.cancelled():
                batch.append(waiting)
        return batch

    def _commit(self, mails: Sequence[ReceivedMail]) -> list[Outcome]:
        outcomes = self._outcomes(mails)
        if any(isinstance(outcome, Kept) for outcome in outcomes):
            self._hint()
        return outcomes

    def _hint(self) -> None:
        try:
            self._kept()
        except BaseException as fault:
            _log.warning(event_line("hint_failed", error=type(fault).__name__, where=fault_place(fault)))

    def _outcomes(self, mails: Sequence[ReceivedMail]) -> list[Outcome]:
        try:
            proofs = self._keep(mails)
            return [Kept(proof) for _, proof in zip(mails, proofs, strict=True)]
        except TryAgain as fault:
            return [Failed(fault)] * len(mails)
        except BaseException as fault:
            # One mail that breaks the store must not take the others of its batch with it.
            alone: list[Outcome] = [Failed(fault)]
            return alone if len(mails) == 1 else [self._outcomes([mail])[0] for mail in mails]
