"""Moving, cancelling, taking that back: nothing is given up before the new time is there."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from psycopg2.extras import DateTimeTZRange

from booking import reservations
from booking.availability import free_starts
from booking.models import Booking, Invitation, Reservation
from booking.reservations import ask_of
from offices.models import Closure, Offering, OpeningHours
from offices.moments import clock_at, day_at, day_in_words
from tests import make
from tests.booking.views.conftest import hold
from tests.booking.views.database import everything
from tests.booking.views.reading import seen

MOVE, CANCEL, RESTORE, BOOKED = (
    f"/en/booking/{page}" for page in ("move/", "cancel/", "restore/", "")
)


def told(moment: datetime, booking: Booking) -> str:
    zone = booking.office.zone
    return f"{day_in_words(day_at(moment, zone), 'en')} · {clock_at(moment, zone)}"


def free(booking: Booking, now: datetime) -> list[datetime]:
    return [one.start for one in free_starts(ask_of(booking, now=now), now=now)]


def start_of(booking: Booking) -> datetime:
    return Reservation.objects.get(booking=booking).starts_at


def begins_in(booking: Booking, *, now: datetime, **later: float) -> None:
    begin = now + timedelta(**later)
    during = DateTimeTZRange(begin, begin + timedelta(minutes=30))
    Reservation.objects.filter(booking=booking).update(during=during)


def was_booked(booking: Booking, moment: datetime) -> None:
    Booking.objects.filter(pk=booking.pk).update(confirmed_at=moment)


@pytest.fixture
def take(amal):
    def press(start: datetime, **options: Any) -> Any:
        return amal.post(MOVE, {"start": start.isoformat()}, **options)

    return press


@pytest.fixture
def ordered(booked: Booking, now: datetime) -> Invitation:
    """Amal was ordered in writing to come."""
    latest = now.date() + timedelta(days=60)
    return Invitation.objects.create(booking=booked, latest=latest, is_order=True, invited_at=now)


def test_the_present_time_stands_above_the_free_ones(amal, booked):
    page = seen(amal.get(MOVE))
    at = clock_at(booked.time.starts_at, booked.office.zone)
    assert page.startswith("Back Move to another time Your appointment now: ")
    assert f"· {at} " in page
    assert "This time stays yours until you have taken another one." in page


def test_moving_says_the_old_and_the_new_time(booked, now, take):
    before, after = booked.time.starts_at, free(booked, now)[4]
    page = take(after, follow=True)
    said = f"Your appointment is moved. Before: {told(before, booked)}. Now: {told(after, booked)}."
    assert page.redirect_chain == [(BOOKED, 302)]
    assert seen(page).startswith(said)
    assert start_of(booked) == after


def test_pressing_twice_moves_once_and_says_so_once(booked, now, take):
    after = free(booked, now)[4]
    take(after)
    again = take(after, follow=True)
    assert booked.messages.filter(kind="moved").count() == 1
    assert seen(again).count("Your appointment is moved.") == 1


def test_somebody_was_faster_leaves_the_present_time_and_shows_the_nearest(
    amal, booked, offering, now, take
):
    wanted, before = free(booked, now)[0], booked.time.starts_at
    hold(offering, now)
    response = take(wanted)
    page = seen(response)
    assert response.status_code == 409
    assert "Someone was faster: this time has just been taken." in page
    assert "The nearest free times" in page
    assert f"· {clock_at(before, booked.office.zone)} " in page
    assert start_of(booked) == before


def test_pressing_without_a_choice_asks_again(amal, booked):
    response = amal.post(MOVE, {"x": "1"})
    assert "Please choose a time." in seen(response)
    assert "<title>Error: Move to another time" in response.content.decode()


def test_a_later_week_is_a_link_and_leads_back(amal, booked, now):
    since = (now + timedelta(days=14)).date()
    page = amal.get(f"{MOVE}?from={since}")
    assert 'href="/en/booking/move/?from=' in page.content.decode()
    assert "Back to the first free day" in seen(page)


def test_nothing_free_says_that_the_present_time_stays(amal, booked):
    OpeningHours.objects.all().delete()
    page = seen(amal.get(MOVE))
    assert "No other time is free now. Your present time stays yours." in page
    assert "Ask the office" in page
    assert "Take this time" not in page


def test_what_the_office_has_closed_is_not_offered(amal, booked, now, take):
    office, after = booked.office, free(booked, now)[4]
    make.closure(at=office, starts=now, ends=now + timedelta(days=400))
    assert Closure.objects.count() == 1
    assert take(after).status_code == 409


def test_too_many_moves_are_told_to_wait(booked, now, take):
    starts = free(booked, now)[1:3]
    answers = [take(starts[turn % 2]).status_code for turn in range(21)]
    assert answers == [302] * 20 + [429]


def test_cancelling_asks_once_and_thanks(amal, booked, now):
    asked = seen(amal.get(CANCEL))
    assert "Do you want to cancel?" in asked
    assert "If you only need another day, move it instead" in asked
    page = amal.post(CANCEL, follow=True)
    assert page.redirect_chain == [(BOOKED, 302)]
    assert seen(page).startswith(
        "Your appointment is cancelled. Thank you: now somebody else can have this time. "
        "Your appointment is cancelled "
    )
    booked.refresh_from_db()
    assert f"It is cancelled since {told(booked.ended_at, booked)}." in seen(amal.get(BOOKED))


def test_a_cancelled_time_is_free_for_others_at_once(amal, booked, offering, now):
    start = booked.time.starts_at
    amal.post(CANCEL)
    assert hold(offering, now).time.starts_at == start


def test_cancelling_can_be_taken_back(amal, booked):
    before = start_of(booked)
    amal.post(CANCEL)
    assert "Take this appointment back" in seen(amal.get(BOOKED))
    page = seen(amal.post(RESTORE, follow=True))
    assert page.startswith("The appointment is yours again, at the same time as before.")
    assert start_of(booked) == before
    assert Reservation.objects.get(booking=booked).status == "booked"


def test_it_cannot_be_taken_back_when_somebody_else_has_the_time(amal, booked, offering, now):
    amal.post(CANCEL, follow=True)
    hold(offering, now)
    page = seen(amal.post(RESTORE, follow=True))
    assert page.startswith("Someone was faster: this time has just been taken.")
    assert "See free times" in page


def test_after_its_time_a_cancelled_one_is_not_taken_back(amal, booked, now):
    amal.post(CANCEL)
    begins_in(booked, now=now, hours=-1)
    assert "Take this appointment back" not in seen(amal.get(BOOKED))
    assert "cannot be changed any more" in seen(amal.post(RESTORE, follow=True))


@pytest.mark.parametrize("url", [MOVE, CANCEL])
def test_what_has_begun_is_not_changed_any_more(amal, booked, now, url):
    begins_in(booked, now=now, minutes=-5)
    page = amal.get(url, follow=True)
    assert page.redirect_chain == [(BOOKED, 302)]
    assert "cannot be changed any more" in seen(page)
    assert "Your appointment has begun. Are you late?" in seen(page)


@pytest.mark.parametrize("url", [MOVE, CANCEL])
def test_what_is_cancelled_is_neither_moved_nor_cancelled_again(amal, booked, url):
    amal.post(CANCEL)
    before = everything()
    assert amal.post(url, {"start": "2030-01-01T08:00Z"}).url == BOOKED
    assert everything() == before


def test_a_written_order_can_be_moved_but_not_cancelled(amal, booked, ordered, now, take):
    page = seen(amal.get(BOOKED))
    assert "You have a written order to come (Vorladung)" in page
    assert "The letter counts" in page
    assert "/en/booking/cancel/" not in amal.get(BOOKED).content.decode()
    refused = seen(amal.post(CANCEL, follow=True))
    assert refused.startswith("You have a written order to come (Vorladung). The letter counts")
    assert Reservation.objects.get(booking=booked).status == "booked"
    assert take(free(booked, now)[4]).url == BOOKED


@pytest.mark.parametrize(
    ("before", "asked"), [({"days": 9}, False), ({"days": 7, "hours": 23}, True)]
)
def test_will_you_come_is_asked_from_eight_days_before(amal, booked, now, before, asked):
    begins_in(booked, now=now, **before)
    was_booked(booked, now - timedelta(hours=1))
    page = seen(amal.get(BOOKED))
    assert ("Will you come? Yes, I come Move to another time Cancel" in page) is asked
    assert ("You want to move or cancel it? Move to another time Cancel" in page) is not asked


@pytest.mark.parametrize(("reminded", "asked"), [(False, False), (True, True)])
def test_who_has_just_booked_is_asked_only_when_a_reminder_came(amal, booked, now, reminded, asked):
    begins_in(booked, now=now, days=2)
    was_booked(booked, now - timedelta(minutes=50))
    if reminded:
        booked.messages.filter(kind="reminder").update(status="sent")
    assert ("Will you come?" in seen(amal.get(BOOKED))) is asked


def test_saying_yes_is_noted_and_thanked_for(amal, booked, now):
    begins_in(booked, now=now, days=2)
    was_booked(booked, now - timedelta(hours=1))
    page = seen(amal.post("/en/booking/coming/", follow=True))
    assert page.startswith("Thank you. The office expects you.")
    assert "You have told us that you come. Thank you. Move to another time Cancel" in page
    booked.refresh_from_db()
    assert booked.coming_at is not None


def test_a_yes_was_for_the_time_before_the_move(amal, booked, now, take):
    amal.post("/en/booking/coming/")
    take(free(booked, now)[4])
    booked.refresh_from_db()
    assert booked.coming_at is None


def test_persons_of_a_booking_stay_when_it_is_moved(amal, offering: Offering, booked, now, take):
    people = [one.full_name for one in booked.attendees.all()]
    take(free(booked, now)[4])
    assert [one.full_name for one in booked.attendees.all()] == people == ["Amal Nour Al-Hamwi"]
    assert reservations.items_of(booked) == [(offering, 1)]
