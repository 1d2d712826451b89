"""Amal has a browser, and holds a time in Essen."""

import secrets
from datetime import datetime, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone, translation

from booking import keys, reservations
from booking.availability import ask_for, free_starts
from booking.models import Booking
from booking.reservations import Person
from booking.views.citizen import cookie
from offices import showcase
from offices.models import Authority, Offering, Office, User
from offices.models.hours import monday_of
from tests import make, people
from tests.booking.impact.displaced import displaced
from tests.booking.views.reading import legal

THURSDAY = 3
WORDS_OF_THE_OFFICE = {"words_de": "Der Aufzug wird repariert.", "words_ar": "يجري إصلاح المصعد."}


@pytest.fixture(autouse=True)
def nothing_remembered(settings) -> None:
    """Neither what pages kept of other tests, nor what floods were counted in them."""
    showcase.forget()
    settings.PEPPER = secrets.token_hex()


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def offering(essen: Authority) -> Offering:
    """Anyone may book it in Essen, for up to three persons, on weekdays from 08:00 to 12:00."""
    office = make.office_open_on_weekdays(of=essen)
    return make.offering(at=office, max_persons=3, minutes_per_further_person=10)


@pytest.fixture
def booking(offering: Offering, now: datetime) -> Booking:
    """The first free time, held since a moment ago."""
    return hold(offering, now)


@pytest.fixture
def amal(client: Client, booking: Booking) -> Client:
    """Amal's browser, which holds the time."""
    return with_cookie(client, booking)


@pytest.fixture
def ready(booking: Booking) -> Booking:
    """Everything is typed; only the code is missing."""
    reservations.name_person(booking, 0, Person("Al-Hamwi", "Amal Nour", 1990, 3, 5))
    reservations.reach(booking, email="amal@people.example", phone="")
    reservations.describe(booking, talk="german", needs=[])
    return Booking.objects.get(pk=booking.pk)


@pytest.fixture
def booked(ready: Booking, now: datetime) -> Booking:
    """Amal has the appointment."""
    reservations.send_code(ready, now=now)
    code = keys.mail_code(ready.number, ready.email, 1)
    return reservations.confirm(ready, code, now=now)


@pytest.fixture
def falls(offering: Offering, now: datetime) -> Booking:
    """Amal's appointment on the Thursday after next at ten, which will not stay."""
    day = monday_of(timezone.localdate(now)) + timedelta(days=14 + THURSDAY)
    starts = make.local(offering.office, day, "10:00")
    first = offering.desks.first()
    return people.booked(starts=starts, now=now, offering=offering, desk=first)


@pytest.fixture
def kept(falls: Booking, erika: User) -> Booking:
    """Thursdays end at ten now, and a time nearby is kept for her."""
    with translation.override("en"):
        return displaced(falls, erika, **WORDS_OF_THE_OFFICE)


@pytest.fixture
def office(essen: Authority) -> Office:
    return make.office_open_on_weekdays(of=essen)


@pytest.fixture
def passport(office: Office) -> Offering:
    change = make.group(slug="change", name_de="Neuer Pass", position=9)
    service = make.service(
        group=change,
        name_de="Neuer Pass: Aufenthaltstitel übertragen",
        name_en="New passport: transfer the residence title",
        plain_de="Sie haben einen neuen Pass.",
        name_uk="Новий паспорт",
        name_ar="جواز سفر جديد",
    )
    return make.offering(at=office, service=service)


@pytest.fixture
def sentences(db) -> None:
    legal("already_expired", "Abgelaufen: {contact}")
    legal("expires_before_appointment", "Läuft vorher ab: {date}")
    legal("schengen", "Schengen: {contact}")
    legal("toleration_gestattung", "Duldung: {contact}")
    legal("section_24", "Paragraf 24: {contact}")
    legal("not_an_application", "Ersetzt den Antrag nicht: {application_way}")


def hold(offering: Offering, now: datetime, *, persons: int = 1) -> Booking:
    ask = ask_for([(offering, persons)], now=now)
    first = free_starts(ask, now=now)[0].start
    return reservations.hold(items=[(offering, persons)], start=first, now=now, language="en")


def with_cookie(browser: Client, booking: Booking) -> Client:
    response = HttpResponse()
    cookie.keep(response, booking)
    browser.cookies.update(response.cookies)
    return browser
