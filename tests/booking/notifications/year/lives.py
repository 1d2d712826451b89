"""People who book at drawn moments of a year, and what some of them do then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from booking import keys, reservations
from booking.models import Booking, Invitation
from booking.reservations import Guest, Person, ReservationError, Right
from offices.models import Offering
from tests import make
from tests.booking.notifications.year.oracle import Span, Story, World
from tests.booking.notifications.year.walk import Act

FIRST, LAST = date(2027, 1, 1), date(2027, 12, 31)
# Clocks change in Europe, on Lord Howe by half an hour, and in Newfoundland.
CHANGES = [date(2027, 3, 28), date(2027, 10, 31)]
ELSEWHERE = [date(2027, 4, 4), date(2027, 10, 3), date(2027, 3, 14), date(2027, 11, 7)]
OUTAGE = date(2027, 6, 12)
REFUSALS = [date(2027, 9, 6), date(2027, 9, 20), date(2027, 10, 30)]
WEEK_AFTER = REFUSALS[1] + timedelta(days=7)
BUSY = [*CHANGES * 6, *ELSEWHERE, *[OUTAGE] * 12, *REFUSALS * 4, *[WEEK_AFTER] * 5]
LANGUAGES = ("de", "en", "ar", "uk")
GRID = timedelta(minutes=10)


@dataclass(frozen=True)
class Place:
    """An office with two matters; open every day from and to an hour."""

    zone: ZoneInfo
    hours: range
    offerings: list[Offering]


def places() -> list[Place]:
    return [
        _place("Europe/Berlin", range(8, 18), [7, 1], [14, 3, 1]),
        _place("Europe/Berlin", range(24), [2, 1], [3, 2, 1]),
        _place("Atlantic/Azores", range(5, 23), [2, 1], [7, 1]),
        _place("Australia/Lord_Howe", range(24), [60, 30, 1], [3, 2, 1]),
        _place("America/St_Johns", range(6, 22), [2, 1], []),
    ]


def _place(zone: str, hours: range, *reminder_days: list[int]) -> Place:
    office = make.office(timezone=zone)
    for _ in range(3):
        make.desk(at=office)
    closes = "23:59" if hours.stop == 24 else f"{hours.stop:02}:00"
    for weekday in range(7):
        make.hours(at=office, weekday=weekday, opens=f"{hours.start:02}:00", closes=closes)
    facts = {"horizon_days": 120, "notice_minutes": 0, "minutes": 20}
    offerings = [make.offering(at=office, reminder_days=days, **facts) for days in reminder_days]
    return Place(office.zone, hours, offerings)


def draw_world(random: Random) -> World:
    """Two days in which nobody sweeps; a mail server that refuses for minutes, hours, two days."""
    away = _moment(OUTAGE, random.choice([1, 9, 20, 22]))
    lengths = (timedelta(minutes=40), timedelta(days=2), timedelta(hours=9))
    return World(
        sleeping=[Span(away, away + timedelta(days=2, minutes=15))],
        refusing=[
            Span(begins, begins + length)
            for day, length in zip(REFUSALS, lengths, strict=True)
            for begins in [_moment(day, random.randrange(24))]
        ],
    )


def _moment(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=UTC)


class Life:
    """One person: what they wish is drawn, what they got is told in their story."""

    def __init__(self, number: int, random: Random, place: Place) -> None:
        self.random, self.place = random, place
        self.person = Person("Al-Hamwi", "Amal", 1940 + number // 12, number % 12 + 1)
        self.items = [(one, 1) for one in random.sample(place.offerings, random.choice([1, 1, 2]))]
        self.first = self._start()
        self.begins = max(self._before(self.first), _moment(FIRST, 0) + timedelta(seconds=30))
        language = random.choice(LANGUAGES)
        days = frozenset(day for one, _persons in self.items for day in one.reminder_days)
        email = f"person-{number}@people.example"
        self.story = Story(email, place.zone, days, [(self.begins, language)])
        self.number = ""

    def _start(self) -> datetime:
        """On a day when something happens, or shortly after; or on any."""
        day = FIRST + timedelta(days=self.random.randrange(365))
        if self.random.random() < 0.8:
            day = self.random.choice(BUSY) + timedelta(days=self.random.choice([0, 1, 1, 2, 3, 4]))
        return self._at(day)

    def _at(self, day: date) -> datetime:
        hour = self.random.choice(self.place.hours)
        midnight = datetime.combine(day, time.min, tzinfo=self.place.zone).astimezone(UTC)
        return midnight + timedelta(hours=hour) + self.random.randrange(6) * GRID

    def _before(self, start: datetime, most: int = 75) -> datetime:
        """Some time before; never at a second at which mails come."""
        days = self.random.choice([3, 8, 15, most])
        before = timedelta(minutes=self.random.randrange(1, days * 24 * 60))
        return (start - before).replace(second=30)

    @property
    def booking(self) -> Booking:
        return Booking.objects.get(number=self.number)

    def acts(self) -> Iterator[tuple[datetime, Act]]:
        is_guest = self.random.random() < 0.2
        yield self.begins, self.be_invited if is_guest else self.book
        if is_guest and self.random.random() < 0.7:
            yield self._between(self.begins, self.first), self.choose
        for act in self._changes():
            yield self._between(self.begins, self.first), act

    def _changes(self) -> list[Act]:
        """Many leave it as it is."""
        kinds = [self.move, self.move, self.cancel, self.restore, self.speak]
        return self.random.choices(kinds, k=self.random.choice([0, 0, 1, 3]))

    def _between(self, begin: datetime, end: datetime) -> datetime:
        seconds = max((end - begin).total_seconds(), 120)
        moment = begin + timedelta(seconds=self.random.uniform(60, seconds))
        return moment.replace(second=30, microsecond=0)

    # --- what they do; where it is refused, nothing has happened ---------------------------------
    def book(self, now: datetime) -> None:
        language = self.story.language(now)
        try:
            booking = reservations.hold(
                items=self.items, start=self.first, now=now, language=language
            )
        except ReservationError:
            return
        self.number = booking.number
        reservations.name_person(self.booking, 0, self.person)
        reservations.reach(self.booking, email=self.story.email, phone="")
        reservations.describe(self.booking, talk="german", needs=[])
        issue = reservations.send_code(self.booking, now=now).issue
        code = keys.mail_code(self.number, self.story.email, issue)
        reservations.confirm(self.booking, code, now=now)
        self.story.had.append((now, self.first))

    def be_invited(self, now: datetime) -> None:
        latest = self.first.astimezone(self.place.zone).date()
        latest += timedelta(days=self.random.choice([0, 0, 3, 8, 30]))
        guest = Guest(self.items, self.person, self.story.language(now), self.story.email)
        right = Right(Invitation.Way.EMAIL, latest)
        self.number = reservations.invite(guest, right, by=None, now=now).booking.number
        self.story.invited, self.story.latest = now, latest

    def choose(self, now: datetime) -> None:
        language = self.story.language(now)
        try:
            reservations.choose(self.booking, self.first, now=now, language=language)
        except ReservationError:
            return
        self.booking.messages.filter(kind="invitation").update(status="sent")
        reservations.describe(self.booking, talk="german", needs=[])
        reservations.confirm_invited(self.booking, now=now)
        self.story.had.append((now, self.first))

    def move(self, now: datetime) -> None:
        start = self._at(self.first.date() + timedelta(days=self.random.choice([-1, 0, 1, 2, 9])))
        if self._change(reservations.move, start, now=now):
            self._have(now, start)

    def cancel(self, now: datetime) -> None:
        if self._change(reservations.cancel, now=now):
            self._have(now, None)

    def restore(self, now: datetime) -> None:
        if self._change(reservations.restore, now=now):
            self._have(now, self.booking.time.starts_at)

    def _change(self, verb, *args, **options) -> bool:
        if not self.story.had:
            return False
        try:
            verb(self.booking, *args, **options)
        except ReservationError:
            return False
        return True

    def _have(self, now: datetime, start: datetime | None) -> None:
        """Pressed twice, it has happened once."""
        if self.story.start(now) != start:
            self.story.had.append((now, start))

    def speak(self, now: datetime) -> None:
        if self.number:
            language = self.random.choice(LANGUAGES)
            reservations.speak_to(self.booking, language)
            self.story.spoken.append((now, language))
