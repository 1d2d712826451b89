"""Two who act at the very same moment, one of them on the hours."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from importlib import import_module
from threading import Event
from typing import Any

import pytest

from booking.impact import LookAgainError, save, saving
from booking.models import Affected, Booking, Reservation
from booking.reservations import (
    LapsedError,
    Person,
    confirm,
    describe,
    hold,
    name_person,
    reach,
    send_code,
)
from booking.reservations.confirm import settle
from offices.changes.edits import change_hours
from offices.changes.steps import to_add
from tests import make
from tests.booking.impact.deciding import decided, drafted, foreseen, rule_of
from tests.booking.reservations.taking import code_of, fresh
from tests.booking.test_races_of_confirming import Presses

pytestmark = pytest.mark.django_db(transaction=True)
Decision, Status = Affected.Decision, Affected.Status
SECOND, FORK = timedelta(seconds=1), multiprocessing.get_context("fork")
AMAL = Person("Al-Hamwi", "Amal", 1990)


@pytest.fixture
def shorter(draft):
    """Thursdays end at ten."""
    return drafted(draft, change_hours(rule_of(draft, 3), {"closes": "10:00"}, None))


@pytest.fixture
def typing(offering, thursday, now) -> Booking:
    """Amal has a code for eleven o'clock on that Thursday, and has not typed it yet."""
    start = make.local(offering.office, thursday, "11:00")
    booking = hold(items=[(offering, 1)], start=start, now=now, language="en")
    name_person(booking, 0, AMAL)
    reach(booking, email="amal@people.example", phone="")
    describe(booking, talk="german", needs=[])
    send_code(fresh(booking), now=now)
    return fresh(booking)


class Slowly:
    """Somebody has just booked, and their transaction goes on for as long as we like, before what
    follows or `after` it.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, after: bool = False) -> None:
        self.booked, self.may_go_on, self.after = Event(), Event(), after
        module = import_module("booking.reservations.confirm")
        monkeypatch.setattr(module, "settle", self._settle)

    def _settle(self, *args: Any, **options: Any) -> None:
        if self.after:
            settle(*args, **options)
        self.booked.set()
        self.may_go_on.wait()
        if not self.after:
            settle(*args, **options)


def told_by(verb: Callable[[], object]) -> Callable[[], object]:
    """What managers are told, in the way that people are."""

    def act() -> None:
        try:
            verb()
        except LookAgainError as error:
            raise LapsedError from error

    return act


def save_while_booked(change, typing, monkeypatch, *, at, pressed_at) -> list[str]:
    """Amal presses first and is slow; meanwhile the manager saves."""
    slow, presses = Slowly(monkeypatch), Presses()
    code, said = code_of(typing), decided(foreseen(change, at), Decision.LEAVE, at)
    presses.begin(lambda: confirm(fresh(typing), code, now=pressed_at))
    slow.booked.wait()
    presses.begin_and_wait(told_by(partial(save, change, said, by=change.made_by, now=at)))
    slow.may_go_on.set()
    return presses.answers()


def test_who_books_at_the_moment_of_saving_has_to_be_looked_at_first(
    shorter, typing, now, monkeypatch
):
    said = save_while_booked(shorter, typing, monkeypatch, at=now, pressed_at=now)
    assert said == ["LapsedError", "done"]  # the manager, and Amal
    assert fresh(typing).time.status == Reservation.Status.BOOKED
    assert rule_of(shorter, 3).closes.hour == 12


def test_so_is_who_books_in_the_last_second_of_a_hold_that_has_run_out_since(
    shorter, typing, now, monkeypatch
):
    ends = typing.time.expires_at
    said = save_while_booked(shorter, typing, monkeypatch, at=ends, pressed_at=ends - SECOND)
    assert said == ["LapsedError", "done"]
    assert rule_of(shorter, 3).closes.hour == 12


def test_control_unless_holds_that_have_run_out_are_marked_first_nobody_knows_of_them(
    shorter, typing, now, monkeypatch
):
    monkeypatch.setattr(saving, "_let_lapse", lambda _office, _now: None)
    slow, ends = Slowly(monkeypatch), typing.time.expires_at
    presses, code = Presses(), code_of(typing)
    said = decided(foreseen(shorter, ends), Decision.LEAVE, ends)
    presses.begin(lambda: confirm(fresh(typing), code, now=ends - SECOND))
    slow.booked.wait()
    save(shorter, said, by=shorter.made_by, now=ends)
    slow.may_go_on.set()
    assert presses.answers() == ["done"]
    assert fresh(typing).time.status == Reservation.Status.BOOKED
    assert not Affected.objects.exists()


def test_who_presses_a_moment_after_saving_finds_the_time_gone(shorter, typing, now, monkeypatch):
    """The manager is first, and slow."""
    saved_, may_go_on, usual = Event(), Event(), saving._close  # noqa: SLF001

    def close(*args: Any) -> None:
        saved_.set()
        may_go_on.wait()
        usual(*args)

    monkeypatch.setattr(saving, "_close", close)
    presses, code = Presses(), code_of(typing)
    said = decided(foreseen(shorter, now), Decision.LEAVE, now)
    presses.begin(lambda: save(shorter, said, by=shorter.made_by, now=now))
    saved_.wait()
    presses.begin_and_wait(lambda: confirm(fresh(typing), code, now=now))
    may_go_on.set()
    assert presses.answers() == ["LapsedError", "done"]
    assert fresh(typing).time.status == Reservation.Status.LAPSED


def test_who_books_at_the_moment_of_saving_a_move_is_told_of_the_building(
    draft, typing, thursday, now, monkeypatch
):
    """They have read the old address already, and are slow to commit."""
    address = {"street": "Neue Straße 9", "postal_code": "45127", "city": "Essen"}
    moving = drafted(draft, [to_add("address", address | {"since": thursday.isoformat()})])
    slow, presses, code = Slowly(monkeypatch, after=True), Presses(), code_of(typing)
    presses.begin(lambda: confirm(fresh(typing), code, now=now))
    slow.booked.wait()
    said = decided(foreseen(moving, now), Decision.LEAVE, now)
    presses.begin_and_wait(lambda: save(moving, said, by=moving.made_by, now=now))
    slow.may_go_on.set()
    assert presses.answers() == ["done", "done"]
    assert Affected.objects.get(booking=typing).decision == Decision.PLACE
