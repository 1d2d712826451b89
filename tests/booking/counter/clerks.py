"""Several of the staff, and people with their telephones, who press at random at the same time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

import pghistory

from booking import reservations
from booking.models import Booking, Reservation, Visit
from booking.reservations import Person, Step, Stretch
from offices.models import Desk, Offering, User
from tests.booking.counter.wednesday import NINE, visitor
from tests.booking.crowd import Crowd, broken
from tests.booking.pressing import pressed

CLERKS, ROUNDS = 6, 12
PEOPLE = [Person("Al-Hamwi", "Amal", 1900 + number) for number in range(8)]
GRID, MINUTE = timedelta(minutes=10), timedelta(minutes=1)
OFTEN = {
    "book": 5,
    "move": 4,
    "own_move": 2,
    "swap": 4,
    "matter": 3,
    "here": 3,
    "missed": 3,
    "result": 3,
    "undo": 6,
    "cancel": 2,
    "own_cancel": 1,
    "block": 2,
    "unblock": 2,
}
# How many rows break what must be true after every round.
RULES = {
    "a desk is taken twice": """
        SELECT count(*) FROM booking_reservation a JOIN booking_reservation b
        ON a.desk_id = b.desk_id AND a.id < b.id AND a.during && b.during
        WHERE a.status IN ('held', 'booked', 'attended')
          AND b.status IN ('held', 'booked', 'attended')""",
    "somebody has two appointments for one matter": """
        SELECT count(*) FROM (
          SELECT FROM booking_booking b JOIN booking_reservation r ON r.id = b.reservation_id
          JOIN booking_attendee a ON a.booking_id = b.id
          JOIN booking_bookingitem i ON i.booking_id = b.id WHERE r.status = 'booked'
          GROUP BY a.birth_year, i.offering_id HAVING count(*) > 1) AS two""",
    "the mark is missing, or left behind": """
        SELECT count(*) FROM booking_bookingitem i JOIN booking_booking b ON b.id = i.booking_id
        JOIN booking_reservation r ON r.id = b.reservation_id
        LEFT JOIN booking_visit v ON v.booking_id = b.id
        WHERE r.status = 'booked' AND i.identity IS NULL OR i.identity IS NOT NULL
          AND (r.status IN ('missed', 'cancelled') OR v.result <> '')""",
    "somebody came who is not here, or is here and did not come": """
        SELECT count(*) FROM booking_booking b JOIN booking_reservation r ON r.id = b.reservation_id
        LEFT JOIN booking_visit v ON v.booking_id = b.id
        WHERE (r.status = 'attended') <> (v.id IS NOT NULL)""",
    "results are not counted as they were said": """
        SELECT count(*) FROM (SELECT result AS what, count(*) FROM booking_visit
          WHERE result <> '' GROUP BY result UNION ALL
          SELECT 'attended', count(*) FROM booking_visit HAVING count(*) > 0) AS v
        FULL JOIN (SELECT what, count(*) FROM booking_outcome
          WHERE what IN ('attended', 'done', 'missing', 'wrong', 'follow_up') GROUP BY what) AS o
        USING (what) WHERE v.count IS DISTINCT FROM o.count""",
    "a change was not counted, or not told": """
        SELECT count(*) FROM booking_booking b WHERE b.sequence <> (
          SELECT count(*) FILTER (WHERE kind IN ('moved', 'cancellation'))
            + GREATEST(count(*) FILTER (WHERE kind = 'confirmation') - 1, 0)
          FROM booking_message m WHERE m.booking_id = b.id)""",
    "a reminder is for something else": """
        SELECT count(*) FROM booking_message m JOIN booking_booking b ON b.id = m.booking_id
        JOIN booking_reservation r ON r.id = b.reservation_id
        WHERE m.kind = 'reminder' AND m.status = 'owed'
          AND (r.status <> 'booked' AND r.status <> 'missed' OR m.issue <> b.sequence)""",
    "the history ends otherwise": """
        SELECT count(*) FROM booking_reservation r JOIN LATERAL (
          SELECT * FROM booking_reservationhistory h WHERE h.pgh_obj_id = r.id
          ORDER BY pgh_id DESC LIMIT 1) AS h ON true
        WHERE (r.desk_id, r.during, r.status) <> (h.desk_id, h.during, h.status)""",
}


@dataclass
class Clerk:
    """One screen; a press takes two minutes."""

    desks: Sequence[Desk]
    matters: Sequence[Offering]
    user: User
    random: Random
    now: datetime = NINE
    often: Mapping[str, int] = field(default_factory=lambda: OFTEN)
    starts: int = 20

    def press(self) -> tuple[str, str]:
        """What they wanted, and what they were told."""
        self.now += 2 * MINUTE
        verb = self.random.choices(list(self.often), self.often.values())[0]
        with pghistory.context(user=self.user.pk):
            return verb, pressed(getattr(self, verb))

    def some(self, *statuses: str) -> Booking | None:
        known = Booking.objects.filter(reservation__status__in=statuses).order_by("-pk")[:8]
        return self.random.choice(list(known) or [None])

    def any(self) -> Booking | None:
        return self.some("booked", "attended", "missed", "cancelled")

    def start(self) -> datetime:
        """From now on, or a little before."""
        return NINE + self.random.randrange(self.starts) * GRID

    def desk(self) -> int | None:
        return self.random.choice([None, *(desk.pk for desk in self.desks)])

    def book(self) -> None:
        who, items = self.random.choice(PEOPLE), [(self.random.choice(self.matters), 1)]
        someone = visitor(who, email=f"{who.birth_year}@people.example")
        reservations.book_for(
            someone, items=items, start=self.start(), now=self.now, desk=self.desk()
        )

    def move(self) -> None:
        if one := self.any():
            reservations.give_time(one, self.start(), now=self.now, desk=self.desk())

    def own_move(self) -> None:
        if one := self.some("booked"):
            reservations.move(one, self.start(), now=self.now)

    def swap(self) -> None:
        one, other = self.some("booked"), self.some("booked")
        if one and other and one != other:
            reservations.swap(one, other, now=self.now)

    def matter(self) -> None:
        if one := self.some("booked", "missed"):
            start = self.random.choice([one.time.starts_at, self.start()])
            matter = self.random.choice(self.matters)
            reservations.change_matter(one, matter, 1, start=start, now=self.now)

    def here(self) -> None:
        if one := self.any():
            reservations.attend(one, now=self.now)

    def missed(self) -> None:
        if one := self.any():
            reservations.miss(one, now=self.now)

    def result(self) -> None:
        if one := self.some("booked", "attended"):
            reservations.finish(one, self.random.choice(list(Visit.Result)), now=self.now)

    def undo(self) -> None:
        one = self.any()
        if one and (step := reservations.last_step(one)):
            assert isinstance(step, Step)
            reservations.undo(one, step, now=self.now)

    def cancel(self) -> None:
        if one := self.any():
            reservations.cancel_for(one, "Krank", by=self.user, now=self.now)

    def own_cancel(self) -> None:
        if one := self.some("booked"):
            reservations.cancel(one, now=self.now)

    def block(self) -> None:
        begins, desk = self.start(), self.random.choice(self.desks)
        wanted = [Stretch(begins, begins + self.random.choice([1, 3]) * GRID)]
        found = reservations.hits(desk, wanted, now=self.now)
        staying = reservations.move_away(found, now=self.now)
        known = [one.pk for one in staying]
        reservations.block(desk, wanted, "break", now=self.now, known=known)

    def unblock(self) -> None:
        blocks = Reservation.objects.filter(kind="block", status="booked").order_by("-pk")[:3]
        if one := self.random.choice(list(blocks) or [None]):
            reservations.unblock(one, now=self.now)


def crowd(clerks: Sequence[Clerk]) -> Crowd:
    return Crowd(clerks, ROUNDS, lambda: broken(RULES))
