"""The week with the load of each desk, and months with what is free for a matter."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from booking import reservations
from booking.agenda.load import Load, loads
from booking.availability import free_days, windows
from booking.forms.wishes import number_of
from booking.views.caseworker.filters import matters_of
from booking.views.caseworker.place import DESK, Place, at_office, page
from offices import showcase
from offices.models import Desk, Offering
from offices.moments import day_in_words, month_in_words, weekdays_in_words

DAYS, MONTHS = 7, 3
A_DAY, A_WEEK = timedelta(days=1), timedelta(days=DAYS)


@require_safe
@at_office(*DESK)
def this_week(request: HttpRequest, place: Place) -> HttpResponse:  # noqa: ARG001
    return redirect(place.path("week", place.today))


@require_safe
@at_office(*DESK)
def week(request: HttpRequest, place: Place, on: date) -> HttpResponse:
    first = on - on.weekday() * A_DAY
    last = first + A_WEEK - A_DAY
    desks, found = list(place.office.desks.all()), _loads(place, first, last)
    days = [day for day in (first + n * A_DAY for n in range(DAYS)) if _is_shown(day, found)]
    return page(
        request,
        place,
        "week",
        title=_("Week %(number)d") % {"number": first.isocalendar().week},
        days=[_day(place, day) for day in days],
        rows=[(desk, _cells(desk, days, found)) for desk in desks],
        before=place.path("week", first - A_WEEK),
        after=place.path("week", first + A_WEEK),
        is_this=first <= place.today <= last,
        place_is="week",
    )


def _loads(place: Place, first: date, last: date) -> dict[tuple[int, date], Load]:
    office = place.office
    return loads(office.pk, first, last, office.zone, windows(office.pk, first, last))


def _is_shown(day: date, found: dict[tuple[int, date], Load]) -> bool:
    """Saturday and Sunday only when something is open or booked then."""
    return day.weekday() < 5 or any(key[1] == day for key in found)  # noqa: PLR2004


def _day(place: Place, day: date) -> dict[str, Any]:
    return {
        "name": day_in_words(day, place.language),
        "url": place.path("day", day),
        "is_today": day == place.today,
    }


def _cells(
    desk: Desk, days: list[date], found: dict[tuple[int, date], Load]
) -> list[tuple[date, Load]]:
    return [(day, found.get((desk.pk, day), Load())) for day in days]


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day of a month, or a gap before the first; `free` starts for the chosen matter."""

    number: int | None
    url: str
    free: int
    is_today: bool


@require_safe
@at_office(*DESK)
def months(request: HttpRequest, place: Place) -> HttpResponse:
    """Three months, with the number of free starts of each day for one matter."""
    matters, chosen = matters_of(place), number_of(request.GET.get("matter"))
    known = dict(matters)
    picked = chosen if chosen in known else (matters[0][0] if matters else None)
    first = _month(request.GET.get("from"), place.today)
    free = _free(place, picked) if picked else {}
    return page(
        request,
        place,
        "months",
        title=_("Months"),
        matters=matters,
        picked=picked,
        months=[_shown_month(place, one, free) for one in _following(first)],
        before=_later(first, -MONTHS),
        after=_later(first, MONTHS),
        weekdays=weekdays_in_words(place.language),
        place_is="months",
    )


def _month(value: str | None, today: date) -> date:
    try:
        return date.fromisoformat(f"{value}-01")
    except ValueError:
        return today.replace(day=1)


def _following(first: date, count: int = MONTHS) -> list[date]:
    """The first days of so many months, from this one on."""
    return [_later(first, number) for number in range(count)]


def _later(first: date, months: int) -> date:
    years, month = divmod(first.month - 1 + months, 12)
    return first.replace(year=first.year + years, month=month + 1)


def _free(place: Place, offering: int) -> dict[date, int]:
    items: list[tuple[Offering, int]] = [
        (one, 1) for one in showcase.for_the_calendar().filter(pk=offering, office=place.office)
    ]
    ask = reservations.counter_ask(items, now=place.now)
    return {one.day: one.starts for one in free_days(ask, now=place.now)}


def _shown_month(place: Place, first: date, free: dict[date, int]) -> dict[str, Any]:
    return {
        "name": month_in_words(first, place.language),
        "weeks": list(_weeks(place, first, free)),
    }


def _weeks(place: Place, first: date, free: dict[date, int]) -> Iterator[list[MonthDay]]:
    count = monthrange(first.year, first.month)[1]
    days = [MonthDay(None, "", 0, False) for _gap in range(first.weekday())]  # noqa: FBT003
    for number in range(1, count + 1):
        day = first.replace(day=number)
        url, is_today = place.path("day", day), day == place.today
        days.append(MonthDay(number, url, free.get(day, 0), is_today))
    for begin in range(0, len(days), DAYS):
        yield days[begin : begin + DAYS]
