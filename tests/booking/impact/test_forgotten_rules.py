"""Controls: a rule that somebody forgets is noticed by the drawn changes, and soon."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.db import connection

from booking import prepared
from booking.availability import statement
from offices.models import User
from tests import make
from tests.booking.impact.test_drawn_changes import played

FEW = 48
# Where it is seen, so that few have to be tried.
FIRST = {
    "misfits without closures": 11,
    "misfits of the whole office, not of the desk": 6,
    "hours for other matters": 25,
    "appointments in hours without appointments": 3,
    "matters that the desk does not serve": 6,
    "a desk that is used no more": 17,
    "another desk that is taken": 10,
    "held times stay in the preview": 3,
    "held times stay when it is saved": 3,
    "the nearest time": 10,
    "times that are soon": 17,
    "everybody is left": 3,
}
STATEMENTS = {
    "misfits without closures": ("MISFITS", "h.times - c.times AS open", "h.times AS open"),
    "misfits of the whole office, not of the desk": (
        "MISFITS",
        "(r.desks = '{}' OR d.id = ANY (r.desks))\n        AND (r.off",
        "(r.off",
    ),
    "hours for other matters": ("MISFITS", "v.offerings <@ r.offerings)", "true)"),
    "appointments in hours without appointments": ("MISFITS", "r.audience <> 'walk_in'", "true"),
    "matters that the desk does not serve": ("MISFITS", "(k.served AND is_open)", "(is_open)"),
    "a desk that is used no more": ("MISFITS", "o.day <= s.valid_until AND ", ""),
    "free times that are taken": ("WEEKS", "c.times + b.times AS taken", "c.times AS taken"),
    "free times that are closed": ("WEEKS", "c.times + b.times AS taken", "b.times AS taken"),
    "free times that are over": ("WEEKS", "* tstzmultirange(tstzrange($4, NULL))", ""),
    "free times of staff that everybody has": (
        "WEEKS",
        "COALESCE(i.times, '{}') - COALESCE(p.times, '{}') AS staff",
        "COALESCE(i.times, '{}') AS staff",
    ),
    "free times at a desk that serves nothing": ("WEEKS", "WHERE d.offerings <> '{}'", ""),
    "another desk that is taken": ("FITTING_DESKS", "o.times - b.times AS times", "o.times"),
}


@pytest.fixture(autouse=True)
def unprepared(db) -> Any:
    """What the connection has prepared is forgotten, before and after."""
    _forget()
    yield
    _forget()


def _forget() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    prepared._known.clear()  # noqa: SLF001


@pytest.fixture
def manager(db) -> User:
    return make.user()


def is_noticed(manager: User, *, first: int = 0, few: int = FEW) -> bool:
    """Whatever is compared first says so, from the drawn change of that number on."""
    for number in range(first, first + few):
        try:
            list(played(range(number, number + 1), manager))
        except Exception:  # noqa: BLE001 - an error is seen too
            return True
    return False


@pytest.mark.parametrize("forgotten", STATEMENTS)
def test_what_a_statement_forgets_is_noticed(forgotten, manager, monkeypatch):
    name, right, wrong = STATEMENTS[forgotten]
    usual = getattr(statement, name)
    assert right in usual
    monkeypatch.setattr(statement, name, usual.replace(right, wrong))
    assert is_noticed(manager, first=FIRST.get(forgotten, 0))


FUNCTIONS = {
    "held times stay in the preview": ("impact.foreseen", "free_held", lambda _hits: []),
    "held times stay when it is saved": ("impact.saving", "free_held", lambda _hits: []),
    "the nearest time": (
        "reservations.again",
        "_distance",
        lambda start, _was, _ask: start,
    ),
    "times that are soon": (
        "reservations.again",
        "BEFORE_KEPT",
        timedelta(0),
    ),
    "everybody is left": ("impact.saving", "outside_of", lambda _office, _now: set()),
}


@pytest.mark.parametrize("forgotten", FUNCTIONS)
def test_what_the_program_forgets_is_noticed(forgotten, manager, monkeypatch):
    module, name, wrong = FUNCTIONS[forgotten]
    monkeypatch.setattr(import_module(f"booking.{module}"), name, wrong)
    assert is_noticed(manager, first=FIRST.get(forgotten, 0))


def test_nothing_is_noticed_where_nothing_is_forgotten(manager):
    assert not is_noticed(manager, few=6)
