"""Free times before and after a change, in words and as a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from booking.impact import Foreseen, WalkIn, Week
from booking.views.caseworker.place import Place
from booking.views.caseworker.wording import matter_name
from booking.views.manager.free_weeks import row_of, runs
from offices.models import Weekday
from offices.moments import day_at, day_in_words, from_to

NEAR = 12  # weeks that are shown at once


def shown(place: Place, found: Foreseen) -> dict[str, Any]:
    weeks = list(found.weeks)
    near, later = weeks[:NEAR], weeks[NEAR:]
    return {
        "found": found,
        "sentence": _sentence(near, found.minutes),
        "near": [row_of([week], place.language) for week in near],
        "later": [row_of(run, place.language) for run in runs(later)],
        "has_staff": any(week.staff_before or week.staff_after for week in weeks),
        "firsts": [
            (
                matter_name(one.offering, place.language),
                _day(place, one.before),
                _day(place, one.after),
            )
            for one in found.firsts
        ],
        "walk_ins_lost": walk_ins(place, found.walk_ins.lost),
        "walk_ins_gained": walk_ins(place, found.walk_ins.gained),
    }


def walk_ins(place: Place, found: Iterable[WalkIn]) -> list[str]:
    """A line for those on the same weekday, at the same time, for the same services."""
    zone, alike = place.office.zone, dict[tuple[str, tuple[int, ...], int], list[date]]()
    for one in found:
        day, clock = day_at(one.begins, zone), from_to(one.begins, one.ends, zone)
        alike.setdefault((clock, one.offerings, day.weekday()), []).append(day)
    return [_walk_in(place, clock, names, days) for (clock, names, _day), days in alike.items()]


def _walk_in(place: Place, clock: str, offerings: Iterable[int], days: Sequence[date]) -> str:
    said = day_in_words(days[0], place.language)
    line = f"{said}, {clock}"
    if len(days) > 1:
        many = ngettext(
            "%(weekday)s, %(clock)s: on %(count)d day of the coming year, first on %(day)s",
            "%(weekday)s, %(clock)s: on %(count)d days of the coming year, first on %(day)s",
            len(days),
        )
        weekday = Weekday(days[0].weekday()).label
        line = many % {"weekday": weekday, "clock": clock, "count": len(days), "day": said}
    matters = ", ".join(matter_name(pk, place.language) for pk in offerings)
    return f"{line} ({matters})" if matters else line


def _day(place: Place, day: Any) -> str:
    return day_in_words(day, place.language) if day else _("none")


def _sentence(near: Sequence[Week], minutes: int) -> str:
    said = _(
        "Free times for everybody in the coming %(weeks)d weeks: %(before)d now, %(after)d with "
        "your changes. One is counted for every %(minutes)d minutes that can still be booked."
    )
    before, after = sum(week.before for week in near), sum(week.after for week in near)
    return said % {"weeks": len(near), "before": before, "after": after, "minutes": minutes}
