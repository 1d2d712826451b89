"""A week as people think of it: days across, hours down, and in between who may come.

Rows begin where anything begins or ends on one of the days, so a week of plain mornings and
afternoons takes three rows and not forty.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import groupby, pairwise
from zoneinfo import ZoneInfo

from booking.availability import Window
from offices.models import Audience

ORDER = list(Audience)


@dataclass(frozen=True, slots=True)
class Open:
    """For whom, and at which desks."""

    audience: Audience
    desks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """Some rows of one day; empty where nothing is open."""

    day: date
    begins: time
    ends: time
    span: int
    open: tuple[Open, ...]


@dataclass(frozen=True, slots=True)
class Row:
    begins: time
    ends: time
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A window on the office's wall; one that ends at midnight ends with the last minute."""

    day: date
    begins: time
    ends: time
    audience: str
    desk: int


def week_of(found: Iterable[Window], days: Sequence[date], zone: ZoneInfo) -> list[Row]:
    """The rows of the table, of whatever days; none where nothing is open on any of them."""
    stretches = [_on_the_wall(one, zone) for one in found]
    edges = sorted({edge for one in stretches for edge in (one.begins, one.ends)})
    rows = list(pairwise(edges))
    columns = [_column(day, rows, stretches) for day in days]
    return [
        Row(begins, ends, tuple(cells[number] for cells in columns if number in cells))
        for number, (begins, ends) in enumerate(rows)
    ]


def _on_the_wall(window: Window, zone: ZoneInfo) -> _Stretch:
    begins, ends = window.begins.astimezone(zone), window.ends.astimezone(zone)
    last = ends.time() if ends.date() == begins.date() else time(23, 59)
    return _Stretch(begins.date(), begins.time(), last, window.audience, window.desk)


def _column(
    day: date, rows: Sequence[tuple[time, time]], stretches: Iterable[_Stretch]
) -> dict[int, Cell]:
    """The cells of a day by the number of their first row; what is alike is one cell."""
    mine = [one for one in stretches if one.day == day]
    each = [(number, _open(mine, *row)) for number, row in enumerate(rows)]
    found = {}
    for opened, group in groupby(each, key=lambda pair: pair[1]):
        numbers = [number for number, _open_then in group]
        first, last = numbers[0], numbers[-1]
        found[first] = Cell(day, rows[first][0], rows[last][1], len(numbers), opened)
    return found


def _open(stretches: Iterable[_Stretch], begins: time, ends: time) -> tuple[Open, ...]:
    desks: dict[str, set[int]] = {}
    for one in stretches:
        if one.begins <= begins and ends <= one.ends:
            desks.setdefault(one.audience, set()).add(one.desk)
    return tuple(Open(who, tuple(sorted(desks[who]))) for who in ORDER if who in desks)


def days_of(monday: date, found: Iterable[Window], zone: ZoneInfo) -> list[date]:
    """Monday to Friday, and the weekend only when something is open then."""
    used = {one.begins.astimezone(zone).date() for one in found}
    days = [monday + timedelta(days=number) for number in range(7)]
    return [day for day in days if day.weekday() < 5 or day in used]  # noqa: PLR2004
