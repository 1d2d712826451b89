"""Everybody makes the same request, one after the other, before anybody makes the next.

So each request is measured alone and many times, also those that can be made only once. Whoever
delivers mail is stopped meanwhile, and goes on in between: what a page costs is told without what
happens after it.
"""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from benchmarks.browser import Answer, Send
from benchmarks.page import Page
from benchmarks.processes import Cpu, Meter, family, wait_until_quiet

# Without a word for so long they have nothing in hand, so that they can be stopped.
QUIET_SECONDS, QUIET_MS, PATIENCE = 0.15, 2.0, 10.0


@dataclass(frozen=True)
class Cost:
    """One request of one person, on average."""

    step: str
    request: str
    cpu: Cpu


class Lockstep:
    def __init__(self, people: int, meter: Meter) -> None:
        self.costs: list[Cost] = []
        self._people, self._meter = people, meter
        self._workers = [pid for root in meter.roots.get("workers", ()) for pid in family(root)]
        self._all_here = asyncio.Barrier(people)
        self._one_at_a_time = asyncio.Lock()
        self._before = Cpu()
        self._done = 0

    async def __call__(self, what: str, send: Send) -> tuple[Answer, Page | str]:
        await self._all_here.wait()
        async with self._one_at_a_time:
            if self._done == 0:
                await self._begin()
            answered = await send()
            self._done += 1
            if self._done == self._people:
                self._end(what, answered[0])
        return answered

    def let_go(self) -> None:
        """Let those who deliver mail go on, whatever has happened."""
        _tell(self._workers, signal.SIGCONT)

    async def _begin(self) -> None:
        roots = self._meter.roots.get("workers", ())
        await asyncio.to_thread(
            wait_until_quiet, roots, seconds=QUIET_SECONDS, ms=QUIET_MS, patience=PATIENCE
        )
        _tell(self._workers, signal.SIGSTOP)
        self._before = self._meter.read()

    def _end(self, what: str, answer: Answer) -> None:
        used = (self._meter.read() - self._before) / self._people
        self.costs.append(Cost(answer.step, f"{what} {answer.status}", used))
        self._done = 0
        self.let_go()


def _tell(processes: Iterable[int], what: signal.Signals) -> None:
    for pid in processes:
        with suppress(ProcessLookupError):
            os.kill(pid, what)
