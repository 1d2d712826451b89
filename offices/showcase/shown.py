"""What pages show of an authority and its offer: values in one language, never rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from offices.models import Access, Authority, Offering
from offices.showcase.closed import ShownClosure
from offices.showcase.words import Words

CLOSURES_SHOWN = 6


@dataclass(frozen=True, slots=True)
class ShownAddress:
    """`since` is the first day there, `from_day` the same in words; for the first place empty.

    `new_name` is empty where the office is called as before.
    """

    name: Words
    new_name: Words
    since: date | None
    from_day: str
    street: str
    town: str
    access_notes: Words
    directions: Words

    @property
    def address(self) -> str:
        return f"{self.street}, {self.town}"


@dataclass(frozen=True, slots=True)
class ShownOffice:
    """`addresses` in their order; `here` is that of today, `coming` one of the next weeks.

    `name` is that of today; on other days it may be called otherwise.
    """

    pk: int
    name: Words
    timezone: str
    addresses: tuple[ShownAddress, ...]
    here: ShownAddress
    coming: ShownAddress | None
    closures: tuple[ShownClosure, ...] = ()

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def place_on(self, day: date) -> ShownAddress:
        """Where the office is on that day."""
        begun = [one for one in self.addresses if one.since is None or one.since <= day]
        return begun[-1]

    def closed_between(self, first: date, last: date) -> list[ShownClosure]:
        """The next few closures that touch these days."""
        within = [one for one in self.closures if one.first <= last and first <= one.last]
        return within[:CLOSURES_SHOWN]

    def next_move(self, today: date, last: date) -> ShownAddress | None:
        """Where it goes next, if that is by the day `last`."""
        later = (one for one in self.addresses if one.since and today < one.since <= last)
        return next(later, None)


@dataclass(frozen=True, slots=True)
class ShownGroup:
    slug: str
    name: Words
    position: int


@dataclass(frozen=True, slots=True)
class ShownService:
    """One entry of the catalogue. `facts` are its plain columns, by name."""

    pk: int
    slug: str
    group: ShownGroup
    name: Words
    plain: Words
    note: Words
    fee_note: Words
    who_attends: Words
    no_visit_note: Words
    fee_min: Decimal | None
    fee_max: Decimal | None
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ShownOffering:
    """`record` is for asking the calendar; it has only what free times depend on.

    Offerings of the same length and with an equal `calendar`, all urgent or none, are free at the
    same times.
    """

    record: Offering
    calendar: frozenset[tuple[str, int]]
    pk: int
    office: ShownOffice
    service: ShownService
    access: Access
    walk_in: bool
    access_note: Words
    note: Words
    duration_minutes: int
    minutes_per_further_person: int
    max_persons: int
    horizon_days: int
    routes_by_name: bool
    keeps_back: bool  # for it the office keeps hours back that open to everybody later
    names_office: bool  # the service is offered at several offices of the authority
    found_by: str  # what a search looks at

    @property
    def is_open(self) -> bool:
        return self.access == Access.OPEN


@dataclass(frozen=True, slots=True)
class ShownAuthority:
    """`record` is the row itself, for whoever fills in legal sentences."""

    record: Authority
    name: Words
    apply_way: Words
    apply_note: Words
    rules_note: Words
    payment_note: Words
    photo_note: Words
    offices: tuple[ShownOffice, ...]
    offerings: tuple[ShownOffering, ...]

    @property
    def slug(self) -> str:
        return self.record.slug

    @property
    def official_header(self) -> str:
        chosen = self.record.official_header
        return self.record.get_official_header_display() if chosen else ""

    @property
    def place(self) -> str:
        return self.record.short_name

    @property
    def by_group(self) -> list[tuple[ShownGroup, list[ShownOffering]]]:
        grouped = groupby(self.offerings, key=lambda one: one.service.group)
        return [(group, list(offerings)) for group, offerings in grouped]

    def offering(self, pk: int) -> ShownOffering | None:
        return next((one for one in self.offerings if one.pk == pk), None)

    def same_service(self, offering: ShownOffering) -> list[ShownOffering]:
        """The same service at the authority's other offices, where anyone may book it."""
        return [
            one
            for one in self.offerings
            if one.service.pk == offering.service.pk and one.pk != offering.pk and one.is_open
        ]


@dataclass(frozen=True, slots=True)
class ShownDocument:
    pk: int
    key: str
    name: Words
    condition: Words


@dataclass(frozen=True, slots=True)
class ShownPlace:
    """An authority as people look for it: by where they live."""

    slug: str
    place: str
    name: Words
    contact: str
    municipalities: tuple[str, ...]
