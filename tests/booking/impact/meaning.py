"""What a change means on a day, in words of the walk by the minute."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from offices.models import Closure, OpeningHours
from tests.booking.availability.oracle import Closed, Hours, is_open_on, minute_of, moment
from tests.booking.impact.minutes import Town

DAY = timedelta(days=1)
Times = tuple[time, time] | None
Meaning = Callable[[Town, date], Town]


def hours_of(rule: OpeningHours) -> Hours:
    return Hours(
        weekday=rule.weekday,
        opens=rule.opens,
        closes=rule.closes,
        audience=rule.audience,
        desks=frozenset(desk.pk for desk in rule.desks.all()),
        offers=frozenset(offering.pk for offering in rule.offerings.all()),
        valid_from=rule.valid_from,
        valid_until=rule.valid_until,
        every_weeks=rule.every_weeks,
        kept=rule.opens_to_public_before,
    )


def closed_of(row: Closure) -> Closed:
    return Closed(row.starts_at, row.ends_at, row.desk_id, row.applies, row.holiday)


def typed(values: dict[str, Any]) -> dict[str, Any]:
    """The same values as the walk by the minute has them."""
    kinds = {
        "opens": time.fromisoformat,
        "closes": time.fromisoformat,
        "valid_from": date.fromisoformat,
        "desks": frozenset,
        "offerings": frozenset,
    }
    names = {"offerings": "offers", "opens_to_public_before": "kept"}
    return {names.get(k, k): kinds[k](v) if k in kinds else v for k, v in values.items()}


def middle(rule: OpeningHours) -> time:
    begins, ends = (60 * one.hour + one.minute for one in (rule.opens, rule.closes))
    return time(*divmod((begins + ends + 1) // 2, 60))


def always(hours: Hours) -> Hours:
    return replace(hours, valid_from=None, valid_until=None, every_weeks=1)


def with_hours(town: Town, hours: list[Hours]) -> Town:
    return replace(town, calendar=replace(town.calendar, hours=hours))


def instead(mine: Hours, new: list[Hours], since: date | None) -> Meaning:
    """From `since` on the new hours, until then mine."""

    def on(town: Town, day: date) -> Town:
        if since and day < since:
            return town
        others = list(town.calendar.hours)
        others.remove(mine)
        return with_hours(town, others + new)

    return on


def also(new: list[Hours]) -> Meaning:
    return lambda town, _day: with_hours(town, town.calendar.hours + new)


def closing(new: list[Closed], without: Closed | None = None) -> Meaning:
    def on(town: Town, _day: date) -> Town:
        stay = list(town.calendar.closed)
        if without:
            stay.remove(without)
        return replace(town, calendar=replace(town.calendar, closed=stay + new))

    return on


def serving(key: int, **facts: Any) -> Meaning:
    def on(town: Town, _day: date) -> Town:
        desks = [
            replace(desk, **facts) if desk.key == key else desk for desk in town.calendar.desks
        ]
        return replace(town, calendar=replace(town.calendar, desks=desks))

    return on


def different(only: date, times: Times, desks: list[int], offers: list[int]) -> Meaning:
    """That day begins and ends then; it is made longer for everybody, not for walk-ins.

    For some offers it is only made longer.
    """

    def on(town: Town, day: date) -> Town:
        if day != only:
            return town
        spans = [] if offers else _closed(day, times, town.calendar.zone)
        town = closing([Closed(*span, desk) for span in spans for desk in desks or [None]])(
            town, day
        )
        return with_hours(town, town.calendar.hours + _longer(town, day, times, (desks, offers)))

    return on


def _closed(day: date, times: Times, zone: ZoneInfo) -> list[tuple[datetime, datetime]]:
    begins, ends = _midnight(day, zone), _midnight(day + DAY, zone)
    if times is None:
        return [(begins, ends)]
    opens, closes = (moment(minute_of(day, one, zone)) for one in times)
    return [(begins, opens), (closes, ends)]


def _longer(
    town: Town, day: date, times: Times, chosen: tuple[list[int], list[int]]
) -> list[Hours]:
    if times is None:
        return []
    desks, offers = map(frozenset, chosen)
    usual = [
        one
        for one in town.calendar.hours
        if one.audience != "walk_in" and is_open_on(one, day)
        if not desks or not one.desks or one.desks & desks
        if not offers or not one.offers or offers <= one.offers
    ]
    opens, closes = times
    first = min((one.opens for one in usual), default=closes)
    last = max((one.closes for one in usual), default=opens)
    spans = (opens, min(first, closes)), (max(last, opens), closes)
    which = {"desks": desks, "offers": offers}
    return [Hours(day.weekday(), a, b, **which) for a, b in spans if a < b]


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)


def as_in_week(monday: date, first: date, last: date) -> Meaning:
    """From `first` to `last` the hours are those of the week that begins on that Monday."""

    def on(town: Town, day: date) -> Town:
        if not first <= day <= last:
            return town
        model = monday + timedelta(days=day.weekday())
        return with_hours(town, [always(h) for h in town.calendar.hours if is_open_on(h, model)])

    return on


def as_weekday(source: int, targets: list[int], since: date | None) -> Meaning:
    def on(town: Town, day: date) -> Town:
        if (since and day < since) or day.weekday() not in targets:
            return town
        model = [one for one in town.calendar.hours if one.weekday == source]
        return with_hours(town, [replace(one, weekday=day.weekday()) for one in model])

    return on
