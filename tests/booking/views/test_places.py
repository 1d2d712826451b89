"""Every page of a person names the building of the right day, and a move that is to come."""

# ruff: noqa: RUF001 - Ukrainian letters look like Latin ones

from datetime import date, timedelta

import pytest
from django.test import Client

from booking import reservations
from booking.models import Booking, Message, Reservation
from booking.reservations import Guest, Person, Right, invite, offer_time, tell_of_move
from offices import showcase
from offices.models import Offering
from offices.moments import day_at, day_in_words
from tests import make, people
from tests.booking.views.conftest import with_cookie
from tests.booking.views.reading import seen
from tests.booking.views.test_moving import free

pytestmark = pytest.mark.django_db

OLD, NEW = "Rathausplatz 1, 12345 Musterstadt", "Kruppstraße 16, 45128 Essen"
BOOKED, CHECK, MOVE = "/en/booking/", "/en/booking/check/", "/en/booking/move/"
SOON = {
    "en": "From {day} you find us at {address}.",
    "de": "Ab {day} finden Sie uns hier: {address}.",
    "ar": "ابتداءً من {day} تجدنا في هذا العنوان: {address}.",
    "uk": "Ми переїжджаємо. З такого дня – {day} – наша адреса: {address}.",
}
PAGES = {
    "offering": "offer/{offering}/",
    "times": "offer/{offering}/times/?persons=1",
    "receipt": "offer/{offering}/receipt/?persons=1",
    "services": "at/{authority}/services/",
    "imprint": "at/{authority}/imprint/",
}


def day_of(booking: Booking) -> date:
    return day_at(booking.time.starts_at, booking.office.zone)


def moves(offering: Offering, since: date, **fields: object) -> None:
    make.move(of=offering.office, since=since, **fields)
    showcase.forget()


@pytest.fixture
def today(offering, now) -> date:
    return day_at(now, offering.office.zone)


def announced(day: date, language: str = "en") -> str:
    return SOON[language].format(day=day_in_words(day, language), address=NEW)


@pytest.mark.parametrize(("days", "address"), [(0, NEW), (1, OLD)])
def test_an_appointment_is_where_the_office_is_on_its_day(
    amal, booked, offering, today, days, address
):
    moves(offering, day_of(booked) + timedelta(days=days), access_notes_de="Ebene 2")
    page = amal.get(BOOKED)
    assert seen(page).count(address) == 2 + (days == 0)  # also in the German lines
    assert (OLD if address == NEW else NEW) not in seen(page)
    assert ("How to get in Ebene 2" in seen(page)) is (address == NEW)
    told = f"The office moves. The place is new: {NEW}"
    assert (told in seen(page)) is (address == NEW and day_of(booked) > today)


@pytest.mark.parametrize("days", [0, 1])
def test_an_appointment_is_at_the_house_as_it_is_called_on_its_day(
    amal, booked, offering, today, days
):
    moves(offering, day_of(booked) + timedelta(days=days), name_de="Haus am Park", name_en="Park")
    page = seen(amal.get(BOOKED))
    old = offering.office.name_de
    assert (f"Place Park {NEW}" in page, f"Place {old} {OLD}" in page) == (days == 0, days == 1)
    assert (f"Haus am Park, {NEW}" in page) is (days == 0)  # the German lines
    assert (old in page) is (days == 1)


def test_general_pages_tell_of_the_new_name_and_use_it_from_the_day_on(client, offering, today):
    since = today + timedelta(days=3)
    moves(offering, since, name_de="Haus am Park")
    told = f"From {day_in_words(since, 'en')} you find us at Haus am Park, {NEW}."
    for page in PAGES:
        assert told in seen(client.get(at(page, offering))), page
    offering.office.addresses.update(since=today)
    showcase.forget()
    for page in PAGES:
        words = seen(client.get(at(page, offering)))
        assert offering.office.name_de not in words, page
        assert "Haus am Park" in words or page in ("times", "services"), page


def test_after_the_move_nobody_is_warned_of_it(amal, booked, offering, today):
    moves(offering, today)
    page = seen(amal.get(BOOKED))
    assert NEW in page
    assert "The office moves." not in page


@pytest.mark.parametrize(("days", "address"), [(0, NEW), (1, OLD)])
def test_before_booking_the_place_of_the_chosen_day_is_shown(amal, ready, offering, days, address):
    moves(offering, day_of(ready) + timedelta(days=days))
    page = seen(amal.get(CHECK))
    assert f"Place {offering.office.name} {address}" in page
    assert (OLD if address == NEW else NEW) not in page


def test_whoever_moves_across_the_day_finds_the_other_building(amal, booked, offering, now):
    starts = free(booked, now)
    later = next(one for one in starts if day_at(one, offering.office.zone) > day_of(booked))
    since = day_at(later, offering.office.zone)
    moves(offering, since)
    assert OLD in seen(amal.get(BOOKED))
    assert announced(since) in seen(amal.get(MOVE))
    amal.post(MOVE, {"start": later.isoformat()})
    page = seen(amal.get(BOOKED))
    assert (NEW in page, OLD in page) == (True, False)
    assert Booking.objects.get().told_place == Booking.objects.get().place.mark != ""
    back = Booking.objects.get()
    amal.post(MOVE, {"start": booked.time.starts_at.isoformat()})
    page = seen(amal.get(BOOKED))
    assert (NEW in page, OLD in page) == (False, True)
    assert (back.sequence, Booking.objects.get().told_place) == (1, "")


