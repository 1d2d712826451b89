"""An office that moves house: where it will be, and from which day on."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from booking.forms.manager.house import HouseForm
from booking.views.caseworker.place import Place, status_of
from booking.views.manager.drafts import draft_of, planned
from booking.views.manager.place import managed, page
from offices.changes.kinds import KINDS
from offices.changes.rehearsal import as_drafted
from offices.changes.steps import to_add, to_change, to_remove
from offices.models import OfficeAddress
from offices.models.place import places
from offices.moments import day_in_words


@require_safe
@managed
def house(request: HttpRequest, place: Place) -> HttpResponse:
    """Every address of the office, one after the other."""
    draft = draft_of(place)
    with as_drafted(place.office, draft):
        moves = list(_moves(place).order_by("since"))
        found = places(place.office, moves)
    keys: list[int | None] = [None, *(move.pk for move in moves)]
    return page(
        request,
        place,
        "house",
        title=_("Address"),
        rows=[
            (key, one, _since(place, one.since), bool(one.since and one.since > place.today))
            for key, one in zip(keys, found, strict=True)
        ],
        draft=draft,
        place_is="house",
    )


def _since(place: Place, since: Any) -> str:
    return day_in_words(since, place.language) if since else ""


@require_http_methods(["GET", "POST"])
@managed
def add(request: HttpRequest, place: Place) -> HttpResponse:
    with as_drafted(place.office, draft_of(place)):
        form = _form(request, place, {}, _moves(place))
    if not form.is_valid():
        return _page(request, place, form, _("The office moves"))
    return planned(request, place, [to_add("address", form.values())])


@require_http_methods(["GET", "POST"])
@managed
def change(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    with as_drafted(place.office, draft_of(place)):
        move = _move(place, pk)
        others = _moves(place).exclude(pk=pk)
        form = _form(request, place, KINDS["address"].values_of(move), others)
        steps = [to_change("address", move, form.values())] if form.is_valid() else None
    if steps is None:
        return _page(request, place, form, _("Change the new address"))
    return planned(request, place, steps)


@require_POST
@managed
def remove(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """The office does not move after all."""
    with as_drafted(place.office, draft_of(place)):
        steps = [to_remove("address", _move(place, pk))]
    return planned(request, place, steps)


def _move(place: Place, pk: int) -> OfficeAddress:
    """One that is still to come: where the office was is history."""
    found: OfficeAddress | None = _moves(place).filter(pk=pk, since__gt=place.today).first()
    if found is None:
        raise Http404
    return found


def _moves(place: Place) -> QuerySet[OfficeAddress]:
    return OfficeAddress.objects.filter(office=place.office)


def _form(
    request: HttpRequest, place: Place, first: dict[str, Any], others: QuerySet[OfficeAddress]
) -> HouseForm:
    data = request.POST if request.method == "POST" else None
    taken = set(others.values_list("since", flat=True))
    return HouseForm(data, today=place.today, taken=taken, initial=first)


def _page(request: HttpRequest, place: Place, form: HouseForm, title: str) -> HttpResponse:
    return page(
        request,
        place,
        "move_house",
        status=status_of(form),
        title=title,
        form=form,
        back_url=place.manage("house"),
        place_is="house",
    )
