"""Closures as the pages of managers show them: in order, with what is planned and what is over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from booking.views.caseworker.place import Place
from offices.changes.steps import steps_of
from offices.closed import MOMENT, Span, span_in_words
from offices.models import Change, Closure
from offices.moments import day_at, midnight
from offices.showcase.words import GERMAN, Words, words


@dataclass(frozen=True)
class Closed:
    """One closure as a line. A public holiday may be open in spite of it, for a reason."""

    pk: int
    first: date
    last: date
    span: Span
    desk: str
    reason: Words
    is_whole: bool
    is_holiday: bool
    applies: bool
    open_reason: str
    is_planned: bool

    @classmethod
    def of(cls, row: Closure, zone: ZoneInfo, language: str, *, is_planned: bool = False) -> Closed:
        first, last = day_at(row.starts_at, zone), day_at(row.ends_at - MOMENT, zone)
        return cls(
            pk=row.pk,
            first=first,
            last=last,
            span=span_in_words(row.starts_at, row.ends_at, zone, language),
            desk=row.desk.label if row.desk else "",
            reason=reason_of(row, language),
            is_whole=_is_whole(row, zone),
            is_holiday=row.holiday is not None,
            applies=row.applies,
            open_reason=row.open_reason,
            is_planned=is_planned,
        )


def reason_of(row: Closure, language: str) -> Words:
    """Marked as German where nobody has given it in the language of the page."""
    columns = (f"reason_{code}" for code in {GERMAN, language})
    found = words({name: getattr(row, name, "") for name in columns}, "reason", language)
    return found or Words(_("closed"))


def _is_whole(row: Closure, zone: ZoneInfo) -> bool:
    """Whether it begins and ends with a day."""
    return all(at.astimezone(zone).time() == time.min for at in (row.starts_at, row.ends_at))


def closed_between(place: Place, first: date, last: date, draft: Change | None) -> list[Closed]:
    """Those that touch the days from `first` to `last`, by date."""
    zone = place.office.zone
    rows = Closure.objects.filter(
        office=place.office,
        starts_at__lt=midnight(last + timedelta(days=1), zone),
        ends_at__gt=midnight(first, zone),
    )
    planned = {step.pk for step in steps_of(draft) if step.what == "closure"} if draft else set()
    return [
        Closed.of(row, zone, place.language, is_planned=row.pk in planned)
        for row in rows.select_related("desk").order_by("starts_at", "pk")
    ]


def by_year(closures: Sequence[Closed]) -> list[tuple[int, list[Closed]]]:
    found: dict[int, list[Closed]] = {}
    for one in closures:
        found.setdefault(one.first.year, []).append(one)
    return list(found.items())
