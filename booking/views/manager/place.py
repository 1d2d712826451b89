"""Where a manager is: every page below /manage/<office>/ begins here."""

from __future__ import annotations

from collections.abc import Mapping
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import SimpleLazyObject
from django.views.decorators.cache import never_cache

from booking.views.caseworker.place import Place, Role, View, at_office, sign_in_first
from booking.views.manager.drafts import draft_of
from booking.views.manager.tabs import Tab, tabs_of
from offices.changes.steps import ChangedMeanwhileError
from offices.models import Office, User


def managed(view: View) -> View:
    """Let in who manages the authority of the office; to all others the page does not exist.

    Where the draft does not fit any more, since somebody else has changed the same, lead to it.
    """

    @wraps(view)
    def guarded(request: HttpRequest, place: Place, *args: Any, **named: Any) -> HttpResponse:
        try:
            return view(request, place, *args, **named)
        except ChangedMeanwhileError:
            return redirect(place.manage("draft"))

    return at_office(Role.MANAGER)(guarded)


@never_cache
def index(request: HttpRequest) -> HttpResponse:
    """The one office somebody manages, or a list of them."""
    user = request.user
    if not isinstance(user, User):
        return sign_in_first(request)
    offices = list(Office.objects.of(user, Role.MANAGER).select_related("authority"))
    if len(offices) == 1:
        return redirect("manage:office", offices[0].slug)
    return render(request, "manager/index.html", {"offices": offices})


def page(
    request: HttpRequest, place: Place, name: str, *, status: int = 200, **context: object
) -> HttpResponse:
    """Answer with templates/manager/<name>.html, below the tabs of the office."""
    everywhere = {
        "place": place,
        "office": place.office,
        "authority": place.office.authority,
        "tabs": SimpleLazyObject(lambda: _tabs(place, context)),
    }
    return render(request, f"manager/{name}.html", {**everywhere, **context}, status=status)


def _tabs(place: Place, context: Mapping[str, Any]) -> list[Tab]:
    """The page may have asked for the draft already."""
    draft = context["draft"] if "draft" in context else draft_of(place)
    return tabs_of(place, draft, context.get("place_is"))
