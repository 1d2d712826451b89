"""Under load, in no order: whatever people press at the same moment, everything stays true."""

from __future__ import annotations

from collections import Counter
from importlib import import_module

import pytest

from tests import make
from tests.booking import devices
from tests.booking.crowd import Crowd, slowly
from tests.booking.devices import PEOPLE, PRESSES, VERBS

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


@pytest.fixture(autouse=True)
def slow_database(monkeypatch):
    """Between what they read and what they write, others have time to act."""
    for place, name in (("claim", "gaps_at"), ("move", "new_sequence"), ("cancel", "new_sequence")):
        module = import_module(f"booking.reservations.{place}")
        monkeypatch.setattr(module, name, slowly(getattr(module, name)))


def crowd(seed: int) -> Crowd:
    """At one desk, on two mornings."""
    return devices.crowd(make.offering(at=make.office_open_on_weekdays()), seed)


def test_whatever_many_people_press_on_two_devices_each_all_stays_true(request):
    said: Counter[tuple[str, str]] = Counter()
    crowds = [crowd(seed) for seed in range(20 if request.config.getoption("--long") else 1)]
    for one in crowds:
        said += one.press()
        assert one.broken == {}
    assert said.total() == len(crowds) * 2 * PEOPLE * PRESSES
    assert {told for _verb, told in said} <= ANSWERS
    assert {verb for verb, told in said if told == "done"} == set(VERBS)


def test_control_without_locks_on_days_a_desk_is_taken_twice(no_lock, no_constraint, monkeypatch):
    """By one crowd of three at the latest; the fewer times there are to choose from, the sooner."""
    monkeypatch.setattr("tests.booking.devices.STARTS", 1)
    assert any(takes_twice(crowd(seed)) for seed in range(3))


def takes_twice(one: Crowd) -> bool:
    one.press()
    return one.broken["a desk is taken twice"] > 0
