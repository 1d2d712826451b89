"""What a caseworker's screen costs: the calendar of a full day, and asking whether it changed."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from html import unescape
from statistics import median
from time import perf_counter

from django.urls import reverse
from django.utils import timezone
from psycopg2.extras import DateTimeTZRange

from benchmarks import calendar
from benchmarks.bench import Bench, Room
from benchmarks.databases import within
from benchmarks.processes import Cpu
from benchmarks.servers import Web
from benchmarks.signed_in import cookie_of, visit
from benchmarks.table import Goal, Row, figure
from booking.models import Attendee, Booking, BookingItem, Contact, Reservation
from offices.models import Membership, Offering, Office, OpeningHours, User

FULL = "desk: a day of 12 desks, 10 hours, 250 entries"
EMPTY = "desk: the same day with one entry"
POLL = "desk: asking whether that day has changed, when it has not"
SLUG, OTHER = "measured-desk", "measured-desk-empty"
DESKS, ENTRIES, OPENS, CLOSES = 12, 250, 8, 18
MOST_MS, MOST_POLL_MS, MOST_KB = 60, 3, 40
LENGTH = timedelta(minutes=20)


def furnish() -> None:
    """Two offices alike, one with a full day tomorrow; somebody works at both."""
    user = User.objects.create_user("desk@measured.example", name="Measured")
    full = _office(SLUG, ENTRIES)
    _office(OTHER, 1)
    Membership.objects.create(user=user, authority=full.authority, role="caseworker")


def _office(slug: str, entries: int) -> Office:
    made = calendar.build(desks=DESKS, offerings=8, slug=slug)
    OpeningHours.objects.filter(office=made.office).delete()
    OpeningHours.objects.bulk_create(
        OpeningHours(office=made.office, weekday=day, opens=time(OPENS), closes=time(CLOSES))
        for day in range(7)
    )
    _book(made.office, made.offerings, entries)
    return made.office


def tomorrow(office: Office) -> datetime:
    """Its midnight, on the wall of the office."""
    day = timezone.now().astimezone(office.zone).date() + timedelta(days=1)
    return datetime.combine(day, time(), tzinfo=office.zone)


def _book(office: Office, offerings: list[Offering], entries: int) -> None:
    """One after the other at every desk, as in a day that is nearly full."""
    begins, now = tomorrow(office) + timedelta(hours=OPENS), timezone.now()
    for number in range(entries):
        row, desk = divmod(number, DESKS)
        starts = begins + row * LENGTH
        taken = Reservation.objects.create(
            desk=office.desks.all()[desk],
            during=DateTimeTZRange(starts, starts + LENGTH),
            status=Reservation.Status.BOOKED,
        )
        booking = Booking.objects.create(
            authority=office.authority,
            office=office,
            reservation=taken,
            language=("de", "ar", "uk", "en")[number % 4],
            talk="nobody" if number % 5 == 0 else "german",
            held_since=now,
            confirmed_at=now,
        )
        BookingItem.objects.create(booking=booking, offering=offerings[number % len(offerings)])
        Attendee.objects.create(booking=booking, family_name=f"Muster-{number}", birth_year=1990)
        Contact.objects.create(booking=booking, email=f"person{number}@people.example")


def run(bench: Bench) -> Iterator[Row]:
    with bench.database("desk") as url, bench.house.web(DATABASE_URL=url) as web:
        with within(url):
            cookie = cookie_of(User.objects.get(email="desk@measured.example"))
            paths = {name: _path(slug) for name, slug in ((FULL, SLUG), (EMPTY, OTHER))}
        full = _page(web, paths[FULL], cookie)
        asked = {**paths, POLL: _changes(full)}
        rows = {name: _Round() for name in asked}
        for number in range(bench.pace.rounds):
            bench.say(f"round {number + 1} of {bench.pace.rounds}, {len(asked)} rows")
            for name, path in asked.items():
                rows[name].add(bench, web, path, cookie)
    for name, taken in rows.items():
        if bench.wants(name):
            yield taken.row(name)


def _path(slug: str) -> str:
    office = Office.objects.get(slug=slug)
    return reverse("desk:day", args=[slug, tomorrow(office).date()])


def _page(web: Web, path: str, cookie: str) -> str:
    ((status, body),) = visit(web.url, path, cookie, 1)
    if status != 200:  # noqa: PLR2004
        raise AssertionError(f"{path} answered {status}")
    return gzip.decompress(body).decode()


def _changes(page: str) -> str:
    (found,) = re.findall(r'hx-get="([^"]+)"', page)
    return unescape(found)


class _Round:
    """What several rounds of the same page took."""

    def __init__(self) -> None:
        self.cpus: list[Cpu] = []
        self.rates: list[float] = []
        self.sizes: set[int] = set()
        self.statuses: set[int] = set()

    def add(self, bench: Bench, web: Web, path: str, cookie: str) -> None:
        times = 20 * bench.pace.seconds
        list(visit(web.url, path, cookie, 5))
        meter, begun = bench.meter(web), perf_counter()
        before = meter.read()
        answers = list(visit(web.url, path, cookie, times))
        self.cpus.append((meter.read() - before) / times)
        self.rates.append(times / (perf_counter() - begun))
        self.sizes |= {len(body) for _status, body in answers}
        self.statuses |= {status for status, _body in answers}

    def row(self, name: str) -> Row:
        cpu, kb = median(one.pages for one in self.cpus), max(self.sizes) / 1000
        most = MOST_POLL_MS if name == POLL else MOST_MS
        goals = [Goal("CPU ms", cpu, most=most)]
        if name == FULL:
            goals.append(Goal("KB compressed", kb, most=MOST_KB))
        middle = sorted(self.cpus, key=lambda one: one.pages)[len(self.cpus) // 2]
        said = f"{figure(kb)} KB; answers {sorted(self.statuses)}, one after the other"
        return Row(name, "pages/s", self.rates, middle, goals=goals, also=said)


ROOM = Room((FULL, EMPTY, POLL), run)
