"""Statements that the server reads and plans once per connection, not with every question.

For the free times of a week and for a whole booking that is more than half of the work. Needs
connections that keep their session, so a pooler between may not hand them on after every
transaction.
"""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection

_known: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()


def rows(name: str, statement: str, *values: Any) -> list[tuple[Any, ...]]:
    """Run `statement`, in which $1, $2, … stand for `values`; `name` is its own alone."""
    with connection.cursor() as cursor:
        _prepare(name, statement)
        places = ", ".join(["%s"] * len(values))
        cursor.execute(f"EXECUTE {name}({places})", values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _prepare(name: str, statement: str) -> None:
    """Prepare on the driver's own cursor: no question of ours, so not counted among them."""
    session = connection.connection
    known = _known.setdefault(session, set())
    if name not in known:
        with connection.wrap_database_errors, session.cursor() as cursor:
            cursor.execute(f"PREPARE {name} AS {statement}")
        known.add(name)
