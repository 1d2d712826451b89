"""A door: a few may be inside at once, more wait before it, whoever else is to come later.

Whoever leaves hands the seat to the first in line, so nobody is overtaken and nothing is polled.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from time import monotonic
from typing import Generic, TypeVar

Seat = TypeVar("Seat")

# Who would wait longer than this is better served by a page that says so.
PATIENCE = 3.0
# What seemed shorter at first, until something inside took long, ends here.
LONGEST_WAIT = 5.0
# How soon somebody sent away may come again, and how late at most.
SOONEST, LATEST = 4.0, 15.0
# A visit counts for a sixteenth of the mean: one slow page closes no door, thirty do.
WEIGHT = 1 / 16


def _closed() -> threading.Lock:
    lock = threading.Lock()
    lock.acquire()
    return lock


@dataclass(eq=False, slots=True)
class _Waiting(Generic[Seat]):
    turn: threading.Lock = field(default_factory=_closed)
    seat: Seat | None = None


class Door(Generic[Seat]):
    """Leads to `seats`, of which each is taken by one thread at a time; `places` may wait."""

    def __init__(
        self,
        seats: Iterable[Seat],
        *,
        places: int,
        patience: float = PATIENCE,
        longest_wait: float = LONGEST_WAIT,
    ) -> None:
        self._free = list(seats)
        self._seats = len(self._free)
        self._places = places
        self._patience = patience
        self._longest_wait = longest_wait
        self._line: deque[_Waiting[Seat]] = deque()
        self._lock = threading.Lock()
        self._mean = 0.0
        self._last_turn = 0.0

    @property
    def waiting(self) -> int:
        return len(self._line)

    def come_in(self, *, share: float = 1.0) -> Seat | None:
        """Return a seat, after waiting for it if need be; None where the line is too long.

        With a `share` below one, the line is too long earlier.
        """
        with self._lock:
            if self._free:
                return self._free.pop()
            if len(self._line) >= self._room() * share:
                return None
            waiting = _Waiting[Seat]()
            self._line.append(waiting)
        if waiting.turn.acquire(timeout=self._longest_wait):
            return waiting.seat
        return self._give_up(waiting)

    def leave(self, seat: Seat, *, after: float) -> None:
        """Hand the seat on; `after` are the seconds for which it was taken."""
        with self._lock:
            self._mean += (after - self._mean) * WEIGHT
            if not self._line:
                self._free.append(seat)
                return
            first = self._line.popleft()
            first.seat = seat
        first.turn.release()

    def come_again(self) -> int:
        """Say in how many seconds somebody sent away now should come again.

        One after the other, as fast as people are served here: if all came again at once, most of
        them would be sent away again, and between two such waves nobody would be served.
        """
        with self._lock:
            now = monotonic()
            self._last_turn = max(self._last_turn, now + SOONEST) + self._mean / self._seats
            return round(min(self._last_turn - now, LATEST))

    def _room(self) -> float:
        """How many may wait, so that patience suffices for the last of them too."""
        if self._mean * self._places <= self._patience * self._seats:
            return self._places
        return self._patience * self._seats / self._mean

    def _give_up(self, waiting: _Waiting[Seat]) -> Seat | None:
        with self._lock:
            if waiting.seat is None:  # else the seat came at the last moment
                self._line.remove(waiting)
            return waiting.seat
