"""A year of an office at a glance: which days are closed, and why."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from booking.views.caseworker.place import Place
from booking.views.manager.closing import Closed, closed_between
from booking.views.manager.drafts import draft_of
from booking.views.manager.place import managed, page
from offices.changes.rehearsal import as_drafted
from offices.holidays import YEARS_AHEAD
from offices.models import Audience, OpeningHours
from offices.moments import day_in_words, month_in_words, weekdays_in_words

DAYS, MONTHS = 7, 12
DAY = timedelta(days=1)
FIRST_YEAR = 2020
INTERNAL = Audience.INTERNAL
Kinds = Mapping[date, list[Closed]]
# What stands in a day, the heaviest first, with the letter that says so without colour.
LETTERS = {"holiday": "F", "closed": "X", "part": "½", "desk": "–", "opened": "O"}


@dataclass(frozen=True, slots=True)
class YearDay:
    """A day of a month, or a gap before the first; `kind` is a key of LETTERS, empty, or `shut`
    on days without opening hours.
    """

    number: int | None = None
    kind: str = ""
    letter: str = ""
    title: str = ""
    url: str = ""
    is_today: bool = False


@require_safe
@managed
def year(request: HttpRequest, place: Place, year: int) -> HttpResponse:
    last = place.today.year + YEARS_AHEAD
    if not FIRST_YEAR <= year <= last:
        raise Http404
    first, end, draft = date(year, 1, 1), date(year, MONTHS, 31), draft_of(place)
    with as_drafted(place.office, draft):
        closed = closed_between(place, first, end, draft)
        usual = OpeningHours.objects.filter(office=place.office).exclude(audience=INTERNAL)
        months = _months(place, year, _by_day(closed, first, end), list(usual))
    return page(
        request,
        place,
        "year",
        title=_("Closures in %(year)s") % {"year": year},
        draft=draft,
        months=months,
        closed=closed,
        weekdays=weekdays_in_words(place.language),
        letters=LETTERS,
        year=year,
        before=year - 1 if year > FIRST_YEAR else None,
        after=year + 1 if year < last else None,
        back_url=place.manage("closures"),
        place_is="closures",
    )


def _by_day(closed: Iterable[Closed], first: date, last: date) -> Kinds:
    found = defaultdict[date, list[Closed]](list)
    for one in closed:
        day = max(one.first, first)
        while day <= min(one.last, last):
            found[day].append(one)
            day += DAY
    return found


def _months(
    place: Place, year: int, by_day: Kinds, rules: Iterable[OpeningHours]
) -> list[dict[str, Any]]:
    return [_month(place, date(year, n, 1), by_day, rules) for n in range(1, MONTHS + 1)]


def _month(
    place: Place, first: date, by_day: Kinds, rules: Iterable[OpeningHours]
) -> dict[str, Any]:
    count = monthrange(first.year, first.month)[1]
    days = [YearDay() for _gap in range(first.weekday())]
    days += [_day(place, first.replace(day=n), by_day, rules) for n in range(1, count + 1)]
    name = month_in_words(first, place.language)
    return {"name": name, "weeks": list(_weeks(days))}


def _weeks(days: list[YearDay]) -> Iterator[list[YearDay]]:
    for begin in range(0, len(days), DAYS):
        week = days[begin : begin + DAYS]
        yield week + [YearDay()] * (DAYS - len(week))


def _day(place: Place, day: date, by_day: Kinds, rules: Iterable[OpeningHours]) -> YearDay:
    closed = by_day.get(day, [])
    kinds = [_kind(one) for one in closed]
    kind = next((one for one in LETTERS if one in kinds), "")
    if kind in ("", "opened", "desk") and not any(rule.fall_on(day) for rule in rules):
        kind = kind or "shut"
    words = [day_in_words(day, place.language), *(_told(one) for one in closed)]
    return YearDay(
        number=day.day,
        kind=kind,
        letter=LETTERS.get(kind, ""),
        title=": ".join([words[0], "; ".join(words[1:])]) if closed else words[0],
        url=_url(place, day, closed),
        is_today=day == place.today,
    )


def _kind(one: Closed) -> str:
    if not one.applies:
        return "opened"
    if one.desk:
        return "desk"
    if not one.is_whole:
        return "part"
    return "holiday" if one.is_holiday else "closed"


def _told(one: Closed) -> str:
    parts = [str(one.reason), one.span.clock, one.desk]
    if not one.applies:
        parts += [_("open in spite of it"), one.open_reason]
    return ", ".join(part for part in parts if part)


def _url(place: Place, day: date, closed: list[Closed]) -> str:
    """Closed days lead to their line in the list, open ones to a form with the date."""
    if closed and closed[0].last >= place.today:
        return f"{place.manage('closures')}#closure-{closed[0].pk}"
    return f"{place.manage('one_day')}?day={day}" if not closed and day >= place.today else ""
