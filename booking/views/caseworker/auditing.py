"""For the auditor: who looked at whose data, and who changed what."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from booking.agenda.changes import BELONGS, changes_at
from booking.forms.mine import letters_and_digits
from booking.forms.wishes import day_of
from booking.models import Booking, Look
from booking.views.caseworker.history import names_of
from booking.views.caseworker.place import Place, Role, at_office, page

MOST = 200
FIELDS = {
    "name": gettext_lazy("name"),
    "born": gettext_lazy("date of birth"),
    "contact": gettext_lazy("contact"),
    "matter": gettext_lazy("matter"),
    "language": gettext_lazy("language"),
    "needs": gettext_lazy("needs"),
    "conversation": gettext_lazy("conversation"),
    "remarks": gettext_lazy("remarks"),
    "file_number": gettext_lazy("file number"),
    "number": gettext_lazy("number"),
}
LABELS = {
    "insert": gettext_lazy("made"),
    "update": gettext_lazy("changed"),
    "delete": gettext_lazy("deleted"),
}


@require_safe
@at_office(Role.AUDITOR)
def looks(request: HttpRequest, place: Place) -> HttpResponse:
    """The newest looks; with a day or a number, those of that day or booking alone."""
    day, number = request.GET.get("on", ""), request.GET.get("number", "")
    rows = Look.objects.filter(office=place.office).select_related("user")
    if on := day_of(day):
        rows = rows.filter(at__date=on)
    if number:
        rows = rows.filter(bookings__overlap=_bookings(place, number))
    shown = list(rows[: MOST + 1])
    return page(
        request,
        place,
        "looks",
        title=_("Who looked at whose data"),
        rows=_shown(shown[:MOST]),
        has_more=len(shown) > MOST,
        on=day,
        number=number,
        place_is="audit",
    )


def _bookings(place: Place, number: str) -> list[int]:
    found = Booking.objects.filter(office=place.office, number=letters_and_digits(number))
    return list(found.values_list("pk", flat=True)) or [0]


def _shown(rows: Iterable[Look]) -> list[dict[str, Any]]:
    rows = list(rows)
    asked = {pk for row in rows for pk in row.bookings}
    numbers = {one.pk: str(one) for one in Booking.objects.filter(pk__in=asked)}
    return [
        {
            "row": row,
            "fields": ", ".join(str(FIELDS.get(name, name)) for name in row.fields),
            "numbers": [numbers[pk] for pk in row.bookings if pk in numbers],
        }
        for row in rows
    ]


@require_safe
@at_office(Role.AUDITOR)
def changes(request: HttpRequest, place: Place) -> HttpResponse:
    kind = request.GET.get("what", "openinghours")
    kind = kind if kind in BELONGS else "openinghours"
    rows = changes_at(place.office, kind)
    names = names_of(row.user for row in rows)
    return page(
        request,
        place,
        "changes",
        title=_("Who changed what"),
        kinds=[(name, apps.get_model("offices", name)._meta.verbose_name) for name in BELONGS],
        kind=kind,
        rows=[
            (row, LABELS.get(row.label, row.label), names.get(row.user or 0, "")) for row in rows
        ],
        place_is="audit",
    )
