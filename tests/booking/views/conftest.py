"""Amal has a browser, and holds a time in Essen; her pages are looked at."""

from datetime import datetime

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from booking import reservations
from booking.availability import ask_for, free_starts
from booking.models import Booking
from booking.views.citizen import cookie
from offices import showcase
from offices.models import Authority, Offering, Office
from tests import make


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    showcase.forget()


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def offering(essen: Authority) -> Offering:
    """Anyone may book it in Essen, for up to three persons, on weekdays from 08:00 to 12:00."""
    office: Office = make.office_open_on_weekdays(of=essen)
    return make.offering(at=office, max_persons=3, minutes_per_further_person=10)


@pytest.fixture
def booking(offering: Offering, now: datetime) -> Booking:
    """The first free time, held since a moment ago."""
    return held(offering, now)


@pytest.fixture
def amal(client: Client, booking: Booking) -> Client:
    """Amal's browser, which holds the time."""
    return with_cookie(client, booking)


def held(offering: Offering, now: datetime, *, persons: int = 1, nth: int = 0) -> Booking:
    ask = ask_for([(offering, persons)], now=now)
    start = free_starts(ask, now=now)[nth].start
    return reservations.hold(items=[(offering, persons)], start=start, now=now, language="en")


def with_cookie(browser: Client, booking: Booking) -> Client:
    response = HttpResponse()
    cookie.keep(response, booking)
    browser.cookies.update(response.cookies)
    return browser
