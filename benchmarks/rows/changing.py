"""What it costs to change hours: seeing what that would do, saving it, and telling people.

Thursday afternoons are closed for good at an office where people have appointments on every day of
the coming year.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from random import Random
from statistics import median
from time import perf_counter, process_time

from django.utils import timezone
from psycopg2.extras import DateTimeTZRange

from benchmarks import calendar, databases
from benchmarks.bench import Bench, Room
from benchmarks.measure import database_cpu
from benchmarks.processes import Cpu
from benchmarks.table import Goal, Row, figure, median_cpu
from booking.impact import Decided, carry_out, foresee, save
from booking.models import Affected, Attendee, Booking, BookingItem, Contact, Reservation
from offices.changes.edits import end_hours
from offices.changes.steps import add_to, steps_of
from offices.models import Change, Offering, Office, OpeningHours, User

PREFIX = "a change over a year, 12 desks, 5 000 reservations: "
PREVIEW, SAVE, TELL = (PREFIX + what for what in ("preview", "saving it", "telling people"))
SLUG, DESKS, PEOPLE, NAME = "measured-change", 12, 5_000, "changing"
MANAGER = "change@measured.example"
THURSDAY, NOON = 3, time(12)
MOST_MS, MOST_WAIT_MS = 300, 1000
LENGTH, DAYS = timedelta(minutes=20), 365
SECONDS = 15.0  # so long people are told, at most


@dataclass(frozen=True)
class Took:
    """Milliseconds of one run, and for how many people it was."""

    wall: float
    cpu: Cpu
    people: int


# --- the office ----------------------------------------------------------------------------------
def furnish() -> None:
    made = calendar.build(desks=DESKS, offerings=8, slug=SLUG)
    User.objects.create_user(MANAGER, name="Measured")
    places = list(_places(made.office))
    chosen = Random(1).sample(places, PEOPLE)  # noqa: S311 - the same people in every run
    times = Reservation.objects.bulk_create(chosen)
    _book(made.office, made.offerings, times)


def _places(office: Office) -> Iterator[Reservation]:
    """One after the other at every desk, in all hours of the year."""
    today, desks = timezone.localdate(), list(office.desks.all())
    for ahead in range(1, DAYS):
        day = today + timedelta(days=ahead)
        for starts in _starts(office, day):
            for desk in desks:
                during = DateTimeTZRange(starts, starts + LENGTH)
                yield Reservation(desk=desk, during=during, status=Reservation.Status.BOOKED)


def _starts(office: Office, day: date) -> Iterator[datetime]:
    for weekday, opens, closes in calendar.HOURS:
        if weekday == day.weekday():
            begins = datetime.combine(day, time(opens), tzinfo=office.zone).astimezone(UTC)
            visits = timedelta(hours=closes - opens) // LENGTH
            yield from (begins + number * LENGTH for number in range(visits))


def _book(office: Office, offerings: Sequence[Offering], times: Sequence[Reservation]) -> None:
    made = Booking.objects.bulk_create(
        _booking(office, taken, number) for number, taken in enumerate(times)
    )
    numbered = list(enumerate(made))
    BookingItem.objects.bulk_create(
        BookingItem(booking=one, offering=offerings[number % len(offerings)])
        for number, one in numbered
    )
    Attendee.objects.bulk_create(
        Attendee(booking=one, family_name=f"Muster-{number}", birth_year=1990)
        for number, one in numbered
    )
    Contact.objects.bulk_create(
        Contact(booking=one, email=f"person{number}@people.example") for number, one in numbered
    )


def _booking(office: Office, taken: Reservation, number: int) -> Booking:
    now = timezone.now()
    return Booking(
        authority=office.authority,
        office=office,
        reservation=taken,
        language=("de", "ar", "uk", "en")[number % 4],
        talk="german",
        held_since=now,
        confirmed_at=now,
    )


def drafted() -> Change:
    """No Thursday afternoons from today on."""
    office, now = Office.objects.get(slug=SLUG), timezone.now()
    afternoon = OpeningHours.objects.get(office=office, weekday=THURSDAY, opens__gt=NOON)
    manager = User.objects.get(email=MANAGER)
    Change.objects.drafts().filter(made_by=manager).delete()
    change = Change.objects.create(office=office, made_by=manager, made_at=now)
    add_to(change, end_hours(afternoon, timezone.localdate()))
    return change


# --- measuring -----------------------------------------------------------------------------------
def run(bench: Bench) -> Iterator[Row]:
    with bench.database(NAME, furnish) as url:
        with databases.within(url):
            previews = list(_previews(bench))
        yield _preview(previews)
        saved, told = [], []
        for number in range(bench.pace.rounds):
            bench.say(f"round {number + 1} of {bench.pace.rounds}, saving and telling")
            with _copy(bench, number) as copy, databases.within(copy):
                change, now = drafted(), timezone.now()
                decided, user = _decided(change, now), User.objects.get(email=MANAGER)
                saved.append(_took(partial(_save, change, decided, by=user, now=now)))
                told.append(_took(partial(carry_out, change, now=timezone.now, seconds=SECONDS)))
        yield _saving(saved)
        yield _telling(told)


def _previews(bench: Bench) -> Iterator[Took]:
    change = drafted()
    steps, office = steps_of(change), change.office
    for number in range(10 * bench.pace.rounds + 2):
        took = _took(lambda: len(foresee(office, steps, now=timezone.now()).hits))
        if number > 1:  # statements are prepared by then
            yield took


def _decided(change: Change, now: datetime) -> Decided:
    """Everybody chooses again: of all decisions that with the most to do."""
    hits = foresee(change.office, steps_of(change), now=now).hits
    return Decided(
        for_people=dict.fromkeys((hit.booking for hit in hits), Affected.Decision.AGAIN),
        kept_until=now + timedelta(days=14),
        latest=timezone.localdate() + timedelta(days=70),
    )


def _save(change: Change, decided: Decided, *, by: User, now: datetime) -> int:
    return save(change, decided, by=by, now=now).affected.count()


def _took(act: Callable[[], int]) -> Took:
    program, database, begun = process_time(), database_cpu(), perf_counter()
    people = act()
    wall = (perf_counter() - begun) * 1000
    cpu = Cpu(
        web=(process_time() - program) * 1000,
        database=database_cpu() - database,
    )
    return Took(wall, cpu, people)


@contextmanager
def _copy(bench: Bench, number: int) -> Iterator[str]:
    """The office as it was, for every round anew."""
    source = f"{bench.template}_{NAME}"
    copy = f"{source}_{number}"
    url = databases.make(bench.url, copy, copy_of=source)
    try:
        yield url
    finally:
        databases.drop(bench.url, copy)


# --- what is told of it --------------------------------------------------------------------------
def _preview(previews: Sequence[Took]) -> Row:
    walls = [one.wall for one in previews]
    return Row(
        PREVIEW,
        "ms",
        walls,
        median_cpu([one.cpu for one in previews]),
        goals=[Goal("ms", median(walls), most=MOST_MS)],
        also=f"{previews[0].people} people concerned; worst {figure(max(walls))} ms",
    )


def _saving(saved: Sequence[Took]) -> Row:
    """Whoever books at this office waits for so long."""
    walls = [one.wall for one in saved]
    return Row(
        SAVE,
        "ms",
        walls,
        median_cpu([one.cpu for one in saved]),
        goals=[Goal("ms at worst", max(walls), most=MOST_WAIT_MS)],
        also=f"{saved[0].people} people concerned; so long the office's lock is held",
    )


def _telling(told: Sequence[Took]) -> Row:
    """By one sweep alone; others may help."""
    people = sum(one.people for one in told)
    return Row(
        TELL,
        "people/s",
        [one.people / one.wall * 1000 for one in told],
        median_cpu([one.cpu / one.people for one in told]),
        also=f"all choose again; {people} told, CPU for each",
    )


ROOM = Room((PREVIEW, SAVE, TELL), run)
