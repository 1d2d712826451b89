"""People, staff and managers who press at random at the same time, while what managers have decided
is carried out twice at once.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from time import perf_counter

from django.db import connection

from booking import reservations
from booking.impact import Decided, LookAgainError, carry_out_waiting, foresee, save
from booking.impact.groups import possible_for
from booking.models import Affected, Booking, Request
from booking.reservations import BusyError
from offices.changes import days, edits
from offices.changes.steps import ChangedMeanwhileError, Step, add_to, steps_of, to_change
from offices.models import Change, Closure, Offering, Office, OpeningHours, User
from tests import make
from tests.booking import devices
from tests.booking.crowd import Said
from tests.booking.pressing import pressed

NOW, DAYS = devices.NOW, (date(2026, 9, 23), date(2026, 9, 24))
MINUTE, GRID, STARTS = timedelta(minutes=1), timedelta(minutes=10), 22
LATEST, KEPT = date(2026, 9, 30), timedelta(days=4)
VERBS = {
    "book": 5,
    "hold": 3,
    "give_back": 1,
    "move": 4,
    "cancel": 2,
    "restore": 2,
    "choose": 3,
    "accept_kept": 4,
    "give_up_kept": 1,
    "accept_offer": 2,
}
WORK = {"swap": 4, "give_time": 3, "offer": 3, "invite_again": 2, "restore": 1}


@dataclass
class Waits:
    """How long people had to wait for whoever changes hours, in seconds."""

    longest: float = 0.0
    count: int = 0

    def note(self, seconds: float) -> None:
        self.longest, self.count = max(self.longest, seconds), self.count + 1


@dataclass
class Person(devices.Hand):
    """One device; a press takes four minutes, as everybody's."""

    waits: Waits = field(default_factory=Waits)

    def press(self) -> Said:
        self.now += 4 * MINUTE
        verb = self.random.choices(list(VERBS), VERBS.values())[0]
        begun = perf_counter()
        told = pressed(getattr(self, verb))
        self.waits.note(perf_counter() - begun)
        return verb, told

    def start(self) -> datetime:
        return some_start(self.random, self.offering.office)

    def invited(self) -> Booking | None:
        booking = self.mine()
        return booking if booking and hasattr(booking, "invitation") else None

    def choose(self) -> None:
        if booking := self.invited():
            reservations.choose(booking, self.start(), now=self.now, language="en")
            fresh = Booking.objects.get(pk=booking.pk)
            reservations.confirm_invited(fresh, now=self.now)

    def accept_kept(self) -> None:
        if booking := self.invited():
            reservations.accept_kept(booking, now=self.now)

    def give_up_kept(self) -> None:
        if booking := self.invited():
            reservations.give_up_kept(booking, now=self.now)

    def accept_offer(self) -> None:
        asked = list(Request.objects.select_related("booking"))
        reservations.accept_offer(self.random.choice(asked).booking, now=self.now)


def some_start(random: Random, office: Office) -> datetime:
    first = make.local(office, random.choice(DAYS), "08:00")
    return first.astimezone(UTC) + random.randrange(STARTS) * GRID


@dataclass
class Clerk:
    office: Office
    user: User
    random: Random
    now: datetime = NOW

    def press(self) -> Said:
        self.now += 4 * MINUTE
        verb = self.random.choices(list(WORK), WORK.values())[0]
        return verb, pressed(getattr(self, verb))

    def some(self, **wanted: object) -> Booking | None:
        rows = Booking.objects.filter(office=self.office, **wanted).order_by("-pk")[:12]
        return self.random.choice([*rows]) if rows else None

    def swap(self) -> None:
        one, other = (self.some(reservation__status="booked") for _ in range(2))
        if one and other and one != other:
            reservations.swap(one, other, now=self.now)

    def give_time(self) -> None:
        if one := self.some(reservation__status="booked"):
            start = some_start(self.random, self.office)
            reservations.give_time(one, start, now=self.now)

    def restore(self) -> None:
        if one := self.some(reservation__status="cancelled"):
            reservations.restore(one, now=self.now)

    def offer(self) -> None:
        asked = self.random.choice([*Request.objects.select_related("booking__office")])
        start = some_start(self.random, self.office)
        until = self.now + timedelta(days=2)
        reservations.offer_time(asked, start, until=until, by=self.user, now=self.now)

    def invite_again(self) -> None:
        if one := self.some(invitation__isnull=False):
            reservations.invite_again(one.invitation, latest=LATEST, now=self.now)


