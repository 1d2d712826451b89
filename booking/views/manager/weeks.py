"""What the pages of hours show: a week, and the rules that make it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from booking.agenda.weekly import Cell, Row, days_of, week_of
from booking.availability import windows
from booking.forms.wishes import number_of
from booking.views.caseworker.place import Place
from booking.views.manager.closing import reason_of
from offices.changes.steps import steps_of
from offices.models import Audience, Change, Closure, OpeningHours, Weekday
from offices.moments import day_in_words, midnight
from offices.showcase.words import Words

DAY, WEEK = timedelta(days=1), timedelta(days=7)
NAMED = 3  # so many desks are named, of more the number is told


@dataclass(frozen=True)
class Day:
    date: date
    name: str
    closures: tuple[Words, ...]
    is_today: bool


@dataclass(frozen=True)
class Stretch:
    """What stands in a cell: for whom, and at which desks."""

    kind: str
    audience: str
    desks: str


@dataclass(frozen=True)
class Week:
    monday: date
    title: str
    days: tuple[Day, ...]
    rows: tuple[tuple[Row, tuple[tuple[Cell, tuple[Stretch, ...]], ...]], ...]
    before: date
    after: date
    is_this: bool
    desks: tuple[tuple[int, str], ...]
    chosen: int | None


def shown_week(place: Place, monday: date, query: Mapping[str, Any]) -> Week:
    """The week of the office from `monday` on, of one desk where `query` names one."""
    office, zone = place.office, place.office.zone
    desks = {desk.pk: desk.label for desk in office.desks.all()}
    chosen = number_of(query.get("desk"))
    chosen = chosen if chosen in desks else None
    found = windows(office.pk, monday, monday + WEEK - DAY)
    mine = [one for one in found if chosen in (None, one.desk)]
    days = days_of(monday, mine, zone)
    names = {chosen: desks[chosen]} if chosen else desks
    return Week(
        monday=monday,
        title=_("Week %(number)d") % {"number": monday.isocalendar().week},
        days=tuple(_days(place, days)),
        rows=tuple(_row(row, names) for row in week_of(mine, days, zone)),
        before=monday - WEEK,
        after=monday + WEEK,
        is_this=monday <= place.today < monday + WEEK,
        desks=tuple(desks.items()),
        chosen=chosen,
    )


def _row(row: Row, desks: Mapping[int, str]) -> Any:
    return row, tuple((cell, _stretches(cell, desks)) for cell in row.cells)


def _stretches(cell: Cell, desks: Mapping[int, str]) -> tuple[Stretch, ...]:
    return tuple(
        Stretch(one.audience.value, str(one.audience.label), _at(one.desks, desks))
        for one in cell.open
    )


def _at(open_: Sequence[int], desks: Mapping[int, str]) -> str:
    if len(open_) == len(desks):
        return next(iter(desks.values())) if len(desks) == 1 else _("all desks")
    if len(open_) <= NAMED:
        return ", ".join(desks[pk] for pk in open_)
    said = ngettext("%(count)d desk of %(all)d", "%(count)d desks of %(all)d", len(open_))
    return said % {"count": len(open_), "all": len(desks)}


def _days(place: Place, days: Sequence[date]) -> Iterable[Day]:
    language, zone = get_language() or "de", place.office.zone
    begins, ends = midnight(days[0], zone), midnight(days[-1] + DAY, zone)
    rows = Closure.objects.filter(
        office=place.office, desk=None, applies=True, starts_at__lt=ends, ends_at__gt=begins
    )
    closed = list(rows)
    for day in days:
        reasons = [reason_of(one, language) for one in closed if _touches(one, day, zone)]
        yield Day(day, day_in_words(day, language), tuple(reasons), day == place.today)


def _touches(closure: Closure, day: date, zone: Any) -> bool:
    begins: datetime = midnight(day, zone)
    return closure.starts_at < midnight(day + DAY, zone) and closure.ends_at > begins


@dataclass(frozen=True)
class Rule:
    """A weekly stretch as a line of the list; `since` where it begins later."""

    pk: int
    weekday: str
    clock: str
    kind: str
    audience: str
    desks: str
    offerings: str
    since: date | None
    until: date | None
    often: str
    kept_back: int | None
    is_planned: bool = False

    @classmethod
    def of(cls, rule: OpeningHours, planned: Iterable[int] = ()) -> Rule:
        desks = ", ".join(desk.label for desk in rule.desks.all())
        offerings = ", ".join(str(one.service) for one in rule.offerings.all())
        weeks = ngettext("every %(count)d week", "every %(count)d weeks", rule.every_weeks)
        return cls(
            pk=rule.pk,
            weekday=str(Weekday(rule.weekday).label),
            clock=f"{rule.opens:%H:%M}–{rule.closes:%H:%M}",
            kind=rule.audience,
            audience=str(Audience(rule.audience).label),
            desks=desks or _("all desks"),
            offerings=offerings or _("all services"),
            since=rule.valid_from,
            until=rule.valid_until,
            often=weeks % {"count": rule.every_weeks} if rule.every_weeks > 1 else "",
            kept_back=rule.opens_to_public_before,
            is_planned=rule.pk in set(planned),
        )


@dataclass(frozen=True)
class Rules:
    """What counts today, what begins later, and what is over; each in the order of the week."""

    now: tuple[Rule, ...]
    coming: tuple[Rule, ...]
    over: tuple[Rule, ...]

    def __bool__(self) -> bool:
        return bool(self.now or self.coming)


def rules_of(place: Place, draft: Change | None) -> Rules:
    rows = OpeningHours.objects.filter(office=place.office).order_by("weekday", "opens", "pk")
    planned = {step.pk for step in steps_of(draft)} if draft else set()
    found = rows.prefetch_related("desks", "offerings__service")
    shown = [Rule.of(rule, planned) for rule in found]
    over = [one for one in shown if one.until and one.until < place.today]
    coming = [one for one in shown if one.since and one.since > place.today and one not in over]
    return Rules(
        now=tuple(one for one in shown if one not in over and one not in coming),
        coming=tuple(coming),
        over=tuple(over),
    )
