"""Statements that the server reads and plans once per connection, not with every question.

For the free times of a week and for a whole booking that is more than half of the work; and what
every page asks need not be written anew by Django each time. Needs connections that keep their
session, so a pooler between may not hand them on after every transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, connection, models

M = TypeVar("M", bound=models.Model)

_known: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()


def rows(name: str, statement: str, *values: Any) -> list[tuple[Any, ...]]:
    """Run `statement`, in which $1, $2, … stand for `values`; `name` is its own alone."""
    with connection.cursor() as cursor:
        _prepare(name, statement)
        places = ", ".join(["%s"] * len(values))
        cursor.execute(f"EXECUTE {name}({places})", values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def objects(model: type[M], name: str, statement: str, *values: Any) -> list[M]:
    """Run a `statement` that selects the `columns` of `model` and nothing else."""
    return made_of(model, rows(name, statement, *values))


def made_of(model: type[M], found: Iterable[Iterable[Any]]) -> list[M]:
    """The object of each row."""
    made = (made_from(model, iter(row)) for row in found)
    return [one for one in made if one is not None]


def columns(model: type[models.Model], alias: str) -> str:
    """All columns of the table that stands as `alias` in a statement."""
    return ", ".join(f'{alias}."{field.column}"' for field in model._meta.concrete_fields)


def made_from(model: type[M], values: Iterator[Any]) -> M | None:
    """Take the columns of one row off `values`; None where an outer join found nothing."""
    names = [field.attname for field in model._meta.concrete_fields]
    taken = list(islice(values, len(names)))
    return None if taken[0] is None else model.from_db(DEFAULT_DB_ALIAS, names, taken)


def _prepare(name: str, statement: str) -> None:
    """Prepare on the driver's own cursor: no question of ours, so not counted among them."""
    session = connection.connection
    known = _known.setdefault(session, set())
    if name not in known:
        with connection.wrap_database_errors, session.cursor() as cursor:
            cursor.execute(f"PREPARE {name} AS {statement}")
        known.add(name)
