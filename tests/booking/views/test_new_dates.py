"""When new dates open is said where the dates that are open end, and nowhere in vain."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from booking.models import Booking, Reservation
from offices import showcase
from offices.models import Authority, Offering
from offices.moments import clock_at, day_at, day_in_words
from tests import make, people
from tests.booking.views.conftest import with_cookie
from tests.booking.views.reading import seen

A_DAY, AHEAD = timedelta(days=1), 5
LATER = "On some of these days more times open later, nearer to the day."
OPENS = {
    "en": "New dates open on {} at {}.",
    "de": "Neue Termine gibt es ab {}, {} Uhr.",
    "ar": "تُفتح مواعيد جديدة يوم {} الساعة {}.",
    "uk": "Нові дати з’являться: {} о {}.",  # noqa: RUF001
}


@pytest.fixture
def offering(essen: Authority) -> Offering:
    """A morning of every day, five days ahead; new dates open at a quarter past nine."""
    office = make.office(of=essen, release_at=time(9, 15))
    make.desk(at=office)
    for weekday in range(7):
        make.hours(at=office, weekday=weekday, opens="08:00", closes="12:00")
    return make.offering(at=office, horizon_days=AHEAD)


def next_release(offering: Offering, now: datetime) -> datetime:
    """Today or tomorrow at a quarter past nine."""
    today = make.local(offering.office, day_at(now, offering.office.zone), "09:15")
    return today if now < today else today + A_DAY


def newest(offering: Offering, now: datetime) -> date:
    return day_at(next_release(offering, now), offering.office.zone) + AHEAD * A_DAY


def says(offering: Offering, now: datetime, language: str = "en") -> str:
    opens, zone = next_release(offering, now), offering.office.zone
    return OPENS[language].format(
        day_in_words(day_at(opens, zone), language), clock_at(opens, zone)
    )


def closed_before(offering: Offering, day: date) -> None:
    office = offering.office
    starts, ends = timezone.now() - A_DAY, make.local(office, day, "00:00")
    make.closure(at=office, starts=starts, ends=ends)


def page(browser: Client, offering: Offering, query: str = "", language: str = "en") -> str:
    return seen(browser.get(f"/{language}/offer/{offering.pk}/times/?persons=1{query}"))


@pytest.mark.parametrize("language", OPENS)
def test_where_nothing_is_free_it_says_when_to_look_again(client, offering, now, language):
    closed_before(offering, newest(offering, now))
    read = page(client, offering, language=language)
    assert says(offering, now, language) in read
    assert day_in_words(newest(offering, now), language) in read


def test_the_first_day_that_opens_and_has_hours_is_named(client, offering, now):
    first = newest(offering, now) + 2 * A_DAY
    closed_before(offering, first)
    opens = next_release(offering, now) + 2 * A_DAY
    day = day_in_words(day_at(opens, offering.office.zone), "en")
    read = page(client, offering)
    assert f"New dates open on {day} at 09:15. The first of them is on " in read
    assert f"is on {day_in_words(first, 'en')}." in read
    assert "Look again then." in read


@pytest.mark.parametrize("language", OPENS)
def test_the_list_of_services_says_it_beside_what_is_sold_out(client, offering, now, language):
    path = f"/{language}/at/essen/services/"
    assert says(offering, now, language) not in seen(client.get(path))
    closed_before(offering, newest(offering, now))
    assert says(offering, now, language) in seen(client.get(path))


def test_the_list_of_times_says_it_at_its_end(client, offering, now):
    read = page(client, offering)
    assert says(offering, now) in read
    assert "Look at the other days too." not in read
    assert says(offering, now) in page(client, offering, f"&from={newest(offering, now) + A_DAY}")


def test_as_long_as_there_are_more_days_it_does_not(client, offering, now):
    Offering.objects.update(horizon_days=30)
    read = page(client, offering)
    assert "New dates open" not in read
    assert "Look at the other days too." in read


def test_nobody_is_told_a_day_that_does_not_come(client, offering, now):
    offering.office.opening_hours.update(valid_until=newest(offering, now) - A_DAY)
    assert "New dates open" not in page(client, offering)
    closed_before(offering, newest(offering, now))
    assert "Nobody can say yet when new dates open." in page(client, offering)


def test_more_times_nearer_to_the_day_are_told_only_where_some_are_kept_back(client, offering):
    assert LATER not in page(client, offering)
    for weekday in range(7):
        make.hours(
            at=offering.office,
            weekday=weekday,
            opens="14:00",
            closes="16:00",
            opens_to_public_before=1,
        )
    showcase.forget()
    assert LATER in page(client, offering)
    offering.service.urgent = True
    offering.service.save()
    showcase.forget()
    assert LATER not in page(client, offering)


def test_an_urgent_matter_is_free_sooner_on_the_list_than_another_at_the_same_desks(
    client, offering, now
):
    offering.office.opening_hours.update(opens_to_public_before=1)
    closed_before(offering, newest(offering, now) - 2 * A_DAY)
    urgent = make.service(group=offering.service.group, urgent=True, name_de="Notfall")
    make.offering(at=offering.office, service=urgent, horizon_days=AHEAD)
    (chapter,) = client.get("/en/at/essen/services/").context["chapters"]
    rows = {row.name.text: row.free for row in chapter.rows}
    first = day_in_words(newest(offering, now) - 2 * A_DAY, "en")
    assert rows == {offering.service.name: "", "Notfall": first}


def test_a_start_that_is_not_released_is_answered_like_one_that_is_taken(client, offering, now):
    start = make.local(offering.office, newest(offering, now), "08:00")
    path = f"/en/offer/{offering.pk}/times/?persons=1"
    utc = start.astimezone(timezone.get_fixed_timezone(0))
    response = client.post(path, {"start": f"{utc:%Y-%m-%dT%H:%MZ}"})
    assert response.status_code == 409
    assert "Someone was faster" in seen(response)
    assert not Reservation.objects.exists()


def test_who_moves_an_appointment_is_told_too(client, offering, now):
    closed_before(offering, newest(offering, now))
    start = make.local(offering.office, newest(offering, now) - A_DAY, "09:00")
    booked = people.booked(starts=start, now=now, offering=offering)
    read = seen(with_cookie(client, booked).get("/en/booking/move/"))
    assert says(offering, now) in read
    assert "No other time is free now. Your present time stays yours." in read


def test_who_is_invited_need_not_wait_and_is_told_nothing(client, offering, now):
    until = newest(offering, now)
    booking = people.invited(latest=until, now=now, offering=offering)
    read = seen(with_cookie(client, Booking.objects.get(pk=booking.pk)).get("/en/booking/choose/"))
    assert "New dates open" not in read
    assert day_in_words(until, "en") in read