@pytest.mark.parametrize("kind", ["appointment.ics", "appointment.pdf"])
def test_files_to_take_along_are_of_the_right_building(amal, booked, offering, kind):
    moves(offering, day_of(booked))
    answer = amal.get(f"{BOOKED}{kind}")
    assert (answer.status_code, kind in answer["Content-Disposition"]) == (200, True)
    if kind.endswith("ics"):
        unfolded = answer.content.decode().replace("\r\n ", "")
        assert "Kruppstraße 16\\, 45128 Essen" in unfolded


@pytest.mark.parametrize(("days", "address"), [(0, NEW), (1, OLD)])
def test_an_offered_time_names_the_building_of_its_day(
    client: Client, essen, erika, now, days, address
):
    office = make.office_open_on_weekdays(of=essen)
    offering = make.offering(at=office, access="request", horizon_days=30)
    asked = people.asked(now=now, offering=offering)
    monday = day_at(now, office.zone) + timedelta(days=14 - day_at(now, office.zone).weekday())
    start = make.local(office, monday, "09:00")
    offer_time(asked.request, start, until=start - timedelta(days=1), by=erika, now=now)
    moves(offering, monday + timedelta(days=days))
    page = seen(with_cookie(client, Booking.objects.get()).get(BOOKED))
    assert "The office offers you a time" in page
    assert (address in page, (OLD if address == NEW else NEW) in page) == (True, False)


def test_whoever_has_asked_or_was_invited_reads_both_buildings(client, offering, now, today):
    since = today + timedelta(days=9)
    moves(offering, since)
    both = (
        f"until {day_in_words(since - timedelta(days=1), 'en')}: {OLD} "
        f"from {day_in_words(since, 'en')}: {NEW}"
    )
    asked = people.asked(now=now, offering=offering)
    assert both in seen(with_cookie(client, asked).get(BOOKED))
    for days, sentence in ((20, both), (8, OLD)):
        guest = Guest([(offering, 1)], Person(f"Al-Hamwi {days}", "Amal", 1990), "en", "")
        right = Right("letter", today + timedelta(days=days))
        made = invite(guest, right, by=None, now=now).booking
        page = seen(with_cookie(client, made).get(BOOKED))
        assert f"Place {offering.office.name} {sentence}" in page
        assert (NEW in page) is (days == 20)


def at(page: str, offering: Offering, language: str = "en") -> str:
    names = {"offering": offering.pk, "authority": offering.office.authority.slug}
    return f"/{language}/{PAGES[page].format(**names)}"


@pytest.mark.parametrize("language", SOON)
@pytest.mark.parametrize("page", PAGES)
def test_general_pages_announce_the_move_in_every_language(client, offering, today, page, language):
    since = today + timedelta(days=60)
    moves(offering, since)
    words = seen(client.get(at(page, offering, language)))
    assert announced(since, language) in words


@pytest.mark.parametrize("page", PAGES)
def test_before_that_and_after_it_they_do_not(client, offering, today, page):
    moves(offering, today, street="Am Markt 2", postal_code="54321", city="Neustadt")
    moves(offering, today + timedelta(days=200))
    words = seen(client.get(at(page, offering)))
    assert "you find us at" not in words
    assert "Kruppstraße" not in words
    assert "Rathausplatz" not in words
    assert ("Am Markt 2" in words) is (page != "services")


def test_with_several_offices_each_move_says_whose_it_is(client, offering, today):
    make.office(of=offering.office.authority, name_de="Campus")
    moves(offering, today + timedelta(days=3))
    words = seen(client.get(at("services", offering)))
    told = f"{offering.office.name}: {announced(today + timedelta(days=3))}"
    assert told in words
    assert "Campus:" not in words


def test_times_that_are_open_for_longer_announce_a_move_that_lies_among_them(
    client, offering, today
):
    Offering.objects.filter(pk=offering.pk).update(horizon_days=100)
    moves(offering, today + timedelta(days=90))
    assert announced(today + timedelta(days=90)) in seen(client.get(at("times", offering)))
    assert "you find us at" not in seen(client.get(at("offering", offering)))


def test_walk_in_hours_say_where_and_from_when_on_elsewhere(client, offering, today):
    Offering.objects.filter(pk=offering.pk).update(access="walk_in")
    hours = {"weekday": today.weekday(), "opens": "00:01", "closes": "23:59"}
    make.hours(at=offering.office, audience="walk_in", **hours)
    moves(offering, today + timedelta(days=3))
    words = seen(client.get(at("offering", offering)))
    assert f"Where: {OLD} {announced(today + timedelta(days=3))}" in words


def test_a_move_costs_no_page_a_statement_more(
    amal, booked, offering, client, today, django_assert_num_queries
):
    moves(offering, today + timedelta(days=30))
    amal.get(BOOKED)
    with django_assert_num_queries(3):
        amal.get(BOOKED)
    amal.get(at("times", offering))
    for page, most in {"times": 1, "services": 1, "imprint": 0}.items():
        amal.get(at(page, offering))
        with django_assert_num_queries(most):
            amal.get(at(page, offering))


def test_what_was_told_is_what_the_page_shows(amal, booked, offering, now):
    moves(offering, day_of(booked))
    tell_of_move(booked, now=now)
    told = Booking.objects.get()
    assert (told.sequence, Message.objects.filter(kind="new_place").count()) == (1, 1)
    assert NEW in seen(amal.get(BOOKED))
    reservations.cancel(told, now=now)
    assert Reservation.objects.get().status == "cancelled"
    assert NEW in seen(amal.get(BOOKED))
