"""How long people wait for the first free date of each service: looked at once a day, and kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Func, IntegerField, OuterRef, Q, Value, Window
from django.db.models.functions import JSONObject, RowNumber

from booking.availability import first_free
from booking.models import WaitingTime
from booking.running.offered import ask_first, offered, services
from offices.models import Office
from offices.moments import day_at

KEPT = timedelta(days=730)
A_WEEK, WEEKS, A_YEAR = timedelta(days=7), 26, 52


@dataclass(frozen=True, slots=True)
class Look:
    """The first free date was so many `days` away `on` that day; None: nothing was free."""

    on: date
    days: int | None


def look(now: datetime) -> int:
    """Write down for every service of every office how far away its first free date is.

    The first look of a day counts. Says how many services were looked at.
    """
    return sum(_look_at(office, now) for office in Office.objects.order_by("pk"))


def _look_at(office: Office, now: datetime) -> int:
    today = day_at(now, office.zone)
    rows = offered(office, services(office), today)
    found = first_free([ask_first(one, now) for one in rows], now=now)
    looks = [
        WaitingTime(offering=one, on=today, days=days_until(first, today, office.zone))
        for one, first in zip(rows, found, strict=True)
    ]
    WaitingTime.objects.bulk_create(looks, ignore_conflicts=True)
    return len(looks)


def days_until(first: datetime | None, today: date, zone: ZoneInfo) -> int | None:
    return None if first is None else (day_at(first, zone) - today).days


def forget(now: datetime) -> int:
    """Erase what is older than two years."""
    count, _kinds = WaitingTime.objects.filter(on__lt=(now - KEPT).date()).delete()
    return count


def past(today: date) -> ArraySubquery:
    """To annotate offerings with: the last look of each of WEEKS weeks, and of one a year ago."""
    week = _weeks_before(today)
    near = Q(on__gt=today - (WEEKS + 1) * A_WEEK, on__lte=today)
    long_ago = Q(on__gt=today - (A_YEAR + 1) * A_WEEK, on__lte=today - A_YEAR * A_WEEK)
    looks = WaitingTime.objects.filter(near | long_ago, offering=OuterRef("pk"))
    latest = Window(RowNumber(), partition_by=week, order_by=F("on").desc())
    said = JSONObject(week=week, on="on", days="days")
    newest = looks.order_by().annotate(nth=latest, look=said).filter(nth=1)
    return ArraySubquery(newest.values("look"))


def _weeks_before(today: date) -> Func:
    """Whole weeks between a look and `today`: 0 for the last seven days."""
    template = "((%(expressions)s) / 7)"
    return Func(
        Value(today), F("on"), template=template, arg_joiner=" - ", output_field=IntegerField()
    )


def weeks_back(found: Iterable[dict[str, Any]]) -> dict[int, Look]:
    """What `past` has found, by how many weeks ago it was."""
    return {one["week"]: Look(date.fromisoformat(one["on"]), one["days"]) for one in found}
