"""What remarks look at, read in a few statements."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q

from offices.models import Access, Audience, Closure, Desk, Offering, Office, OpeningHours, Weekday
from offices.moments import midnight
from offices.weekly import clocks, validity

DAY = timedelta(days=1)
# For these people come at a time that was given to them.
BY_TIME = (Access.OPEN, Access.INVITATION, Access.REQUEST)


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence, and the page on which it can be changed: its name, and of which row."""

    text: str
    page: str
    pk: int | None = None


@dataclass(frozen=True, slots=True)
class DeskRow:
    pk: int
    label: str
    offerings: frozenset[int]
    letters: tuple[tuple[str, str, str], ...]  # group of people, from, to


@dataclass(frozen=True, slots=True)
class ServiceRow:
    pk: int
    name: str
    people: str
    minutes: int


@dataclass(frozen=True, slots=True)
class HoursRow:
    """`desks` and `offerings` hold all of the office where the hours name none.

    The name says from when, until when and how often, so that of hours that were changed from a
    day on both have their own. Hours may count still and have had their last day (`is_coming`), or
    have none at all (`ever_falls`).
    """

    pk: int
    name: str
    rule: OpeningHours
    desks: frozenset[int]
    offerings: frozenset[int]
    is_coming: bool
    ever_falls: bool

    @property
    def minutes(self) -> int:
        return _minutes(self.rule.closes) - _minutes(self.rule.opens)

    @property
    def is_by_time(self) -> bool:
        return self.rule.audience != Audience.WALK_IN

    def gap_to(self, later: HoursRow) -> int:
        """Minutes until the other hours begin; negative where they overlap."""
        return _minutes(later.rule.opens) - _minutes(self.rule.closes)


@dataclass(frozen=True, slots=True)
class ClosureRow:
    starts_at: datetime
    ends_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Rows:
    """What counts from `today` on."""

    today: date
    zone: ZoneInfo
    desks: tuple[DeskRow, ...]
    services: tuple[ServiceRow, ...]
    hours: tuple[HoursRow, ...]
    closures: tuple[ClosureRow, ...]


def read(office: Office, today: date) -> Rows:
    desks = tuple(_desks(office, today))
    services = tuple(_services(office, today))
    hours = _hours(office, today, {one.pk for one in desks}, {one.pk for one in services})
    return Rows(today, office.zone, desks, services, tuple(hours), tuple(_closures(office, today)))


def _since(today: date) -> Q:
    return Q(valid_until=None) | Q(valid_until__gte=today)


def _desks(office: Office, today: date) -> Iterable[DeskRow]:
    rows = Desk.objects.filter(_since(today), office=office).order_by("position", "pk")
    for desk in rows.prefetch_related("offerings", "responsibilities"):
        yield DeskRow(
            pk=desk.pk,
            label=desk.label,
            offerings=frozenset(one.pk for one in desk.offerings.all()),
            letters=tuple(
                (one.people, one.surname_from, one.surname_to)
                for one in desk.responsibilities.all()
            ),
        )


def _services(office: Office, today: date) -> Iterable[ServiceRow]:
    rows = Offering.objects.filter(_since(today), office=office, access__in=BY_TIME)
    for one in rows.select_related("service__group"):
        yield ServiceRow(one.pk, str(one.service), one.service.group.people, one.duration_minutes)


def _hours(office: Office, today: date, desks: set[int], services: set[int]) -> Iterable[HoursRow]:
    rows = OpeningHours.objects.filter(_since(today), office=office)
    ordered = rows.order_by("weekday", "opens", "closes", "pk")
    for rule in ordered.prefetch_related("desks", "offerings"):
        yield HoursRow(
            pk=rule.pk,
            name=_name(rule, today),
            rule=rule,
            desks=_named(rule.desks.all()) or frozenset(desks),
            offerings=_named(rule.offerings.all()) or frozenset(services),
            is_coming=_falls_since(rule, max(rule.valid_from or today, today)),
            ever_falls=rule.valid_from is None or _falls_since(rule, rule.valid_from),
        )


def _falls_since(rule: OpeningHours, day: date) -> bool:
    days = (day + n * DAY for n in range(7 * rule.every_weeks))
    return any(rule.fall_on(one) for one in days)


def _name(rule: OpeningHours, today: date) -> str:
    name = f"{Weekday(rule.weekday).label} {clocks(rule.opens, rule.closes)}"
    said = validity(rule.valid_from, rule.valid_until, rule.every_weeks, today)
    return f"{name} ({', '.join(said)})" if said else name


def _named(rows: Iterable[Any]) -> frozenset[int]:
    return frozenset(row.pk for row in rows)


def _closures(office: Office, today: date) -> Iterable[ClosureRow]:
    """Those of the whole office."""
    since = midnight(today, office.zone)
    rows = Closure.objects.filter(office=office, desk=None, applies=True, ends_at__gt=since)
    for row in rows.order_by("starts_at", "pk"):
        yield ClosureRow(row.starts_at, row.ends_at, row.reason)


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute
