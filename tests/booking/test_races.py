"""Of many people at one start, as many get it as there are desks; and why."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime

import pytest

from booking.models import Reservation
from offices.models import Offering
from tests import make
from tests.booking.race import PEOPLE, Outcome, race

NOW = datetime(2026, 9, 14, 6, 0, tzinfo=UTC)
WEDNESDAY = date(2026, 9, 16)

pytestmark = pytest.mark.django_db(transaction=True)


def offering_at(desks: int) -> Offering:
    return make.offering(at=make.office_open_on_weekdays(desks=desks), minutes=20)


def rivals_at(offering: Offering) -> Outcome:
    return race(offering, make.local(offering.office, WEDNESDAY, "09:00"), now=NOW)


def desks_taken(offering: Offering) -> Counter[int]:
    mine = Reservation.objects.filter(desk__office=offering.office).live(NOW)
    return Counter(mine.values_list("desk_id", flat=True))


@pytest.mark.parametrize("desks", [1, 5, 10])
def test_forty_people_at_one_start_fill_the_desks_and_nobody_meets_an_error(desks):
    offering = offering_at(desks)
    outcome = rivals_at(offering)
    assert outcome.answers == {"held": desks, "SlotTakenError": PEOPLE - desks}
    assert desks_taken(offering) == dict.fromkeys(offering.desks.values_list("pk", flat=True), 1)
    assert outcome.at_once >= 16


def test_the_lock_alone_keeps_desks_from_being_taken_twice(no_constraint):
    offering = offering_at(5)
    assert rivals_at(offering).answers == {"held": 5, "SlotTakenError": PEOPLE - 5}
    assert set(desks_taken(offering).values()) == {1}


def test_the_constraint_alone_does_so_too_but_people_are_refused_while_desks_are_free(no_lock):
    offering = offering_at(10)
    outcome = rivals_at(offering)
    taken = desks_taken(offering)
    assert outcome.answers == {"held": len(taken), "SlotTakenError": PEOPLE - len(taken)}
    assert set(taken.values()) == {1}
    assert len(taken) < 10


def test_without_lock_and_constraint_a_desk_is_taken_twice(no_lock, no_constraint):
    offering = offering_at(1)
    assert rivals_at(offering).answers["held"] > 1
    (times,) = desks_taken(offering).values()
    assert times > 1
