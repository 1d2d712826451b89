"""Where an office is: one address after the other, each from a day on. A value, never a row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2b
from itertools import accumulate, zip_longest
from typing import Any

WRITTEN = ("street", "postal_code", "city", "access_notes", "directions")
A_DAY = timedelta(days=1)
MARK_BYTES = 8


@dataclass(frozen=True, slots=True)
class Place:
    """An address with the way there, in the language that was active when it was asked for.

    `name` is what the office is called there: as it was before, unless the move brings another.
    `since` is the first day, None for where the office was from the beginning; `until` the last
    day, None while no move is known. `mark` tells one building from another: it is empty for the
    first, and nothing of a place but its address decides about it.
    """

    name: str
    street: str
    postal_code: str
    city: str
    access_notes: str
    directions: str
    since: date | None
    until: date | None
    mark: str

    @property
    def town(self) -> str:
        return f"{self.postal_code} {self.city}"

    @property
    def address(self) -> str:
        return f"{self.street}, {self.town}"

    @property
    def whole(self) -> str:
        """What somebody asks for in the street."""
        return f"{self.name}, {self.address}"

    @property
    def ways(self) -> list[str]:
        """How to get in and how to get there, where that is known."""
        return [way for way in (self.access_notes, self.directions) if way]

    def is_within(self, first: date, last: date) -> bool:
        """Whether the office is there on one of the days from `first` to `last`."""
        begins, ends = self.since or first, self.until or last
        return begins <= last and first <= ends


def places(first: Any, later: Iterable[Any]) -> list[Place]:
    """All places of an office in their order: its own address, and what stands in `later`."""
    moves = sorted(later, key=lambda row: row.since)
    ends = [row.since - A_DAY for row in moves]
    names: Iterable[str] = accumulate(
        (row.name for row in (first, *moves)), lambda before, now: now or before
    )
    return [
        Place(
            name=name,
            **{field: getattr(row, field) for field in WRITTEN},
            since=getattr(row, "since", None),
            until=until,
            mark="" if _line(row) == _line(first) else _digest(_line(row)),
        )
        for row, until, name in zip_longest([first, *moves], ends, names)
    ]


def _line(row: Any) -> str:
    return f"{row.street}, {row.postal_code} {row.city}"


def _digest(line: str) -> str:
    return blake2b(line.encode(), digest_size=MARK_BYTES).hexdigest()
