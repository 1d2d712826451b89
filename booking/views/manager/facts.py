"""What an authority says of itself, and how people get into its office."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from booking.forms.manager.facts import OF_AUTHORITY, OF_OFFICE
from booking.views.caseworker.place import Place
from booking.views.manager import records
from booking.views.manager.place import managed, page
from booking.views.manager.records import Pages


def _authority(place: Place) -> Pages:
    owner = place.office.authority
    return Pages(owner, owner.name, OF_AUTHORITY, "authority", (), "authority")


def _office(place: Place) -> Pages:
    return Pages(place.office, place.office.name, OF_OFFICE, "office_facts", (), "office")


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
