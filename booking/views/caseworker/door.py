"""At the door: who is expected today. No first name, no date of birth, no matter."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from booking import audit
from booking.agenda import Arrival, Standing, arrivals
from booking.forms.mine import letters_and_digits
from booking.forms.typed import tidy
from booking.models import Look
from booking.views.caseworker.place import DOOR, Place, at_office, page
from offices.moments import clock_at, day_in_words
from offices.showcase.search import fold

NAMES = ("name", "number")
LONGEST = 60  # letters that are looked for
# A sign and a word for each, so that nobody depends on a colour.
STANDINGS: dict[Standing, tuple[str, str | Promise]] = {
    Standing.VALID: ("✓", gettext_lazy("valid")),
    Standing.CANCELLED: ("✕", gettext_lazy("not valid: cancelled")),
    Standing.MISSED: ("✕", gettext_lazy("not valid: did not come")),
    Standing.MOVED: ("✕", gettext_lazy("not valid: moved to another day")),
    Standing.AGAIN: ("✕", gettext_lazy("not valid: has to choose again")),
}


@require_http_methods(["GET", "HEAD", "POST"])
@at_office(*DOOR)
def door(request: HttpRequest, place: Place) -> HttpResponse:
    """Everybody of today; what narrows the list is sent, so that no name stands in an address."""
    wanted = tidy(request.POST.get("begin", ""))[:LONGEST]
    expected = arrivals(place.office, place.today)
    found = [one for one in expected if _begins(one, wanted)]
    _note(place, found, is_narrowed=bool(wanted))
    return page(
        request,
        place,
        "door",
        title=_("Door: %(day)s") % {"day": day_in_words(place.today, place.language)},
        rows=[_row(place, one) for one in found],
        total=len(expected),
        wanted=wanted,
        clock=clock_at(place.now, place.office.zone),
        place_is="door",
    )


def _begins(one: Arrival, wanted: str) -> bool:
    """Whether the family name, one of its parts, or the number begins so."""
    parts = (one.family_name, *re.findall(r"\w+", one.family_name))
    return any(fold(part).startswith(fold(wanted)) for part in parts) or (
        bool(wanted) and one.number.startswith(_as_number(wanted))
    )


def _as_number(wanted: str) -> str:
    """As numbers are written; what has letters of no number is not shortened to one."""
    number = letters_and_digits(wanted)
    return number if len(number) == len(re.sub(r"[\s-]", "", wanted)) else wanted


def _note(place: Place, found: Iterable[Arrival], *, is_narrowed: bool) -> None:
    shown = [one.booking for one in found]
    if shown and is_narrowed:
        audit.note_look(place, Look.Page.DOOR, NAMES, bookings=shown)
    elif shown:
        audit.note_look(place, Look.Page.DOOR, NAMES, day=place.today)


def _row(place: Place, one: Arrival) -> dict[str, object]:
    sign, word = STANDINGS[one.standing]
    return {
        "clock": clock_at(one.begins, place.office.zone),
        "name": one.family_name,
        "number": one.spoken_number,
        "is_valid": one.standing is Standing.VALID,
        "sign": sign,
        "word": word,
    }
