"""Hours in which people come without an appointment, asked anew for every page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q

from offices.models import Audience, Closure, OpeningHours
from offices.models.hours import fall_on
from offices.showcase.keeping import fresh
from offices.showcase.words import Words, words
from offices.wording import translation_fields

Row = Mapping[str, Any]
LOOK_AHEAD = 28  # days


@dataclass(frozen=True, slots=True)
class WalkInHours:
    weekday: int
    opens: time
    closes: time
    note: Words
    is_today: bool


@dataclass(frozen=True, slots=True)
class WalkIn:
    """The week's hours, whether any are left today, and the next day with some."""

    hours: tuple[WalkInHours, ...]
    today: tuple[WalkInHours, ...]
    next_day: date | None

    def __bool__(self) -> bool:
        return bool(self.hours)


def walk_in_at(office: int, now: datetime, language: str, offering: int | None = None) -> WalkIn:
    """The walk-in hours of an office (of one offering, where hours are kept for some only).

    `now` is on the office's wall clock.
    """
    hours = _read_hours(office, offering, now.date(), language)
    closures = _read_closures(office, now) if hours else []
    left = [row for row in _on(hours, now.date(), closures) if row["closes"] > now.time()]
    coming = (now.date() + timedelta(days=n) for n in range(0 if left else 1, LOOK_AHEAD))
    return WalkIn(
        hours=tuple(_shown(row, now, language) for row in hours),
        today=tuple(_shown(row, now, language) for row in left),
        next_day=next((day for day in coming if _on(hours, day, closures)), None),
    )


def _read_hours(office: int, offering: int | None, today: date, language: str) -> list[Row]:
    rules = OpeningHours.objects.filter(
        Q(valid_until=None) | Q(valid_until__gte=today),
        office=office,
        audience=Audience.WALK_IN,
    )
    if offering is not None:
        rules = rules.filter(Q(offerings=None) | Q(offerings=offering))
    facts = ("weekday", "opens", "closes", "valid_from", "valid_until", "every_weeks")
    return list(
        rules.order_by("weekday", "opens").values(*facts, *translation_fields(language, "note"))
    )


def _read_closures(office: int, now: datetime) -> list[tuple[datetime, datetime]]:
    """Closures of the whole office that touch the next weeks, on the office's wall clock."""
    rows = Closure.objects.filter(
        office=office,
        desk=None,
        applies=True,
        ends_at__gt=now,
        starts_at__lt=now + timedelta(days=LOOK_AHEAD),
    ).values_list("starts_at", "ends_at")
    return [(begins.astimezone(now.tzinfo), ends.astimezone(now.tzinfo)) for begins, ends in rows]


def _on(
    hours: Iterable[Row], day: date, closures: Sequence[tuple[datetime, datetime]]
) -> list[Row]:
    """The hours that apply on `day` and are not closed from beginning to end."""
    return [row for row in hours if fall_on(row, day) and not _closed(row, day, closures)]


def _closed(row: Row, day: date, closures: Sequence[tuple[datetime, datetime]]) -> bool:
    begins, ends = datetime.combine(day, row["opens"]), datetime.combine(day, row["closes"])
    return any(
        closes.replace(tzinfo=None) <= begins and ends <= opens.replace(tzinfo=None)
        for closes, opens in closures
    )


def _shown(row: Row, now: datetime, language: str) -> WalkInHours:
    return WalkInHours(
        weekday=row["weekday"],
        opens=row["opens"],
        closes=row["closes"],
        note=words(row, "note", language),
        is_today=fall_on(row, now.date()),
    )


def open_today(authority: int, now: datetime) -> list[tuple[int, int | None, str]]:
    """Today's walk-in hours still to come: office, offering (None: all), from–to.

    `now` is on the wall clock of the authority's offices.
    """
    today = fresh(("walk in", authority, now.date()), lambda: _read_today(authority, now))
    return [
        (row["office"], row["offerings"], f"{row['opens']:%H:%M}–{row['closes']:%H:%M}")
        for row in today
        if row["closes"] > now.time()
    ]


def _read_today(authority: int, now: datetime) -> list[Row]:
    today = now.date()
    rules = OpeningHours.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=today),
        Q(valid_until=None) | Q(valid_until__gte=today),
        office__authority=authority,
        audience=Audience.WALK_IN,
        weekday=today.weekday(),
    ).order_by("opens")
    facts = ("weekday", "opens", "closes", "valid_from", "valid_until", "every_weeks")
    rows = list(rules.values("office", "offerings", *facts))
    closures = {office: _read_closures(office, now) for office in {row["office"] for row in rows}}
    return [row for row in rows if _on([row], today, closures[row["office"]])]
