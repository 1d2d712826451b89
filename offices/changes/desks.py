"""What managers do with desks, said in steps: new ones, other names, services and letters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import NamedTuple

from offices.changes.kinds import Values
from offices.changes.steps import Step, to_add, to_change, to_remove
from offices.models import Desk, Responsibility


class Letters(NamedTuple):
    """For whom of a group of people a desk is responsible: surnames from–to."""

    people: str
    first: str
    last: str


def letters_of(row: Responsibility) -> Letters:
    return Letters(row.people, row.surname_from, row.surname_to)


def add_desk(values: Values, letters: Iterable[Letters]) -> list[Step]:
    desk = to_add("desk", values)
    return [desk, *(_new(desk.pk, one) for one in letters)]


def change_desk(desk: Desk, values: Values, letters: Sequence[Letters]) -> list[Step]:
    """What was taken out of the letters, and what was put in, is one change where possible."""
    rows = list(desk.responsibilities.order_by("pk"))
    gone = [row for row in rows if letters_of(row) not in letters]
    kept = {letters_of(row) for row in rows}
    new = [one for one in letters if one not in kept]
    pairs = zip_longest(gone, new)
    return [to_change("desk", desk, values), *(_other(desk.pk, row, one) for row, one in pairs)]


def _other(desk: int, row: Responsibility | None, one: Letters | None) -> Step:
    if row is None:
        assert one is not None  # noqa: S101 – the longer of the two goes on
        return _new(desk, one)
    if one is None:
        return to_remove("responsible", row)
    return to_change("responsible", row, _values(desk, one))


def _new(desk: int, one: Letters) -> Step:
    return to_add("responsible", _values(desk, one))


def _values(desk: int, one: Letters) -> Values:
    return {
        "desk_id": desk,
        "people": one.people,
        "surname_from": one.first,
        "surname_to": one.last,
    }
