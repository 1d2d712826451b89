"""Several people, each with a telephone and a laptop, who press at random at the same time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

from booking import keys, reservations
from booking.availability import ask_for, free_starts
from booking.models import Booking, Reservation
from booking.reservations import Person
from offices.models import Offering
from tests import make
from tests.booking.crowd import Crowd, broken
from tests.booking.pressing import pressed

NOW = datetime(2026, 9, 14, 6, tzinfo=UTC)
DAYS = date(2026, 9, 16), date(2026, 9, 17)
VISIT, GRID, MINUTE = timedelta(minutes=30), timedelta(minutes=10), timedelta(minutes=1)
PEOPLE, PRESSES, STARTS = 5, 20, 12
VERBS = ["book"] * 3 + ["move"] * 4 + ["cancel"] * 3 + ["restore"] * 2 + ["hold", "give_back"]

# How many rows break what must be true of everybody.
RULES = {
    "a desk is taken twice": """
        SELECT count(*) FROM booking_reservation a JOIN booking_reservation b
        ON a.desk_id = b.desk_id AND a.id < b.id AND a.during && b.during
        WHERE a.status IN ('held', 'booked') AND b.status IN ('held', 'booked')""",
    "somebody has two appointments": """
        SELECT count(*) FROM (
          SELECT FROM booking_booking b JOIN booking_reservation r ON r.id = b.reservation_id
          JOIN booking_attendee a ON a.booking_id = b.id WHERE r.status = 'booked'
          GROUP BY a.birth_year HAVING count(*) > 1) AS two""",
    "the mark is missing, or left behind": """
        SELECT count(*) FROM booking_bookingitem i JOIN booking_booking b ON b.id = i.booking_id
        JOIN booking_reservation r ON r.id = b.reservation_id
        WHERE (r.status = 'booked') <> (i.identity IS NOT NULL)""",
    "a change was not counted, or not told": """
        SELECT count(*) FROM booking_booking b WHERE b.sequence <> (
          SELECT count(*) FILTER (WHERE kind IN ('moved', 'cancellation'))
            + GREATEST(count(*) FILTER (WHERE kind = 'confirmation') - 1, 0)
          FROM booking_message m WHERE m.booking_id = b.id)""",
    "a reminder is for something else": """
        SELECT count(*) FROM booking_message m JOIN booking_booking b ON b.id = m.booking_id
        JOIN booking_reservation r ON r.id = b.reservation_id
        WHERE m.kind = 'reminder' AND m.status = 'owed'
          AND (r.status <> 'booked' OR m.issue <> b.sequence)""",
}


@dataclass
class Hand:
    """One device of one person; a press takes four minutes, so that holds run out."""

    offering: Offering
    person: Person
    random: Random
    now: datetime = NOW

    def press(self) -> tuple[str, str]:
        """What they wanted, and what they were told."""
        self.now += 4 * MINUTE
        verb = self.random.choice(VERBS)
        return verb, pressed(getattr(self, verb))

    def start(self) -> datetime:
        first = make.local(self.offering.office, self.random.choice(DAYS), "08:00")
        return first.astimezone(UTC) + self.random.randrange(STARTS) * GRID

    def mine(self) -> Booking | None:
        """One of the two newest; both devices show the same."""
        known = Booking.objects.filter(attendees__birth_year=self.person.birth_year)
        return self.random.choice(list(known.order_by("-pk")[:2]) or [None])

    def hold(self) -> Booking:
        return reservations.hold(
            items=[(self.offering, 1)],
            start=self.start(),
            now=self.now,
            language="en",
            booking=self.mine(),
        )

    def book(self) -> None:
        booking, email = self.hold(), f"{self.person.birth_year}@people.example"
        reservations.name_person(booking, 0, self.person)
        reservations.reach(booking, email=email, phone="")
        reservations.describe(booking, talk="german", needs=[])
        booking = Booking.objects.get(pk=booking.pk)
        issue = reservations.send_code(booking, now=self.now).issue
        reservations.confirm(booking, keys.mail_code(booking.number, email, issue), now=self.now)

    def move(self) -> None:
        if booking := self.mine():
            reservations.move(booking, self.start(), now=self.now)

    def cancel(self) -> None:
        if booking := self.mine():
            reservations.cancel(booking, now=self.now)

    def restore(self) -> None:
        if booking := self.mine():
            reservations.restore(booking, now=self.now)

    def give_back(self) -> None:
        if booking := self.mine():
            reservations.give_back(booking)


def crowd(offering: Offering, seed: int) -> Crowd:
    """Everybody, with both devices."""
    born = 1900 + PEOPLE * seed
    people = [Person("Al-Hamwi", "Amal", born + number) for number in range(PEOPLE)]
    hands = [
        Hand(offering, person, Random(100 * seed + 2 * number + device))
        for number, person in enumerate(people)
        for device in range(2)
    ]
    return Crowd(hands, PRESSES, lambda: untrue(offering, hands[0].now))


def untrue(offering: Offering, now: datetime) -> dict[str, int]:
    """What is not as it must be, and how often."""
    found = broken(RULES)
    if shown(offering, now) != not_taken(offering, now):
        found["what is shown as free is not what nobody has"] = 1
    return found


def shown(offering: Offering, now: datetime) -> list[datetime]:
    ask = ask_for([(offering, 1)], now=now).within(*DAYS)
    return [one.start for one in free_starts(ask, now=now)]


def not_taken(offering: Offering, now: datetime) -> list[datetime]:
    """From 08:00 to 12:00 at the one desk, where nobody has a time."""
    rows = Reservation.objects.filter(desk__offerings=offering, status__in=["held", "booked"])
    live = [one.during for one in rows if one.status == "booked" or one.is_held(now)]
    opens = [make.local(offering.office, day, "08:00").astimezone(UTC) for day in DAYS]
    starts = [first + number * GRID for first in opens for number in range(22)]
    return [
        start
        for start in starts
        if not any(one.lower < start + VISIT and start < one.upper for one in live)
    ]
