"""Everybody makes the same request, one after the other, before anybody makes the next.

So each request is measured alone and many times, also those that can be made only once.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from benchmarks.browser import Answer, Send
from benchmarks.page import Page
from benchmarks.processes import Cpu, Meter


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
        self._all_here = asyncio.Barrier(people)
        self._one_at_a_time = asyncio.Lock()
        self._before = Cpu()
        self._done = 0

    async def __call__(self, what: str, send: Send) -> tuple[Answer, Page | str]:
        await self._all_here.wait()
        async with self._one_at_a_time:
            if self._done == 0:
                self._before = self._meter.read()
            answered = await send()
            self._done += 1
            if self._done == self._people:
                self._note(what, answered[0])
        return answered

    def _note(self, what: str, answer: Answer) -> None:
        used = (self._meter.read() - self._before) / self._people
        self.costs.append(Cost(answer.step, f"{what} {answer.status}", used))
        self._done = 0
