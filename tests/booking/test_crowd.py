"""Under load, in no order: whatever people press at the same moment, everything stays true."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from time import sleep
from typing import Any

import pytest

from offices.models import Offering
from tests import make
from tests.booking.crowd import VERBS, Crowd

ANSWERS = {
    "done",
    "AlreadyConfirmedError",
    "DuplicateError",
    "LapsedError",
    "OverError",
    "SlotTakenError",
    "TooSoonError",
}

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def offering() -> Offering:
    """One desk, on two mornings."""
    return make.offering(at=make.office_open_on_weekdays())


@pytest.fixture(autouse=True)
def slow_database(monkeypatch):
    """Between what they read and what they write, others have time to act."""
    for place, name in (("claim", "gaps_at"), ("move", "new_sequence"), ("cancel", "new_sequence")):
        module = import_module(f"booking.reservations.{place}")
        monkeypatch.setattr(module, name, slowly(getattr(module, name)))


def slowly(verb: Callable[..., Any]) -> Callable[..., Any]:
    def slow(*args: Any, **options: Any) -> Any:
        done = verb(*args, **options)
        sleep(0.01)
        return done

    return slow


def test_whatever_many_people_press_on_two_devices_each_all_stays_true(offering, request):
    for seed in range(20 if request.config.getoption("--long") else 1):
        crowd = Crowd(offering, seed)
        said = crowd.press()
        assert {verb for verb, told in said if told == "done"} == set(VERBS)
        assert {told for _verb, told in said} <= ANSWERS
        assert crowd.broken == {}


def test_control_without_locks_on_days_a_desk_is_taken_twice(offering, no_lock, no_constraint):
    crowd = Crowd(offering, 0)
    crowd.press()
    assert crowd.broken["a desk is taken twice"] > 0
