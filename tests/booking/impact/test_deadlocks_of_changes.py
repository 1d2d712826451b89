"""Nobody waits for somebody who waits for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from booking.models import Booking, Reservation
from booking.reservations import (
    Terms,
    choose_again,
    hold,
    invite_again,
)
from booking.reservations import again as again_module
from booking.reservations.move import still_to_come
from offices.changes import steps as steps_module
from offices.changes.rehearsal import rehearsed
from offices.changes.steps import to_change
from offices.models import Office, OpeningHours
from tests import make, people
from tests.booking.crowd import slowly
from tests.booking.impact.at_once import all_at_once
from tests.booking.test_races_of_confirming import Presses

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def two_previews(office) -> tuple[Callable[[], None], Callable[[], None]]:
    """Two managers try out changes of the same hours, named in other orders."""
    rules = list(OpeningHours.objects.filter(office=office).order_by("pk"))[:3]
    there = [to_change("hours", rule, {"closes": "11:00"}) for rule in rules]

    def tried(steps: list) -> Callable[[], None]:
        def verb() -> None:
            with rehearsed(office, steps):
                pass

        return verb

    return tried(there), tried([*reversed(there)])


@pytest.fixture
def slow_rows(monkeypatch) -> None:
    monkeypatch.setattr(steps_module, "_write", slowly(steps_module._write))  # noqa: SLF001


def test_two_previews_of_the_same_hours_wait_for_one_another(two_previews, slow_rows):
    assert all_at_once(*two_previews, times=4) == {"done": 8}


def test_control_when_rows_are_locked_as_they_come_previews_block_each_other(
    two_previews, slow_rows, monkeypatch
):
    locked = steps_module._locked  # noqa: SLF001

    def as_they_come(office: Office, steps: list) -> dict:
        found: dict = {}
        for step in steps:
            found |= slowly(locked, 0.05)(office, [step])
        return found

    monkeypatch.setattr(steps_module, "_locked", as_they_come)
    assert all_at_once(*two_previews, times=4)["OperationalError"] > 0


def test_who_takes_a_time_at_a_desk_does_not_wait_for_a_preview_of_it(offering, thursday, now):
    office = offering.office
    steps = [to_change("desk", desk, {"valid_until": "2099-12-31"}) for desk in office.desks.all()]
    presses = Presses()
    with rehearsed(office, steps):
        start = make.local(office, thursday, "08:00")
        presses.begin(lambda: hold(items=[(offering, 1)], start=start, now=now, language="en"))
        assert presses.answers() == ["done"]


@pytest.fixture
def invited(booked, thursday, now) -> Booking:
    """Amal was invited, and has an appointment."""
    booking = booked(thursday, "10:00")
    latest = timezone.localdate(now) + timedelta(days=60)
    booking.invitation = people.Invitation.objects.create(
        booking=booking, way="email", latest=latest, invited_at=now
    )
    return booking


def displaced_while_invited_anew(invited, now) -> Counter[str]:
    latest = timezone.localdate(now) + timedelta(days=70)
    terms = Terms(now + timedelta(days=7), latest)
    near = Booking.objects.select_related("reservation", "invitation", "office")
    before = Reservation.objects.values("status", "during", "desk").get(booking=invited)

    def displaced() -> None:
        Reservation.objects.filter(booking=invited).update(**before, expires_at=None)
        choose_again(near.get(pk=invited.pk), terms, now=now)

    def invited_anew() -> None:
        """Again and again, for as long as the other takes."""
        for _ in range(20):
            invite_again(near.get(pk=invited.pk).invitation, latest=latest, now=now)

    return all_at_once(displaced, invited_anew, times=6)


def test_who_is_displaced_and_who_invites_anew_wait_for_one_another(invited, now, monkeypatch):
    monkeypatch.setattr(again_module, "still_to_come", slowly(still_to_come, 0.05))
    said = displaced_while_invited_anew(invited, now)
    assert set(said) <= {"done", "OverError"}


def test_control_when_papers_come_after_the_time_they_block_each_other(invited, now, monkeypatch):
    monkeypatch.setattr(again_module, "_still_there", slowly(still_to_come, 0.05))
    assert displaced_while_invited_anew(invited, now)["OperationalError"] > 0
