"""What is not released yet can be taken by nobody who has to wait, and by all others."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from booking.models import Booking
from booking.reservations import (
    Guest,
    Right,
    SlotTakenError,
    Visitor,
    ask_of,
    book_for,
    cancel,
    counter_ask,
    give_time,
    invite,
    move,
    restore,
    take_again,
    times_to_offer,
)
from booking.reservations.own import asks_of
from offices.models import Offering
from tests import make, people
from tests.booking.reservations.asking import ask, offer
from tests.booking.reservations.inviting import take_one
from tests.booking.reservations.taking import (
    AMAL,
    EIGHT,
    MINUTE,
    SUNDAY_NOON,
    fresh,
    state,
    take,
)

A_DAY = timedelta(days=1)
THURSDAY_AT_8 = EIGHT + 3 * A_DAY  # kept back until Wednesday at ten
FRIDAY_AT_8 = EIGHT + 4 * A_DAY  # opens on Monday at ten
MONDAY_AT_10 = EIGHT + timedelta(hours=2)
WEDNESDAY_AT_10 = MONDAY_AT_10 + 2 * A_DAY
OPENS = [(FRIDAY_AT_8, MONDAY_AT_10), (THURSDAY_AT_8, WEDNESDAY_AT_10)]
NOT_YET = [start for start, _ in OPENS]


@pytest.fixture
def offering(essen) -> Offering:
    """Weekdays from 08:00 to 12:00, Thursdays kept back until the day before; four days ahead,
    the newest from 10:00 on.
    """
    office = make.office_open_on_weekdays(of=essen)
    office.release_at = time(10)
    office.save()
    office.opening_hours.filter(weekday=3).update(opens_to_public_before=1)
    return make.offering(at=office, horizon_days=4, notice_minutes=0)


def come(offering: Offering, start: datetime = EIGHT) -> Booking:
    """Amal comes on Monday at eight."""
    return people.booked(starts=start, now=SUNDAY_NOON, offering=offering)


def invited(offering: Offering, **right: object) -> Booking:
    until = Right("letter", date(2026, 11, 30), **right)
    return fresh(
        invite(Guest([(offering, 1)], AMAL, "uk"), until, by=None, now=SUNDAY_NOON).booking
    )


@pytest.mark.parametrize(("start", "opens"), OPENS)
def test_whoever_presses_before_is_refused_as_for_any_time_the_rules_do_not_offer(
    offering, start, opens
):
    with pytest.raises(SlotTakenError):
        take(offering, start, now=opens - MINUTE)
    assert take(offering, start, now=opens).time.starts_at == start


@pytest.mark.parametrize(("start", "opens"), OPENS)
def test_whoever_moves_an_appointment_waits_like_everybody(offering, start, opens):
    booking = come(offering, WEDNESDAY_AT_10 + 60 * MINUTE)
    with pytest.raises(SlotTakenError):
        move(fresh(booking), start, now=opens - MINUTE)
    move(fresh(booking), start, now=opens)
    assert state(booking)[:2] == ("booked", start)


@pytest.mark.parametrize("start", NOT_YET)
def test_who_was_invited_takes_it_at_once_and_holds_it_again(offering, start):
    booking = invited(offering)
    take_one(booking, start)
    assert state(booking)[:2] == ("held", start)
    later = SUNDAY_NOON + timedelta(hours=1)
    take_again(fresh(booking), now=later)
    assert state(booking) == ("held", start, later + timedelta(minutes=15))


def test_an_urgent_matter_gets_what_is_kept_back_but_waits_for_the_hour(offering):
    offering.service.urgent = True
    offering.service.save()
    assert take(offering, THURSDAY_AT_8).time.starts_at == THURSDAY_AT_8
    with pytest.raises(SlotTakenError):
        take(offering, FRIDAY_AT_8, now=MONDAY_AT_10 - MINUTE)


@pytest.mark.parametrize("start", NOT_YET)
def test_staff_book_and_give_it_at_once(offering, start):
    booking = book_for(Visitor([AMAL], "de"), items=[(offering, 1)], start=start, now=SUNDAY_NOON)
    assert state(booking)[:2] == ("booked", start)
    other = come(offering)
    give_time(fresh(other), start + 30 * MINUTE, now=SUNDAY_NOON)
    assert state(other)[:2] == ("booked", start + 30 * MINUTE)


@pytest.mark.parametrize(("start", "opens"), OPENS)
def test_staff_offer_it_to_whoever_asked(offering, erika, start, opens):
    booking, now = ask(offering), opens - MINUTE
    offer(booking, erika, start, now=now, until=now + timedelta(hours=8))
    assert state(booking)[:2] == ("held", start)


@pytest.mark.parametrize("start", NOT_YET)
def test_a_cancelled_time_was_theirs_and_is_taken_back(offering, start):
    booking = come(offering, start)
    cancel(fresh(booking), now=SUNDAY_NOON)
    restore(fresh(booking), now=SUNDAY_NOON)
    assert state(booking)[:2] == ("booked", start)


def test_every_question_says_who_has_to_wait(offering):
    sunday, saturday = date(2026, 11, 22), date(2026, 11, 21)
    booked, guest = fresh(come(offering)), invited(offering)
    early = SUNDAY_NOON - timedelta(hours=6)

    def released(now: datetime) -> dict[str, object]:
        asks = {
            "booked": ask_of(booked, now=now),
            "many": asks_of([booked], now=now)[0],
            "invited": ask_of(guest, now=now),
            "many invited": asks_of([guest], now=now)[0],
            "request": times_to_offer(booked, now=now),
            "counter": counter_ask([(offering, 1)], now=now),
        }
        return {name: one.released for name, one in asks.items()}

    nobody = dict.fromkeys(("invited", "many invited", "request", "counter"))
    assert released(SUNDAY_NOON) == {"booked": sunday, "many": sunday} | nobody
    assert released(early) == {"booked": saturday, "many": saturday} | nobody
