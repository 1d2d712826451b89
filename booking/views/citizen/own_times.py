"""Free times for somebody who has a number already: to move, or to choose the first time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property

from booking.availability import Ask
from booking.forms.wishes import Wish
from booking.models import Booking
from booking.reservations import ask_of
from booking.views.citizen.dossier import page
from booking.views.citizen.paths import path_to
from booking.views.free_times import FreeTimes
from offices.moments import day_at


@dataclass(frozen=True)
class OwnTimes(FreeTimes):
    """OwnTimes(booking, now=…, language=…, since=…): see FreeTimes for what can be asked."""

    booking: Booking

    @cached_property
    def whole(self) -> Ask:
        return ask_of(self.booking, now=self.now)


def own_times_page(
    request: HttpRequest,
    name: str,
    times: OwnTimes,
    *,
    wanted: datetime | None = None,
    status: int = 200,
    **context: object,
) -> HttpResponse:
    """Answer with templates/citizen/<name>.html, which belongs to the address citizen:<name>.

    `wanted` is the start somebody else was faster to take.
    """
    shown = {**_shown(times, path_to(name), wanted), **context}
    return page(request, name, times.booking, now=times.now, status=status, **shown)


def _coming(times: OwnTimes) -> dict[str, str] | None:
    """Where the office goes before the last day that can be chosen."""
    office, today = times.booking.office, day_at(times.now, times.booking.office.zone)
    here, *later = office.places_between(today, max(today, times.last_day))
    for place in later:
        if place.since:
            return {
                "from_day": times.in_words(place.since),
                "address": place.address,
                "new_name": "" if place.name == here.name else place.name,
            }
    return None


def _shown(times: OwnTimes, here: str, wanted: datetime | None) -> dict[str, Any]:
    later, (begin, end) = times.next_week(), times.searched
    return {
        "nearest": times.nearest(wanted) if wanted else [],
        "days": times.week.days,
        "first_searched": begin,
        "last_searched": end,
        "coming": _coming(times),
        "later_url": later and f"{here}{Wish(since=later).query}",
        "first_url": times.since and here,
        "opening": "" if later else times.opening_in_words(),
        "back_url": path_to("booked"),
    }
