"""Fill a day of an office with invented people, to try out the caseworkers' pages."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from booking.availability import Window, windows
from booking.models import Need, Talk
from booking.reservations import Person, ReservationError, Visitor, book_for
from offices.models import Access, Audience, Desk, Offering, Office
from offices.moments import day_at

FAMILY_NAMES = [
    "Ahmadzai",
    "Alvarez",
    "Bekele",
    "Demir",
    "Gebremedhin",
    "Haddad",
    "Ivanenko",
    "Kovalenko",
    "Nguyen",
    "Okafor",
    "Petrov",
    "Popescu",
    "Rahimi",
    "Schewtschenko",
    "Tesfay",
    "Wang",
    "Yilmaz",
    "Zouari",
]
GIVEN_NAMES = [
    "Amal",
    "Ana",
    "Dmytro",
    "Fatima",
    "Ivan",
    "Li",
    "Maria",
    "Mehmet",
    "Ngoc",
    "Olena",
    "Rania",
    "Samuel",
    "Yusuf",
]
BOOKABLE = (Access.OPEN, Access.INVITATION, Access.REQUEST)
LOOKS_AHEAD = 60  # days within which an office is open again


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("office", help="the short address, for example essen-kruppstrasse")
        parser.add_argument("--day", type=date.fromisoformat, help="else the next open one")
        parser.add_argument("--share", type=float, default=0.7, help="how much of it is booked")

    def handle(self, *_args: Any, **options: Any) -> None:
        office = Office.objects.filter(slug=options["office"]).first()
        if office is None:
            raise CommandError(f"There is no office {options['office']}.")
        now = timezone.now()
        day = options["day"] or next_open_day(office, now)
        people = Random(f"{office.slug} {day}")  # noqa: S311 - the same people every time
        made = sum(fill(desk, day, options["share"], people, now) for desk in office.desks.all())
        self.stdout.write(f"{made} appointments: /desk/{office.slug}/day/{day}/")


def next_open_day(office: Office, now: datetime) -> date:
    first = day_at(now, office.zone) + timedelta(days=1)
    opened = windows(office.pk, first, first + timedelta(days=LOOKS_AHEAD))
    days = sorted(day_at(one.begins, office.zone) for one in opened)
    if not days:
        raise CommandError("This office is not open within the next weeks.")
    return days[0]


def fill(desk: Desk, day: date, share: float, people: Random, now: datetime) -> int:
    bookable = Offering.objects.filter(desks=desk).accessible(*BOOKABLE, now=now)
    offerings = list(bookable.select_related("office", "service"))
    hours = [one for one in windows(desk.office_id, day, day) if one.desk == desk.pk]
    public = [one for one in hours if one.audience == Audience.PUBLIC]
    starts = [start for one in public for start in _starts(one, desk.office.grid_minutes)]
    return sum(
        _book(people.choice(offerings), desk, start, people, now)
        for start in starts
        if offerings and people.random() < share
    )


def _starts(window: Window, grid_minutes: int) -> Iterator[datetime]:
    start = window.begins
    while start < window.ends:
        yield start
        start += timedelta(minutes=grid_minutes)


def _book(offering: Offering, desk: Desk, start: datetime, people: Random, now: datetime) -> bool:
    """Whether it was possible: a time may be taken, and a desk not responsible for the name."""
    person = Person(
        people.choice(FAMILY_NAMES),
        people.choice(GIVEN_NAMES),
        birth_year=people.randint(1950, 2015),
        birth_month=people.randint(1, 12),
        birth_day=people.randint(1, 28),
    )
    visitor = Visitor(
        [person],
        language=people.choice(["de", "en", "ar", "uk"]),
        talk=people.choice(Talk.values),
        needs=people.choices([[], [Need.STEP_FREE]], [9, 1])[0],
    )
    try:
        book_for(visitor, items=[(offering, 1)], start=start, now=now, desk=desk.pk)
    except ReservationError:
        return False
    return True
