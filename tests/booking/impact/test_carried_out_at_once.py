"""What follows for people is carried out by several at once, and by a program that is killed."""

from __future__ import annotations

import multiprocessing
import os
import signal
from functools import partial
from typing import Any

import pytest
from django.db import connections, transaction
from django.utils import timezone

from booking.impact import carry_out, carrying, save
from booking.models import Affected, Booking, Message, Reservation
from offices.changes.edits import change_hours
from offices.changes.steps import steps_of
from offices.models import Change
from tests.booking.impact.at_once import all_at_once
from tests.booking.impact.deciding import decided, drafted, foreseen, rule_of, saved

pytestmark = pytest.mark.django_db(transaction=True)
Decision, Status = Affected.Decision, Affected.Status
FORK = multiprocessing.get_context("fork")


@pytest.fixture
def shorter(draft):
    """Thursdays end at ten."""
    return drafted(draft, change_hours(rule_of(draft, 3), {"closes": "10:00"}, None))


@pytest.fixture
def many(booked, shorter, thursday, now) -> list[Booking]:
    """Eight people have to choose again."""
    clocks = [f"{hour}:{minute}" for hour in (10, 11) for minute in ("00", "30")]
    return [booked(thursday, clock, desk=desk) for clock in clocks for desk in range(2)]


def only_saved(change: Change, decision: Decision, now) -> Change:
    said = decided(foreseen(change, now), decision, now)
    return save(change, said, by=change.made_by, now=now)


def told(booking: Booking) -> list[str]:
    kinds = {"choose_again", "cancellation", "confirmation", "moved"}
    rows = Message.objects.filter(booking=booking, kind__in=kinds)
    return list(rows.values_list("kind", flat=True))


def test_carried_out_by_four_at_once_everybody_is_done_once(shorter, many, now):
    only_saved(shorter, Decision.AGAIN, now)
    verb = partial(carry_out, shorter, now=timezone.now, seconds=60)
    assert all_at_once(*[verb] * 4, times=1) == {"done": 4}
    assert [told(one) for one in many] == [["choose_again"]] * 8
    assert set(Affected.objects.values_list("status", flat=True)) == {Status.DONE}
    kept = Reservation.objects.filter(booking__in=many, status="held")
    assert kept.count() == len({(one.desk_id, one.starts_at) for one in kept}) == 8


@pytest.mark.parametrize("nth", [1, 3, 8])
def test_killed_in_the_middle_of_somebody_everybody_is_done_once(shorter, many, now, nth):
    only_saved(shorter, Decision.AGAIN, now)
    connections.close_all()  # a child must not share them
    child = FORK.Process(target=_killed_at, args=(shorter, nth))
    child.start()
    child.join()
    assert child.exitcode == -signal.SIGKILL
    assert Affected.objects.filter(status=Status.DONE).count() == nth - 1
    assert carry_out(shorter, now=timezone.now, seconds=60) == 9 - nth
    assert [told(one) for one in many] == [["choose_again"]] * 8


def _killed_at(change: Change, nth: int) -> None:
    """All is written for the nth of them, and nothing is committed."""
    usual, count = carrying.ACTS[Decision.AGAIN], 0

    def act(*args: Any) -> Affected.Status:
        nonlocal count
        count += 1
        done = usual(*args)
        if count == nth:
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    carrying.ACTS[Decision.AGAIN] = act
    carry_out(change, now=timezone.now, seconds=60)


def test_saving_waits_for_whoever_is_told_just_now(shorter, many, now):
    """And nobody is displaced from a time that fits again."""
    only_saved(shorter, Decision.CANCEL, now)
    back = Change.objects.create(office=shorter.office, made_by=shorter.made_by, made_at=now)
    drafted(back, [step.back for step in steps_of(shorter)])

    def undone() -> None:
        saved(back, Decision.LEAVE, now)

    def carried_out() -> None:
        carry_out(shorter, now=timezone.now, seconds=60)

    assert all_at_once(undone, carried_out, times=1) == {"done": 2}
    for row in Affected.objects.filter(change=shorter):
        stays = row.status == Status.OVERTAKEN
        assert Reservation.objects.get(booking=row.booking).status == (
            Reservation.Status.BOOKED if stays else Reservation.Status.CANCELLED
        )
        assert told(row.booking) == ([] if stays else ["cancellation"])
    with transaction.atomic():
        assert not Affected.objects.waiting().exists()
