"""A day as a table: a row for every step of the office's grid, a column for every desk.

Steps are counted from the office's local midnight, as free times are; so on a day when the clock
changes an hour is missing or comes twice, as it does on the wall.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import groupby

from booking.agenda.entries import Entry
from booking.availability import Window
from offices.models import Audience

# What an empty stretch is, by the widest audience it is open for.
OPEN = {Audience.PUBLIC: "free", Audience.INTERNAL: "internal", Audience.WALK_IN: "walk_in"}
CLOSED, GONE = "closed", "gone"


@dataclass(frozen=True, slots=True)
class Cell:
    """Some rows of one desk: entries, or what an empty stretch is. Instants in UTC."""

    desk: int
    begins: datetime
    ends: datetime
    span: int
    kind: str
    entries: tuple[Entry, ...] = ()


@dataclass(slots=True)
class Row:
    begins: datetime
    is_full_hour: bool
    is_now: bool
    cells: list[Cell] = field(default_factory=list)


@dataclass(frozen=True)
class Day:
    """What the table is made of. `midnight` is the office's, by whatever clock."""

    midnight: datetime
    step: timedelta
    desks: Sequence[int]
    entries: Sequence[Entry]
    windows: Sequence[Window]
    now: datetime

    @property
    def _origin(self) -> datetime:
        """In UTC: by its own clock an office would count hours that are not there on this day."""
        return self.midnight.astimezone(UTC)

    def row_at(self, moment: datetime) -> int:
        return (moment - self._origin) // self.step

    def row_after(self, moment: datetime) -> int:
        return -((self._origin - moment) // self.step)

    def begins(self, row: int) -> datetime:
        return self._origin + row * self.step

    def spans(self) -> range:
        """The rows from the first hour in which anything happens to the last."""
        stretches: list[Window | Entry] = [*self.windows, *self.entries]
        if not stretches:
            return range(0)
        hour = timedelta(hours=1) // self.step
        first = self.row_at(min(one.begins for one in stretches)) // hour * hour
        last = -(-self.row_after(max(one.ends for one in stretches)) // hour) * hour
        return range(max(first, 0), last)


def rows_of(day: Day) -> list[Row]:
    """The table, row by row; empty on a day without hours and entries."""
    shown = day.spans()
    rows = {number: _row(day, number) for number in shown}
    for desk in day.desks:
        for number, cell in _column(day, desk, shown):
            rows[number].cells.append(cell)
    return list(rows.values())


def _row(day: Day, number: int) -> Row:
    begins = day.begins(number)
    is_now = begins <= day.now < begins + day.step
    return Row(begins, (number * day.step) % timedelta(hours=1) == timedelta(), is_now)


def _column(day: Day, desk: int, shown: range) -> Iterator[tuple[int, Cell]]:
    """The cells of one desk with the number of their first row."""
    free = shown.start
    for first, last, entries in _taken(day, desk, shown):
        yield from _empty(day, desk, range(free, first))
        yield first, _cell(day, desk, range(first, last), "taken", entries)
        free = last
    yield from _empty(day, desk, range(free, shown.stop))


def _cell(day: Day, desk: int, rows: range, kind: str, entries: Iterable[Entry] = ()) -> Cell:
    begins, ends = day.begins(rows.start), day.begins(rows.stop)
    return Cell(desk, begins, ends, len(rows), kind, tuple(entries))


def _taken(day: Day, desk: int, shown: range) -> list[tuple[int, int, list[Entry]]]:
    """Rows with entries; what shares a row (a missed one and who came instead) shares a cell."""
    found: list[tuple[int, int, list[Entry]]] = []
    for entry in (one for one in day.entries if one.desk == desk):
        first = max(day.row_at(entry.begins), shown.start)
        last = min(max(day.row_after(entry.ends), first + 1), shown.stop)
        if found and first < found[-1][1]:
            before, until, entries = found[-1]
            found[-1] = before, max(until, last), [*entries, entry]
        else:
            found.append((first, last, [entry]))
    return found


def _empty(day: Day, desk: int, rows: range) -> Iterator[tuple[int, Cell]]:
    """Stretches of one kind; what can be booked is cut at full hours, to be pressed on."""
    hour = timedelta(hours=1) // day.step
    windows = [one for one in day.windows if one.desk == desk]

    def sort(number: int) -> tuple[str, int]:
        kind = _kind(day, windows, number)
        return kind, number // hour if kind in OPEN.values() else 0

    for (kind, _hour), group in groupby(rows, key=sort):
        numbers = list(group)
        stretch = range(numbers[0], numbers[-1] + 1)
        yield stretch.start, _cell(day, desk, stretch, kind)


def _kind(day: Day, windows: Sequence[Window], number: int) -> str:
    """A step that has just begun can still be given."""
    begins, ends = day.begins(number), day.begins(number + 1)
    covering = {one.audience for one in windows if one.begins <= begins and ends <= one.ends}
    found = next((kind for audience, kind in OPEN.items() if audience in covering), CLOSED)
    return GONE if found != CLOSED and ends <= day.now else found
