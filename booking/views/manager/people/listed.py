"""Everybody who works for the authority, at whichever of its offices."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from booking.forms.manager.people import FilterForm, FindForm
from booking.views.caseworker.place import Place, status_of
from booking.views.manager.people.words import Shown
from booking.views.manager.place import managed, page
from offices.staff import Colleague, colleagues

MOST = 50  # on one page
MANY = 10  # from here on it is worth looking for somebody, or for a part


@require_http_methods(["GET", "POST"])
@managed
def listed(request: HttpRequest, place: Place) -> HttpResponse:
    """Names are sent, never put into the address; what names nobody may stand there (rule 7)."""
    authority = place.office.authority
    find = FindForm(request.POST if request.method == "POST" else None)
    parts = FilterForm(request.GET, authority.offices.order_by("pk"))
    words = find.cleaned_data["words"].casefold().split() if find.is_valid() else []
    everybody, wanted = colleagues(authority), parts.wanted()
    found = [one for one in everybody if _fits(one, wanted) and _says(one, words)]
    size = max(len(found), 1) if words else MOST  # what was sent has no address of a next page
    shown = Paginator(found, size).get_page(request.GET.get("page"))
    return page(
        request,
        place,
        "people/list",
        status=status_of(find),
        title=_("Staff"),
        people=[Shown(one, place) for one in shown],
        shown=shown,
        form=find,
        wanted={"form": parts, "query": urlencode(wanted)},
        query=urlencode(wanted),
        **_state(everybody, found, is_part=bool(wanted or words), is_asked=find.is_bound),
        place_is="people",
    )


def _state(
    everybody: list[Colleague], found: list[Colleague], *, is_part: bool, is_asked: bool
) -> dict[str, Any]:
    return {
        "count": len(found),
        "is_part": is_part,
        "is_long": len(everybody) > MANY or is_part or is_asked,
        "is_alone": len(everybody) == 1,
    }


def _says(one: Colleague, words: list[str]) -> bool:
    said = f"{one.called} {one.user.email}".casefold()
    return all(word in said for word in words)


def _fits(one: Colleague, wanted: dict[str, Any]) -> bool:
    """Whether one role is all that is wanted; roles at all offices are at each of them."""
    role, office, state = (wanted.get(name) for name in ("role", "office", "state"))
    if state and one.state.value != state:
        return False
    return any(
        (not role or job.role == role) and (not office or job.office_id in (None, office))
        for job in one.roles
    )
