"""What more desks would do: they are put there, the calendar is asked, and all is taken back.

So it cannot differ from what will be; and nobody else ever sees it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import uuid4

from booking.availability import first_free, room
from booking.running.offered import ask_first
from booking.running.waiting_times import days_until
from offices.changes.rehearsal import taken_back
from offices.models import Desk, Offering, Office, OpeningHours
from offices.moments import day_at


@dataclass(frozen=True)
class MoreDesks:
    """So many desks more, open for everybody on these weekdays, from the day `first` on."""

    desks: int
    weekdays: tuple[int, ...]
    opens: time
    closes: time
    first: date


@dataclass(frozen=True)
class State:
    """Of one service: visits that fit, by Monday of the week; days until the first free date."""

    weeks: dict[date, int]
    days: int | None

    @property
    def all(self) -> int:
        return sum(self.weeks.values())


@dataclass(frozen=True)
class Effect:
    """A service as it is and as it would be; dates open until the day `until`."""

    offering: Offering
    now: State
    then: State
    until: date

    @property
    def more(self) -> int:
        return self.then.all - self.now.all

    @property
    def sooner(self) -> int | None:
        """By so many days; None where nothing is free now, or would be."""
        if self.now.days is None or self.then.days is None:
            return None
        return self.now.days - self.then.days

    @property
    def weeks(self) -> list[date]:
        return sorted(self.now.weeks.keys() | self.then.weeks.keys())

    def more_a_week(self, first: date) -> int:
        """On average, from the day on which the desks open."""
        return round(7 * self.more / max((self.until - first).days + 1, 7))


def try_out(
    office: Office, offerings: Sequence[Offering], more: MoreDesks, *, now: datetime
) -> list[Effect]:
    """Say what the desks would change for each of the offerings that they serve."""
    with taken_back():
        before = _states(office, offerings, now)
        _open(office, offerings, more)
        after = _states(office, offerings, now)
    return [
        Effect(one, was, would, last_day(one, now))
        for one, was, would in zip(offerings, before, after, strict=True)
    ]


def last_day(offering: Offering, now: datetime) -> date:
    """Until when dates of it open."""
    ask = ask_first(offering, now)
    return max(day_at(ask.latest, ask.zone) - date.resolution, day_at(now, ask.zone))


def _states(office: Office, offerings: Sequence[Offering], now: datetime) -> list[State]:
    asks, today = [ask_first(one, now) for one in offerings], day_at(now, office.zone)
    return [
        State(weeks, days_until(first, today, office.zone))
        for weeks, first in zip(room(asks, now=now), first_free(asks, now=now), strict=True)
    ]


def _open(office: Office, offerings: Sequence[Offering], more: MoreDesks) -> None:
    _keep_hours_for_old_desks(office)
    made = Desk.objects.bulk_create(
        Desk(office=office, label=uuid4().hex) for _number in range(more.desks)
    )
    serves = Offering.desks.through
    serves.objects.bulk_create(
        serves(offering_id=one.pk, desk_id=desk.pk) for one in offerings for desk in made
    )
    for weekday in more.weekdays:
        hours = OpeningHours.objects.create(
            office=office,
            weekday=weekday,
            opens=more.opens,
            closes=more.closes,
            valid_from=more.first,
        )
        hours.desks.set(made)
        hours.offerings.set(offerings)


def _keep_hours_for_old_desks(office: Office) -> None:
    """Hours that name no desk mean all: the new ones are to be open when they were said to be."""
    rules = OpeningHours.objects.filter(office=office, desks__isnull=True)
    there, old = list(rules), list(office.desks.values_list("pk", flat=True))
    means = OpeningHours.desks.through
    means.objects.bulk_create(
        means(openinghours_id=rule.pk, desk_id=desk) for rule in there for desk in old
    )
    if not old:
        rules.delete()
