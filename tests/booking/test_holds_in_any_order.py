"""Whatever people do with their times, in any order: no desk is taken twice, none is lost.

A list of who holds what until when says what must happen; the database must say the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from django.db import transaction

from booking import reservations
from booking.availability import ask_for, free_starts
from booking.models import Booking
from booking.reservations.hold import EXTENSION, LONGEST
from offices.models import Offering
from tests import make

OPENS = datetime(2026, 9, 16, 6, tzinfo=UTC)  # 08:00 in Germany
GRID, VISIT, DESKS = timedelta(minutes=10), timedelta(minutes=20), 2
STARTS = [OPENS + n * GRID for n in range(11)]  # until 10:00
VERBS = (
    "hold",
    "hold",
    "hold",
    "move",
    "move",
    "extend",
    "give_back",
    "take_again",
    "wait",
    "wait",
)


@dataclass
class Held:
    booking: Booking
    start: datetime
    desk: int
    since: datetime
    until: datetime

    @property
    def loaded(self) -> Booking:
        """The booking as a new request finds it."""
        return Booking.objects.get(pk=self.booking.pk)


@dataclass
class Morning:
    """What must be true, kept by hand."""

    offering: Offering
    random: Random
    now: datetime = datetime(2026, 9, 14, 6, tzinfo=UTC)
    holds: list[Held] = field(default_factory=list)

    def taken_at(self, start: datetime, but: Held | None = None) -> set[int]:
        return {
            held.desk
            for held in self.holds
            if held is not but and held.until > self.now and abs(held.start - start) < VISIT
        }

    def free(self) -> dict[datetime, int]:
        counts = {start: DESKS - len(self.taken_at(start)) for start in STARTS}
        return {start: desks for start, desks in counts.items() if desks}

    def wait(self) -> None:
        self.now += timedelta(seconds=self.random.choice([1, 60, 299, 300, 600, 900]))

    def hold(self) -> None:
        self._take(self.random.choice(STARTS), None)

    def move(self) -> None:
        if self.holds:
            self._take(self.random.choice(STARTS), self.random.choice(self.holds))

    def take_again(self) -> None:
        held = self._one()
        if held is None or held.until > self.now:
            return
        possible = len(self.taken_at(held.start, held)) < DESKS
        try:
            booking = reservations.take_again(held.loaded, now=self.now)
        except reservations.SlotTakenError:
            assert not possible
        else:
            assert possible
            self._write(held, booking, held.start)

    def extend(self) -> None:
        held = self._one()
        if held is None:
            return
        end = min(held.until + EXTENSION, held.since + LONGEST)
        try:
            assert reservations.extend(held.loaded, now=self.now) == end
        except reservations.LapsedError:
            assert held.until <= self.now
        except reservations.NoMoreTimeError:
            assert end == held.until
        else:
            assert held.until > self.now
            held.until = end

    def give_back(self) -> None:
        if held := self._one():
            reservations.give_back(held.loaded)
            held.until = self.now

    def _one(self) -> Held | None:
        return self.random.choice(self.holds) if self.holds else None

    def _take(self, start: datetime, held: Held | None) -> None:
        possible = len(self.taken_at(start, held)) < DESKS
        try:
            booking = reservations.hold(
                items=[(self.offering, 1)],
                start=start,
                now=self.now,
                language="de",
                booking=held.loaded if held else None,
            )
        except reservations.SlotTakenError:
            assert not possible
        else:
            assert possible
            self._write(held, booking, start)

    def _write(self, held: Held | None, booking: Booking, start: datetime) -> None:
        desk = booking.reservation.desk_id
        if held:
            self.holds.remove(held)
        assert desk not in self.taken_at(start)
        since, until = self._how_long(held, start)
        self.holds.append(Held(booking, start, desk, since, until))

    def _how_long(self, held: Held | None, start: datetime) -> tuple[datetime, datetime]:
        """A time that overlaps the one held so far begins no new hour."""
        until = self.now + timedelta(minutes=15)
        if held and held.until > self.now and abs(held.start - start) < VISIT:
            return held.since, max(held.until, min(until, held.since + LONGEST))
        return self.now, until


@pytest.fixture
def offering(db) -> Offering:
    office = make.office()
    for _ in range(DESKS):
        make.desk(at=office)
    make.hours(at=office, weekday=2, opens="08:00", closes="10:00")
    return make.offering(at=office, minutes=20)


def test_any_order_of_holds_and_lapses_leaves_what_was_not_taken(offering, request):
    for number in range(1000 if request.config.getoption("--long") else 25):
        with transaction.atomic():
            morning = Morning(offering, Random(number))
            for _ in range(30):
                getattr(morning, morning.random.choice(VERBS))()
                assert shown(morning) == morning.free(), f"sequence {number}"
            transaction.set_rollback(True)


def shown(morning: Morning) -> dict[datetime, int]:
    ask = ask_for([(morning.offering, 1)], now=morning.now)
    day = date(2026, 9, 16)
    return {one.start: one.desks for one in free_starts(ask.within(day, day), now=morning.now)}
