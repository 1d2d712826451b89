"""However much there is, a page asks the database as often as where there is one of each."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from psycopg2.extras import DateTimeTZRange

from booking import keys
from booking.models import Attendee, Booking, BookingItem, Contact, Message, Reservation
from offices import showcase
from offices.models import (
    Closure,
    Desk,
    Municipality,
    Offering,
    Office,
    OpeningHours,
    RequiredDocument,
    ServiceType,
)
from tests import make

MANY = 250
PLACE = {"place": "Essen"}


@pytest.fixture
def sold_out(essen) -> Offering:
    """One desk, taken for as long as dates are open."""
    office = make.office_open_on_weekdays(of=essen)
    now = timezone.now()
    during = DateTimeTZRange(now, now + timedelta(days=100))
    Reservation.objects.create(desk=office.desks.get(), during=during, status="booked")
    return make.offering(at=office)


@pytest.fixture
def town(essen) -> Municipality:
    return Municipality.objects.create(authority=essen, name="Essen")


def test_pages_cost_the_same_with_one_and_with_250_of_everything(offering, sold_out, town, now):
    pages = looking(offering, sold_out)
    for path in pages:
        cost_of(path)  # so that nothing is asked for the first time ever
    of_one = {path: cost_of(path) for path in pages}
    add_everything(offering, town, now)
    assert {path: cost_of(path) for path in pages} == of_one


def test_a_booking_costs_the_same_with_one_and_with_250_of_everything(offering, town, now):
    book("Abadi", offering)  # so that nothing is asked for the first time ever
    of_one = book("Bakir", offering)
    add_everything(offering, town, now)
    assert book("Celik", offering) == of_one


def looking(offering: Offering, sold_out: Offering) -> list[str]:
    """Every page before a time is held, and the one that asks for number and PIN."""
    here = f"/en/offer/{offering.pk}/"
    return [
        "/en/",
        "/en/where/",
        "/en/where/?place=Nowhere",
        "/en/elsewhere/",
        "/en/at/essen/",
        "/en/at/essen/services/",
        "/en/at/essen/services/?q=Leistung",
        here,
        f"{here}persons/",
        f"{here}times/?persons=1",
        f"{here}receipt/?persons=1",
        f"/en/offer/{sold_out.pk}/times/?persons=1",
        "/en/mine/",
        "/en/invitation/",
    ]


def cost_of(path: str) -> int:
    """How often the page asks, when nothing is known from before."""
    return asked(Client(), "get", path)


def asked(browser: Client, method: str, path: str, *data: dict[str, str]) -> int:
    showcase.forget()
    with CaptureQueriesContext(connection) as questions:
        response = getattr(browser, method)(path, *data)
    assert response.status_code in (200, 302), path
    # Whether texts have changed is asked by the clock, whatever there is.
    return sum("offices_cataloguechange" not in one["sql"] for one in questions)


def book(name: str, offering: Offering) -> dict[str, int]:
    """How often each page of a whole booking, and of moving it, asks."""
    browser, costs = Client(), {}

    def press(path: str, **typed: str) -> None:
        costs[f"GET {path}"] = asked(browser, "get", path)
        costs[f"POST {path}"] = asked(browser, "post", path, typed)

    times = f"/en/offer/{offering.pk}/times/?persons=1"
    press(times, start=starts_on(browser, times)[-1])
    press("/en/booking/person/1/", family_name=name, given_names="Amal", birth_year="1990")
    press("/en/booking/contact/", email=f"{name.lower()}@people.example")
    press("/en/booking/help/", talk="german")
    press("/en/booking/check/")
    booking = Booking.objects.order_by("-pk")[0]
    press("/en/booking/code/", code=keys.mail_code(booking.number, booking.email, 1))
    costs["booked"] = asked(browser, "get", "/en/booking/")
    press("/en/booking/move/", start=starts_on(browser, "/en/booking/move/")[0])
    booking.reservation.refresh_from_db()
    assert booking.reservation.status == "booked"
    return costs


def starts_on(browser: Client, path: str) -> list[str]:
    return re.findall(r'name="start" value="([^"]+)"', browser.get(path).content.decode())


def add_everything(offering: Offering, town: Municipality, now: datetime) -> None:
    """249 more of whatever stands on a page or beside it in a table."""
    more = range(MANY - 1)
    office, service = offering.office, offering.service
    _add_offerings(office, service)
    RequiredDocument.objects.bulk_create(
        RequiredDocument(service=service, key=f"paper-{n}", name_de=f"Papier {n}") for n in more
    )
    Municipality.objects.bulk_create(
        Municipality(authority=make.authority(), name=f"Ort {n}") for n in more
    )
    OpeningHours.objects.bulk_create(
        OpeningHours(office=office, weekday=2, opens=time(8), closes=time(12)) for _ in more
    )
    Closure.objects.bulk_create(
        Closure(office=office, starts_at=begin, ends_at=begin + timedelta(hours=1))
        for begin in (now + timedelta(days=40, hours=n) for n in more)
    )
    _add_bookings(offering, now)


def _add_offerings(office: Office, like: ServiceType) -> None:
    services = ServiceType.objects.bulk_create(
        ServiceType(
            slug=f"more-{n}", group=like.group, name_de=f"Leistung {n}", duration_minutes=20
        )
        for n in range(MANY - 1)
    )
    desks = Desk.objects.bulk_create(
        Desk(office=office, label=f"Weiterer {n}", position=n + 9) for n in range(MANY - 1)
    )
    offerings = Offering.objects.bulk_create(
        Offering(office=office, service=one, access="open", duration_minutes=20) for one in services
    )
    for one in (office.offerings.first(), *offerings[:9]):
        one.desks.add(*desks)


def _add_bookings(offering: Offering, now: datetime) -> None:
    """Each at a desk of its own, on a day of the next month, with all that belongs to it."""
    begin = now + timedelta(days=30)
    during = DateTimeTZRange(begin, begin + timedelta(minutes=30))
    taken = Reservation.objects.bulk_create(
        Reservation(desk=desk, during=during, status="booked")
        for desk in offering.office.desks.order_by("-position")[: MANY - 1]
    )
    bookings = Booking.objects.bulk_create(_booking(offering.office, one, now) for one in taken)
    BookingItem.objects.bulk_create(BookingItem(booking=b, offering=offering) for b in bookings)
    Attendee.objects.bulk_create(
        Attendee(booking=b, family_name="Beispiel", birth_year=1990) for b in bookings
    )
    Contact.objects.bulk_create(Contact(booking=b, email="a@people.example") for b in bookings)
    owed = {"kind": "reminder", "language": "en", "due_at": begin}
    Message.objects.bulk_create(
        Message(booking=b, authority=offering.office.authority, **owed) for b in bookings
    )


def _booking(office: Office, taken: Reservation, now: datetime) -> Booking:
    here = {"authority": office.authority, "office": office}
    when = {"held_since": now, "confirmed_at": now}
    return Booking(reservation=taken, language="en", talk="german", **here, **when)
