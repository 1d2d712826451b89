"""Access per season: for some days another one than usual."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from booking.forms.manager.season import SeasonForm
from booking.forms.wishes import number_of
from booking.views.caseworker.place import Place, status_of
from booking.views.caseworker.wording import matter_name
from booking.views.manager.place import managed, page
from booking.views.manager.service import offering_at
from offices.models import Offering, Season
from offices.policy.offering import add_season, end_season


@require_http_methods(["GET", "POST"])
@managed
def new(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    offering = offering_at(place, pk)
    data = request.POST if request.method == "POST" else None
    like = number_of(request.GET.get("like"))
    initial = _next_year(_season(offering, like)) if like else {}
    form = SeasonForm(data, today=place.today, initial=initial)
    if form.is_valid() and _added(form, offering):
        messages.success(request, _("Saved."))
        return redirect(place.manage("service", pk))
    return page(
        request,
        place,
        "season",
        status=status_of(form),
        title=_("Other access for a season"),
        about=matter_name(pk, place.language),
        usual=offering.get_access_display(),
        form=form,
        back_url=place.manage("service", pk),
        place_is="services",
    )


def _added(form: SeasonForm, offering: Offering) -> bool:
    typed = form.cleaned_data
    try:
        add_season(offering, typed["first_day"], typed["last_day"], typed["access"])
    except ValidationError as error:
        for said in error.messages:
            form.add_error(None, said)
        return False
    return True


def _season(offering: Offering, pk: int) -> Season:
    """One of this offering. Raises Http404."""
    found = offering.seasons.select_related("offering").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _next_year(season: Season) -> dict[str, Any]:
    """The same days a year later; 29 February becomes the 28th."""
    days = {"first_day": season.first_day, "last_day": season.last_day}
    later = {
        name: day.replace(year=day.year + 1, day=min(day.day, 28 if day.month == 2 else 31))  # noqa: PLR2004
        for name, day in days.items()
    }
    return {**later, "access": season.access}


@require_POST
@managed
def end(request: HttpRequest, place: Place, pk: int, season: int) -> HttpResponse:
    end_season(_season(offering_at(place, pk), season))
    messages.success(request, _("Taken off. From now on the usual access counts."))
    return redirect(place.manage("service", pk))
