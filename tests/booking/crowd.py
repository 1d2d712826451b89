"""Many who press at the same time, again and again; after every round we look what is true."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from queue import SimpleQueue
from threading import Barrier, Thread
from time import sleep
from typing import Any, Protocol

from django.db import connection

SECONDS = 60  # the longest that one round may take
Said = tuple[str, str]


class Hand(Protocol):
    def press(self) -> Said:
        """What somebody wanted, and what they were told."""


@dataclass
class Crowd:
    """`look` tells how often what must be true is not; nobody presses while it looks."""

    hands: Sequence[Hand]
    rounds: int
    look: Callable[[], Mapping[str, int]]
    broken: Counter[str] = field(default_factory=Counter, init=False)

    def press(self) -> Counter[Said]:
        """What all of them wanted, and what they were told."""
        ready = Barrier(len(self.hands), action=lambda: self.broken.update(self.look()))
        said: SimpleQueue[Said] = SimpleQueue()
        threads = [Thread(target=self._go, args=(hand, ready, said)) for hand in self.hands]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return Counter(said.get() for _ in range(said.qsize()))

    def _go(self, hand: Hand, ready: Barrier, said: SimpleQueue[Said]) -> None:
        try:
            for _ in range(self.rounds):
                ready.wait(SECONDS)
                said.put(hand.press())
            ready.wait(SECONDS)
        finally:
            connection.close()


def slowly(verb: Callable[..., Any], seconds: float = 0.01) -> Callable[..., Any]:
    """Between what somebody reads and what they write, others have time to act."""

    def slow(*args: Any, **options: Any) -> Any:
        done = verb(*args, **options)
        sleep(seconds)
        return done

    return slow


def broken(rules: Mapping[str, str]) -> dict[str, int]:
    """Which rules do not hold, and how often; each is a question that counts rows."""
    found = {}
    with connection.cursor() as cursor:
        for rule, statement in rules.items():
            cursor.execute(statement)
            (found[rule],) = cursor.fetchone()
    return {rule: count for rule, count in found.items() if count}
