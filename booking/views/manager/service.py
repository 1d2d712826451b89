"""One service of an office: everything that is set of it, and changing it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from booking.agenda.affected import booked
from booking.forms.manager.offering import SUBJECTS
from booking.views.caseworker.place import Place
from booking.views.caseworker.wording import matter_name
from booking.views.manager import records
from booking.views.manager.consequences import consequences, lengths
from booking.views.manager.place import managed, page
from booking.views.manager.records import Pages
from offices import showcase
from offices.models import Access, Offering
from offices.policy.oddities import Oddities, to_look_at
from offices.policy.sureness import facts_of


def offering_at(place: Place, pk: int) -> Offering:
    """An offering of this office; any other does not exist (rule 8). Raises Http404."""
    found = to_look_at(place.office).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def pages_of(place: Place, offering: Offering) -> Pages:
    return Pages(
        record=offering,
        title=matter_name(offering.pk, place.language),
        subjects=SUBJECTS,
        address="service",
        args=(offering.pk,),
        place_is="services",
        tell=consequences,
    )


@require_safe
@managed
def service(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    offering = offering_at(place, pk)
    facts = facts_of(offering)
    return page(
        request,
        place,
        "service",
        offering=offering,
        odd=Oddities(place.office, place.today).of(offering),
        access_now=Access(offering.access_on(place.today)).label,
        lengths=lengths(offering),
        seasons=[(one, Access(one.access).label) for one in offering.seasons.all()],
        documents=showcase.documents(offering.pk, place.language),
        booked=booked(offering, now=place.now).count(),
        unsure=sum(not fact.is_sure for fact in facts),
        is_over=_is_over(offering, place),
        back_url=place.manage("services"),
        **records.about(pages_of(place, offering), place),
    )


def _is_over(offering: Offering, place: Place) -> bool:
    return offering.valid_until is not None and offering.valid_until < place.today


@require_http_methods(["GET", "POST"])
@managed
def change(request: HttpRequest, place: Place, pk: int, subject: str) -> HttpResponse:
    return records.change(request, place, pages_of(place, offering_at(place, pk)), subject)


@require_POST
@managed
def take_back(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    return records.take_back(request, place, pages_of(place, offering_at(place, pk)))
