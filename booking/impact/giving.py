"""Giving desks to people whose times may overlap: no desk to two of them at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Protocol


class Timed(Protocol):
    @property
    def begins(self) -> datetime: ...
    @property
    def ends(self) -> datetime: ...


def given(visits: Sequence[Timed], possible: Sequence[Sequence[int]]) -> list[int | None]:
    """A desk for each of `visits` out of those `possible` for it, else None.

    Whoever finds all of them taken asks one who has one to take another. So as many as possible
    get a desk where times lie alike; where they overlap in many ways, finding the most is not
    feasible for anybody, and one or the other may be missed.
    """
    found: list[int | None] = [None] * len(visits)
    for together in _together(visits):
        giving = _Giving(visits, possible)
        left = sorted(together, key=lambda n: len(possible[n]))
        # Once more as long as it helps: who went elsewhere may have left more room than was taken.
        while sum(giving.place(one, set()) for one in left):
            left = [one for one in left if one not in giving.desk]
        for one, desk in giving.desk.items():
            found[one] = desk
    return found


def _together(visits: Sequence[Timed]) -> Iterator[list[int]]:
    """Those who are there at the same time as one another, or by way of others."""
    some: list[int] = []
    for one in sorted(range(len(visits)), key=lambda n: (visits[n].begins, n)):
        if some and visits[one].begins >= max(visits[n].ends for n in some):
            yield some
            some = []
        some.append(one)
    if some:
        yield some


class _Giving:
    def __init__(self, visits: Sequence[Timed], possible: Sequence[Sequence[int]]) -> None:
        self.visits, self.possible = visits, possible
        self.desk: dict[int, int] = {}

    def place(self, one: int, asked: set[int]) -> bool:
        """Whether it has a desk now; of those in `asked` nobody goes elsewhere any more."""
        asked.add(one)
        rivals = {desk: self._rivals(one, desk) for desk in self.possible[one]}
        for desk, there in rivals.items():
            if not there:
                self.desk[one] = desk
                return True
        return any(self._instead(one, desk, there, asked) for desk, there in rivals.items())

    def _rivals(self, one: int, desk: int) -> list[int]:
        return [other for other, at in self.desk.items() if at == desk and self._meet(one, other)]

    def _meet(self, one: int, other: int) -> bool:
        mine, theirs = self.visits[one], self.visits[other]
        return mine.begins < theirs.ends and theirs.begins < mine.ends

    def _instead(self, one: int, desk: int, there: list[int], asked: set[int]) -> bool:
        """Take the desk of the only one who is there, if that one finds another."""
        if len(there) > 1 or there[0] in asked:
            return False
        del self.desk[there[0]]
        self.desk[one] = desk
        if self.place(there[0], asked):
            return True
        del self.desk[one]
        self.desk[there[0]] = desk
        return False
