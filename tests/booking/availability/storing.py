"""Drawn calendars as rows of the database, many at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from psycopg2.extras import DateTimeTZRange

from booking.availability import Ask, ask_for
from booking.models import Reservation
from offices import models
from tests.booking.availability.oracle import Calendar, Hours


@dataclass
class Stored:
    """A calendar and its rows; `desks` and `offerings` are found by the drawn keys."""

    drawn: Calendar
    office: models.Office
    desks: dict[int, models.Desk]
    offerings: dict[int, models.Offering]

    @property
    def ask(self) -> Ask:
        visit = self.drawn.visit
        ask = ask_for(
            [(self.offerings[key], persons) for key, persons in visit.items],
            now=self.drawn.now,
            desks=None if visit.desks is None else [self.desks[key].pk for key in visit.desks],
            audiences=visit.audiences,
            at_once=not visit.waits,
        )
        return ask.within(
            visit.first or ask.earliest.astimezone(ask.zone).date(),
            visit.last or ask.latest.astimezone(ask.zone).date(),
        )


def store(calendars: Sequence[Calendar]) -> list[Stored]:
    """Write an office for each of the calendars."""
    services = _services(3, urgent=False), _services(3, urgent=True)
    stored = [
        _with_offer(drawn, office, services)
        for drawn, office in zip(calendars, _offices(calendars), strict=True)
    ]
    models.Desk.objects.bulk_create(desk for one in stored for desk in one.desks.values())
    models.Offering.objects.bulk_create(o for one in stored for o in one.offerings.values())
    serving = [
        {"offering": offering, "desk": one.desks[desk.key]}
        for one in stored
        for desk in one.drawn.desks
        for key, offering in one.offerings.items()
        if key in desk.serves
    ]
    _link(models.Offering.desks.through, serving)
    _store_hours(stored)
    _store_closures(stored)
    store_reservations(stored)
    return stored


def _link(through: Any, pairs: list[dict[str, Any]]) -> None:
    through.objects.bulk_create(through(**pair) for pair in pairs)


def _offices(calendars: Sequence[Calendar]) -> list[models.Office]:
    authority = models.Authority.objects.get_or_create(
        slug="drawn", defaults={"name": "Drawn", "short_name": "Drawn", "land": "", "iso": "DE-NI"}
    )[0]
    return models.Office.objects.bulk_create(
        models.Office(
            authority=authority,
            slug=f"drawn-{number}",
            name=f"Drawn {number}",
            timezone=drawn.zone.key,
            grid_minutes=drawn.grid,
            valid_until=drawn.valid_until,
            release_at=drawn.release,
        )
        for number, drawn in enumerate(calendars)
    )


def _services(count: int, *, urgent: bool) -> list[models.ServiceType]:
    group = models.ServiceGroup.objects.get_or_create(slug="drawn", defaults={"name": "Drawn"})[0]
    return [
        models.ServiceType.objects.get_or_create(
            slug=f"drawn-{'urgent-' * urgent}{number}",
            defaults={"group": group, "duration_minutes": 20, "urgent": urgent},
        )[0]
        for number in range(count)
    ]


def _with_offer(
    drawn: Calendar, office: models.Office, services: tuple[list[models.ServiceType], ...]
) -> Stored:
    desks = {
        desk.key: models.Desk(office=office, label=str(desk.key), valid_until=desk.valid_until)
        for desk in drawn.desks
    }
    offerings = {
        key: models.Offering(
            office=office,
            service=services[offer.urgent][key],
            access=models.Access.OPEN,
            duration_minutes=offer.duration,
            minutes_per_further_person=offer.further,
            tidy_minutes=offer.tidy,
            max_persons=9,
            notice_minutes=offer.notice,
            horizon_days=offer.horizon,
            valid_until=offer.valid_until,
        )
        for key, offer in drawn.offers.items()
    }
    return Stored(drawn, office, desks, offerings)


def _store_hours(stored: Sequence[Stored]) -> None:
    rules = [(one, hours, _hours(one, hours)) for one in stored for hours in one.drawn.hours]
    models.OpeningHours.objects.bulk_create(row for _, _, row in rules)
    only_at = [
        {"openinghours": row, "desk": one.desks[key]}
        for one, hours, row in rules
        for key in hours.desks
    ]
    only_for = [
        {"openinghours": row, "offering": one.offerings[key]}
        for one, hours, row in rules
        for key in hours.offers
    ]
    _link(models.OpeningHours.desks.through, only_at)
    _link(models.OpeningHours.offerings.through, only_for)


def _hours(one: Stored, hours: Hours) -> models.OpeningHours:
    return models.OpeningHours(
        office=one.office,
        weekday=hours.weekday,
        opens=hours.opens,
        closes=hours.closes,
        audience=hours.audience,
        valid_from=hours.valid_from,
        valid_until=hours.valid_until,
        every_weeks=hours.every_weeks,
        opens_to_public_before=hours.kept,
    )


def _store_closures(stored: Sequence[Stored]) -> None:
    models.Closure.objects.bulk_create(
        models.Closure(
            office=one.office,
            desk=None if closed.desk is None else one.desks[closed.desk],
            starts_at=closed.begins,
            ends_at=closed.ends,
            applies=closed.applies,
            holiday=closed.holiday,
        )
        for one in stored
        for closed in one.drawn.closed
    )


def store_reservations(stored: Sequence[Stored]) -> None:
    Reservation.objects.bulk_create(
        Reservation(
            desk=one.desks[taken.desk],
            during=DateTimeTZRange(taken.begins, taken.ends),
            status=taken.status,
            expires_at=taken.expires,
        )
        for one in stored
        for taken in one.drawn.taken
    )