@dataclass
class Manager:
    """Changes hours, closes, opens and moves services; sees what that would do, and saves."""

    office: Office
    offering: Offering
    user: User
    random: Random
    now: datetime = NOW
    met: Counter[str] = field(default_factory=Counter)

    def press(self) -> Said:
        self.now += 4 * MINUTE
        name = self.random.choice(["hours", "hours", "close", "close", "close", "open", "desk"])
        return f"manager: {name}", self._pressed(getattr(self, f"_{name}")())

    def _pressed(self, steps: list[Step]) -> str:
        try:
            return self._save(steps)
        except (LookAgainError, ChangedMeanwhileError, BusyError) as refusal:
            return type(refusal).__name__
        except Exception as error:  # noqa: BLE001 - an error page is an answer too
            return f"error page: {type(error).__name__}"

    def _save(self, steps: list[Step]) -> str:
        """What was refused before is thrown away first."""
        Change.objects.drafts().filter(office=self.office, made_by=self.user).delete()
        change = Change.objects.create(office=self.office, made_by=self.user, made_at=self.now)
        add_to(change, steps)
        seen = foresee(self.office, steps_of(change), now=self.now)
        said = {hit.booking: self._decide(possible_for(hit)) for hit in seen.hits}
        save(change, Decided(said, self.now + KEPT, LATEST), by=self.user, now=self.now)
        self.met.update(said.values())
        return "done"

    def _decide(self, possible: list[Affected.Decision]) -> Affected.Decision:
        """Another desk comes first, and more often."""
        return self.random.choice([possible[0], possible[0], *possible])

    def _hours(self) -> list[Step]:
        rules = OpeningHours.objects.filter(office=self.office, weekday__in=[2, 3])
        rule = self.random.choice([*rules])
        closes = self.random.choice(["09:30", "10:15", "11:00", "12:00", "12:00"])
        return edits.change_hours(rule, {"closes": closes}, None)

    def _close(self) -> list[Step]:
        begins = some_start(self.random, self.office)
        desk = self.random.choice([*self.office.desks.all()])
        return days.close((begins, begins + timedelta(hours=2)), [desk.pk], {"de": "Umbau"})

    def _open(self) -> list[Step]:
        closed = list(Closure.objects.filter(office=self.office))
        return [step for one in closed for step in days.end_closure(one)]

    def _desk(self) -> list[Step]:
        """Take the matter away from a desk, or give it back."""
        desk = self.random.choice([*self.office.desks.all()])
        has = desk.offerings.exists()
        return [to_change("desk", desk, {"offerings": [] if has else [self.offering.pk]})]


@dataclass
class Carrier:
    """The sweep; now and then somebody presses stop, or go on."""

    random: Random
    now: datetime = NOW
    done: int = 0

    def press(self) -> Said:
        self.now += 4 * MINUTE
        if self.random.random() < 0.3:
            stopped = self.random.choice([None, self.now])
            Change.objects.exclude(saved_at=None).update(stopped_at=stopped)
        return "carry out", self._carried_out()

    def _carried_out(self) -> str:
        try:
            self.done += carry_out_waiting(now=lambda: self.now, seconds=0.3)
        except Exception as error:  # noqa: BLE001 - the sweep would say so
            return f"error page: {type(error).__name__}"
        return "done"


# --- what must be true ---------------------------------------------------------------------------
RULES = {
    name: devices.RULES[name]
    for name in (
        "a desk is taken twice",
        "somebody has two appointments",
        "the mark is missing, or left behind",
        "a reminder is for something else",
    )
} | {
    # What had not gone out when somebody was invited anew is dropped, and said again; of an offer
    # that is over they hear then, even before the sweep comes to them.
    "somebody concerned is not told, or told twice": """
        SELECT count(*) FROM booking_affected a CROSS JOIN LATERAL (
          SELECT count(*) AS every, count(*) FILTER (WHERE m.status <> 'dropped') AS alive
          FROM booking_message m
          WHERE m.booking_id = a.booking_id AND m.change_id = a.change_id
            AND m.kind = CASE a.decision WHEN 'again' THEN 'choose_again' WHEN 'desk' THEN
              'other_desk' WHEN 'cancel' THEN 'cancellation' ELSE 'offer_over' END) AS m
        WHERE m.alive > 1 OR m.every = 0 AND a.status = 'done' AND a.decision <> 'leave'
          OR m.every > 0 AND a.status <> 'done' AND a.decision <> 'given_back'""",
    "somebody else is told": """
        SELECT count(*) FROM booking_message m WHERE m.change_id IS NOT NULL AND NOT EXISTS (
          SELECT FROM booking_affected a
          WHERE a.booking_id = m.booking_id AND a.change_id = m.change_id)""",
    "somebody could not be helped": """
        SELECT count(*) FROM booking_affected WHERE status = 'refused'""",
}


@dataclass
class Outside:
    """Who stands outside the hours after a round, and was not there after the round before."""

    office: Office
    now: datetime = NOW
    before: set[int] = field(default_factory=set)
    last: int = 0

    def unlisted(self) -> int:
        """Of them, those whom nobody decided about in between; and all who only hold a time."""
        now_outside = self._outside()
        new = [one for one in now_outside if one not in self.before]
        rows = Affected.objects.filter(pk__gt=self.last, booking__in=new)
        listed = set(rows.values_list("booking", flat=True))
        self.before = set(now_outside)
        self.last = max([self.last, *Affected.objects.values_list("pk", flat=True)])
        held = sum(status == "held" for status in now_outside.values())
        return sum(one not in listed for one in new) + held

    def _outside(self) -> dict[int, str]:
        with connection.cursor() as cursor:
            cursor.execute(OUTSIDE, [self.office.pk])
            return dict(cursor.fetchall())


# Thought of anew, for what managers do here: one matter, whole days, nothing seasonal.
OUTSIDE = """
SELECT b.id, r.status FROM booking_reservation r JOIN booking_booking b ON b.reservation_id = r.id
JOIN offices_desk d ON d.id = r.desk_id AND d.office_id = %s
WHERE r.status IN ('held', 'booked') AND (
  NOT EXISTS (SELECT FROM offices_offering_desks s WHERE s.desk_id = d.id)
  OR EXISTS (SELECT FROM offices_closure c
    WHERE c.desk_id = d.id AND tstzrange(c.starts_at, c.ends_at) && r.during)
  OR NOT EXISTS (SELECT FROM offices_openinghours h
    WHERE h.office_id = d.office_id
      AND h.weekday = extract(isodow FROM lower(r.during) AT TIME ZONE 'Europe/Berlin') - 1
      AND (lower(r.during) AT TIME ZONE 'Europe/Berlin')::time >= h.opens
      AND (upper(r.during) AT TIME ZONE 'Europe/Berlin')::time <= h.closes))
"""
