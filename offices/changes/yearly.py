"""Typical reasons to close, with the days on which some of them fall each year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from dateutil.easter import easter  # type: ignore[import-untyped]
from django.db import models
from django.utils.translation import gettext_lazy as _

BEFORE_EASTER = timedelta(days=48)
FEBRUARY, LEAP_DAY, LAST_OF_FEBRUARY = 2, 29, 28
Span = tuple[datetime, datetime]


class Typical(models.TextChoices):
    """What people read when the office is closed, in their language."""

    ROSENMONTAG = "rosenmontag", _("Rose Monday (carnival)")
    CHRISTMAS_EVE = "christmas_eve", _("Christmas Eve")
    NEW_YEARS_EVE = "new_years_eve", _("New Year’s Eve")
    ASSEMBLY = "assembly", _("Staff meeting")
    TRAINING = "training", _("Staff training")
    MOVING = "moving", _("The office is moving")
    ILLNESS = "illness", _("Staff are ill")
    FAULT = "fault", _("Technical problem")


EVERY_YEAR = {Typical.CHRISTMAS_EVE: (12, 24), Typical.NEW_YEARS_EVE: (12, 31)}


def own_day(reason: str, year: int) -> date | None:
    """The day of that year on which the reason falls; None where it may be any."""
    if reason == Typical.ROSENMONTAG:
        sunday: date = easter(year)
        return sunday - BEFORE_EASTER
    fixed = EVERY_YEAR.get(Typical(reason)) if reason in EVERY_YEAR else None
    return date(year, *fixed) if fixed else None


def next_own_day(reason: str, today: date) -> date | None:
    """The same, today or later."""
    found = (own_day(reason, year) for year in (today.year, today.year + 1))
    return next((day for day in found if day and day >= today), None)


def in_years(span: Span, years: int, reason: str) -> Iterator[Span]:
    """The closure, and the same in so many following years, by the wall clock of the office."""
    first = span[0].date()
    for year in range(first.year, first.year + years + 1):
        day = own_day(reason, year) if reason == Typical.ROSENMONTAG else None
        shift = (day or _in_year(first, year)) - first
        yield _later(span[0], shift), _later(span[1], shift)


def _in_year(day: date, year: int) -> date:
    is_leap_day = (day.month, day.day) == (FEBRUARY, LEAP_DAY)
    return day.replace(year=year, day=LAST_OF_FEBRUARY if is_leap_day else day.day)


def _later(moment: datetime, shift: timedelta) -> datetime:
    """Adding to an aware moment keeps the clock of its zone."""
    return moment + shift
