"""Free times before and after a change, in words and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from booking.impact import Foreseen, Week
from booking.views.caseworker.place import Place
from booking.views.caseworker.wording import matter_name
from booking.views.manager.free_weeks import row_of, runs
from offices.moments import day_in_words

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
    }


def _day(place: Place, day: Any) -> str:
    return day_in_words(day, place.language) if day else _("none")


def _sentence(near: Sequence[Week], minutes: int) -> str:
    said = _(
        "Free times for everybody in the coming %(weeks)d weeks: %(before)d now, %(after)d with "
        "your changes. One is counted for every %(minutes)d minutes that can still be booked."
    )
    before, after = sum(week.before for week in near), sum(week.after for week in near)
    return said % {"weeks": len(near), "before": before, "after": after, "minutes": minutes}
