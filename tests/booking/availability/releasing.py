"""An office whose days open one after the other, and questions of everybody to it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from booking.availability import Ask, ask_for, free_days
from offices.models import Offering, Office
from tests import make

MONDAY = date(2026, 9, 14)
FRIDAY = date(2026, 9, 18)
NEXT_MONDAY = date(2026, 9, 21)
A_DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def at(office: Office, day: date, clock: str) -> datetime:
    return make.local(office, day, clock).astimezone(UTC)


def release_at(office: Office, hour: time | None) -> None:
    office.release_at = hour
    office.save()


def ask(offering: Offering, now: datetime, **how: Any) -> Ask:
    offering = Offering.objects.select_related("office", "service").get(pk=offering.pk)
    return ask_for([(offering, 1)], now=now, **how)


def days(offering: Offering, now: datetime, **how: Any) -> list[date]:
    return [one.day for one in free_days(ask(offering, now, **how), now=now)]


def last_day(offering: Offering, now: datetime, **how: Any) -> date:
    return max(days(offering, now, **how))


def keep_back(office: Office, days: int | None, **which: Any) -> None:
    office.opening_hours.filter(**which).update(opens_to_public_before=days)


def urgent(offering: Offering) -> Offering:
    offering.service.urgent = True
    offering.service.save()
    return offering
