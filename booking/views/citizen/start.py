"""The first page and its four doors, and finding the office that is responsible."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from booking.forms.person import is_latin
from booking.forms.wishes import Need, PlaceForm, Wish
from booking.views.citizen.offer import STEPS, page_language
from booking.views.citizen.paths import path_to
from offices import showcase
from offices.showcase import ShownPlace


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    doors = {need.value: f"{path_to('where')}{Wish(need=need).query}" for need in Need}
    return render(request, "citizen/start.html", {"doors": doors})


@require_safe
def where(request: HttpRequest) -> HttpResponse:
    """Ask where somebody lives; one office found leads straight on."""
    wish = Wish.of(request.GET)
    places = showcase.places(page_language())
    form = PlaceForm(request.GET if "place" in request.GET else None)
    if not form.is_valid():
        return _ask_where(request, wish, form, [])
    found = showcase.find_place(places, form.cleaned_data["place"])
    if len({place.slug for _town, place in found}) == 1:
        return redirect(_document_url(found[0][1], wish))
    found = found or showcase.similar_places(places, form.cleaned_data["place"])
    if not found and is_latin(form.cleaned_data["place"]):
        return redirect(f"{path_to('elsewhere')}{wish.query}")
    if not found:
        form.add_error("place", _("Please write the place in Latin letters, as on signs."))
    return _ask_where(request, wish, form, found)


def _ask_where(
    request: HttpRequest, wish: Wish, form: PlaceForm, found: list[tuple[str, ShownPlace]]
) -> HttpResponse:
    return render(
        request,
        "citizen/where.html",
        {
            "form": form,
            "kept": wish.fields,
            "found": [(town, place, _document_url(place, wish)) for town, place in found],
            "places": places_with_urls(wish),
            "elsewhere_url": f"{path_to('elsewhere')}{wish.query}",
            "step": 1,
            "steps": STEPS,
        },
    )


def places_with_urls(wish: Wish) -> list[tuple[ShownPlace, str]]:
    return [(place, _document_url(place, wish)) for place in showcase.places(page_language())]


def _document_url(place: ShownPlace, wish: Wish) -> str:
    return f"{path_to('document', place.slug)}{wish.query}"


@require_safe
def elsewhere(request: HttpRequest) -> HttpResponse:
    wish = Wish.of(request.GET)
    where_url = f"{path_to('where')}{wish.query}"
    return render(
        request,
        "citizen/elsewhere.html",
        {"where_url": where_url, "places": places_with_urls(wish)},
    )
