"""The desks of an office: in their order, with what they serve, when, and for which names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from booking.forms.manager.desks import DeskForm, typed_desk
from booking.forms.wishes import number_of
from booking.views.caseworker.place import Place, status_of
from booking.views.manager.desk_hours import Line, lines_of
from booking.views.manager.drafts import draft_of, planned
from booking.views.manager.place import managed, page
from booking.views.manager.remarked import remarked
from offices.changes.desks import add_desk, change_desk
from offices.changes.rehearsal import as_drafted
from offices.changes.steps import Step, steps_of
from offices.models import Change, Desk, OpeningHours


@dataclass(frozen=True)
class DeskLine:
    pk: int
    label: str
    number: int
    services: tuple[str, ...]
    hours: tuple[Line, ...]
    letters: tuple[tuple[str, str], ...]  # group of people, and from–to
    until: date | None
    is_planned: bool


@require_safe
@managed
def desks(request: HttpRequest, place: Place) -> HttpResponse:
    draft = draft_of(place)
    with as_drafted(place.office, draft):
        lines, remarks = _lines(place, draft), remarked(place)
    over = [one for one in lines if one.until and one.until < place.today]
    return page(
        request,
        place,
        "desks",
        title=_("Desks"),
        draft=draft,
        remarks=remarks,
        lines=[one for one in lines if one not in over],
        over=over,
        place_is="desks",
    )


def _lines(place: Place, draft: Change | None) -> list[DeskLine]:
    rules = [one for one in _rules(place) if not one.valid_until or one.valid_until >= place.today]
    rows = Desk.objects.filter(office=place.office).order_by("position", "label")
    found = rows.prefetch_related("offerings__service", "responsibilities")
    planned_ = _planned(draft)
    return [_line(place, desk, rules, is_planned=desk.pk in planned_) for desk in found]


def _rules(place: Place) -> Iterable[OpeningHours]:
    rows = OpeningHours.objects.filter(office=place.office)
    return rows.order_by("weekday", "opens").prefetch_related("desks", "offerings")


def _planned(draft: Change | None) -> set[int]:
    """Desks of which something is planned, their letters among it."""
    found = set()
    for step in steps_of(draft) if draft else []:
        if step.what == "desk":
            found.add(step.pk)
        if step.what == "responsible":
            found |= {values["desk_id"] for values in (step.was, step.now) if values}
    return found


def _line(place: Place, desk: Desk, rules: Iterable[OpeningHours], *, is_planned: bool) -> DeskLine:
    letters = [(str(r.get_people_display()), str(r)) for r in desk.responsibilities.all()]
    return DeskLine(
        pk=desk.pk,
        label=desk.label,
        number=desk.position + 1,
        services=tuple(str(one.service) for one in desk.offerings.all()),
        hours=tuple(lines_of(desk, rules, place.today, place.language)),
        letters=tuple(letters),
        until=desk.valid_until,
        is_planned=is_planned,
    )


@require_http_methods(["GET", "POST"])
@managed
def add(request: HttpRequest, place: Place) -> HttpResponse:
    """A new desk, if wanted like another one."""
    with as_drafted(place.office, draft_of(place)):
        labels = _labels(place)
        form = _desk_form(request, place, _first(request, place, labels))
    if not _is_right(form, labels):
        return _form(request, place, form, _("Add a desk"))
    return planned(request, place, add_desk(form.values(), form.letters()), back="desks")


def _first(request: HttpRequest, place: Place, labels: dict[int, str]) -> dict[str, Any]:
    like = number_of(request.GET.get("like"))
    first = typed_desk(_desk(place, like)) if like in labels and like else {}
    last = place.office.desks.order_by("position").last()
    return {**first, "label": "", "position": last.position + 2 if last else 1, "valid_until": None}


@require_http_methods(["GET", "POST"])
@managed
def change(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    labels = _labels(place)  # as saved: two desks cannot swap their names at once
    with as_drafted(place.office, draft_of(place)):
        desk = _desk(place, pk)
        form = _desk_form(request, place, typed_desk(desk))
        others = [labels, _labels(place)]
        is_right = _is_right(form, *({k: v for k, v in one.items() if k != pk} for one in others))
        steps = _changed(desk, form) if is_right else None
    if steps is None:
        return _form(request, place, form, _("Change a desk"), desk)
    return planned(request, place, steps, back="desks")


def _changed(desk: Desk, form: DeskForm) -> list[Step]:
    """Services that are not offered any more stay as they are: the form does not show them."""
    values = form.values()
    shown = {pk for _group, services in form.fields["offerings"].choices for pk, _name in services}  # type: ignore[attr-defined]
    hidden = {one.pk for one in desk.offerings.all()} - shown
    values["offerings"] = sorted({*values["offerings"], *hidden})
    return change_desk(desk, values, form.letters())


def _labels(place: Place) -> dict[int, str]:
    return dict(Desk.objects.filter(office=place.office).values_list("pk", "label"))


def _is_right(form: DeskForm, *taken: dict[int, str]) -> bool:
    if not form.is_valid():
        return False
    if any(form.cleaned_data["label"] in labels.values() for labels in taken):
        form.add_error("label", _("Another desk of this office has this label."))
    return form.is_valid()


def _desk(place: Place, pk: int) -> Desk:
    found = Desk.objects.filter(office=place.office, pk=pk).first()
    if found is None:
        raise Http404
    return found


def _desk_form(request: HttpRequest, place: Place, first: dict[str, Any]) -> DeskForm:
    sent = request.POST if request.method == "POST" else None
    return DeskForm(sent, place.office, today=place.today, initial=first)


def _form(
    request: HttpRequest, place: Place, form: DeskForm, title: str, desk: Desk | None = None
) -> HttpResponse:
    return page(
        request,
        place,
        "desk_form",
        status=status_of(form),
        title=title,
        form=form,
        desk=desk,
        back_url=place.manage("desks"),
        place_is="desks",
    )
