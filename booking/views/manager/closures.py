"""When an office or some of its desks are closed: the list, and planning other closures."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from booking.forms.manager.closures import (
    ChangeClosureForm,
    ClosureForm,
    EndClosureForm,
    OpenHolidayForm,
)
from booking.views.caseworker.place import Place, status_of
from booking.views.manager.closing import Closed, by_year, closed_between
from booking.views.manager.drafts import draft_of, planned
from booking.views.manager.place import managed, page
from booking.views.manager.remarked import remarked
from offices.changes.days import change_closure, close, close_again, end_closure, open_holiday
from offices.changes.rehearsal import as_drafted
from offices.changes.steps import Step
from offices.changes.yearly import in_years
from offices.holidays import YEARS_AHEAD
from offices.models import Closure
from offices.moments import midnight

SHOWN_PAST, FAR = timedelta(days=366), timedelta(days=366 * (YEARS_AHEAD + 3))


@require_safe
@managed
def closures(request: HttpRequest, place: Place) -> HttpResponse:
    """What is to come, as it will be with the draft; what is over stands folded below."""
    draft, today = draft_of(place), place.today
    with as_drafted(place.office, draft):
        found = closed_between(place, today - SHOWN_PAST, today + FAR, draft)
        remarks = remarked(place)
    return page(
        request,
        place,
        "closures",
        title=_("Closures"),
        draft=draft,
        remarks=remarks,
        years=by_year([one for one in found if one.last >= today]),
        over=[one for one in reversed(found) if one.last < today],
        this_year=today.year,
        place_is="closures",
    )


@require_http_methods(["GET", "POST"])
@managed
def add(request: HttpRequest, place: Place) -> HttpResponse:
    desks = request.GET.getlist("desk")  # asked for at a desk: one of them, for some days
    first = {"first": request.GET.get("day", ""), "years": 0, "desks": desks}
    with as_drafted(place.office, draft_of(place)):
        form = ClosureForm(_sent(request), place.office, today=place.today, initial=first)
    if not form.is_valid():
        return _form(request, place, form, _("Add a closure"))
    return planned(request, place, _closed(form), back="closures")


def _closed(form: ClosureForm) -> list[Step]:
    said, words = form.cleaned_data, form.words()
    spans = in_years(form.span(), int(said["years"]), said["reason"])
    return [step for span in spans for step in close(span, sorted(said["desks"]), words)]


@require_http_methods(["GET", "POST"])
@managed
def change(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    with as_drafted(place.office, draft_of(place)):
        row = _own(place, pk)
        shown, first = _shown(place, row), ChangeClosureForm.typed(row)
        form = ChangeClosureForm(_sent(request), place.office, today=place.today, initial=first)
        steps = change_closure(row, form.span(), form.words()) if form.is_valid() else None
    if steps is None:
        return _form(request, place, form, _("Change a closure"), shown)
    return planned(request, place, steps, back="closures")


@require_http_methods(["GET", "POST"])
@managed
def end(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """Open again; of a closure that has begun, from today on."""
    form = EndClosureForm({"sure": "1"} if request.method == "POST" else None)
    with as_drafted(place.office, draft_of(place)):
        row = _own(place, pk)
        shown = _shown(place, row)
        steps = end_closure(row, midnight(place.today, place.office.zone))
    if not form.is_bound:
        return _form(request, place, form, _("Take this closure away"), shown)
    return planned(request, place, steps, back="closures")


@require_http_methods(["GET", "POST"])
@managed
def open_on(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """Open the office on a public holiday."""
    with as_drafted(place.office, draft_of(place)):
        row = _to_come(place, pk, holiday__isnull=False)
        shown, first = _shown(place, row), {"open_reason": row.open_reason}
        form = OpenHolidayForm(_sent(request), initial=first)
        steps = open_holiday(row, form.cleaned_data["open_reason"]) if form.is_valid() else None
    if steps is None:
        return _form(request, place, form, _("Open on a public holiday"), shown)
    return planned(request, place, steps, back="closures")


@require_POST
@managed
def close_holiday(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    with as_drafted(place.office, draft_of(place)):
        steps = close_again(_to_come(place, pk, applies=False))
    return planned(request, place, steps, back="closures")


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _own(place: Place, pk: int) -> Closure:
    """A public holiday is the system's: it is opened, and not changed."""
    return _to_come(place, pk, holiday=None)


def _to_come(place: Place, pk: int, **told: Any) -> Closure:
    """What is over is not changed any more."""
    since = midnight(place.today, place.office.zone)
    rows = Closure.objects.filter(office=place.office, ends_at__gt=since, **told)
    found = rows.select_related("office", "desk").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _shown(place: Place, row: Closure) -> Closed:
    return Closed.of(row, place.office.zone, place.language)


def _form(
    request: HttpRequest, place: Place, form: Any, title: str, closure: Closed | None = None
) -> HttpResponse:
    return page(
        request,
        place,
        "closure_form",
        status=status_of(form),
        title=title,
        form=form,
        closure=closure,
        back_url=place.manage("closures"),
        place_is="closures",
    )
