"""What an authority says of itself, and how people get into its office."""

from __future__ import annotations

from functools import partial

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from booking.agenda.affected import beyond
from booking.forms.manager.facts import OF_AUTHORITY, OF_OFFICE, WAY
from booking.views.caseworker.place import Place
from booking.views.manager import records
from booking.views.manager.place import managed, page
from booking.views.manager.records import Pages
from offices.models import Office

# Of an office, by pages that look after those whom it concerns.
ELSEWHERE = ("street", "postal_code", "city", "timezone")


def _authority(place: Place) -> Pages:
    owner = place.office.authority
    return Pages(owner, owner.name, OF_AUTHORITY, "authority", (), "authority")


def _office(place: Place) -> Pages:
    """After a move the way in belongs to the new address, and is changed there."""
    office = place.office
    has_moved = office.place_on(place.today).since is not None
    subjects = {name: form for name, form in OF_OFFICE.items() if name != WAY or not has_moved}
    return Pages(
        office,
        office.name,
        subjects,
        "office_facts",
        (),
        "office",
        check=partial(_leaves_nobody_behind, place=place),
    )


def _leaves_nobody_behind(office: Office, *, place: Place) -> None:
    """Raises ValidationError where people would come to a house or on a day that is none."""
    stored = Office.objects.get(pk=office.pk)
    if any(getattr(office, name) != getattr(stored, name) for name in ELSEWHERE):
        raise ValidationError(
            _(
                "The address and the time zone are not changed here: people who have an "
                "appointment must be told."
            )
        )
    last = office.valid_until
    count = beyond(office, last, now=place.now).count() if last else 0
    if count:
        said = ngettext(
            "%(count)d appointment lies after this day. First plan a closure from the day after "
            "on: there you say what becomes of it.",
            "%(count)d appointments lie after this day. First plan a closure from the day after "
            "on: there you say what becomes of them.",
            count,
        )
        raise ValidationError(said % {"count": count})


@require_safe
@managed
def authority(request: HttpRequest, place: Place) -> HttpResponse:
    return page(request, place, "authority", **records.about(_authority(place), place))


@require_http_methods(["GET", "POST"])
@managed
def change_authority(request: HttpRequest, place: Place, subject: str) -> HttpResponse:
    return records.change(request, place, _authority(place), subject)


@require_POST
@managed
def take_back_authority(request: HttpRequest, place: Place) -> HttpResponse:
    return records.take_back(request, place, _authority(place))


@require_safe
@managed
def office(request: HttpRequest, place: Place) -> HttpResponse:
    here = place.office.place_on(place.today)
    return page(request, place, "office", here=here, **records.about(_office(place), place))


@require_http_methods(["GET", "POST"])
@managed
def change_office(request: HttpRequest, place: Place, subject: str) -> HttpResponse:
    return records.change(request, place, _office(place), subject)


@require_POST
@managed
def take_back_office(request: HttpRequest, place: Place) -> HttpResponse:
    return records.take_back(request, place, _office(place))
