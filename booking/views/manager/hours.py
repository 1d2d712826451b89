"""The week of an office: looking at any week, and changing its hours."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from booking.forms.manager.hours import (
    ChangeForm,
    EndForm,
    HoursForm,
)
from booking.forms.wishes import day_of
from booking.views.caseworker.place import Place, status_of
from booking.views.manager.drafts import draft_of, planned
from booking.views.manager.place import managed, page
from booking.views.manager.remarked import remarked
from booking.views.manager.weeks import Rule, rules_of, shown_week
from offices.changes.edits import (
    add_hours,
    change_hours,
    end_hours,
    values_of,
)
from offices.changes.rehearsal import as_drafted
from offices.changes.steps import Step
from offices.models import Audience, OpeningHours
from offices.models.hours import monday_of

WEEK = timedelta(days=7)


@require_safe
@managed
def hours(request: HttpRequest, place: Place) -> HttpResponse:
    """Any week as it will be with the draft, and all the rules that make it."""
    monday = monday_of(day_of(request.GET.get("week")) or place.today)
    draft = draft_of(place)
    with as_drafted(place.office, draft):
        week, rules = shown_week(place, monday, request.GET), rules_of(place, draft)
        remarks = remarked(place)
    return page(
        request,
        place,
        "hours",
        title=_("Opening hours"),
        week=week,
        rules=rules,
        remarks=remarks,
        draft=draft,
        place_is="hours",
    )


@require_safe
@managed
def beside(request: HttpRequest, place: Place) -> HttpResponse:
    """Two weeks side by side: today's, and that of the day on which something new begins."""
    draft = draft_of(place)
    with as_drafted(place.office, draft):
        coming = sorted({one.since for one in rules_of(place, draft).coming if one.since})
        other = day_of(request.GET.get("other")) or min(coming, default=place.today + WEEK)
        weeks = [shown_week(place, monday_of(day), request.GET) for day in (place.today, other)]
    return page(
        request,
        place,
        "beside",
        title=_("Two weeks side by side"),
        weeks=weeks,
        other=other,
        coming=coming,
        back_url=place.manage("hours"),
        place_is="hours",
    )


@require_http_methods(["GET", "POST"])
@managed
def add(request: HttpRequest, place: Place) -> HttpResponse:
    first = {"on_days": request.GET.getlist("weekday"), "audience": Audience.PUBLIC}
    with as_drafted(place.office, draft_of(place)):
        form = HoursForm(sent(request), place.office, today=place.today, initial=first)
    if not form.is_valid():
        return form_page(request, place, form, _("Add opening hours"))
    values = form.values() | {"valid_from": form.cleaned_data["since"].isoformat()}
    return planned(request, place, add_hours(form.weekdays, values))


@require_http_methods(["GET", "POST"])
@managed
def change(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    with as_drafted(place.office, draft_of(place)):
        rule = _rule(place, pk)
        shown, first = Rule.of(rule), _typed(rule, place)
        form = ChangeForm(sent(request), place.office, today=place.today, initial=first)
        steps = _changed(rule, form) if form.is_valid() else None
    if steps is None:
        return form_page(request, place, form, _("Change opening hours"), rule=shown)
    return planned(request, place, steps)


def _changed(rule: OpeningHours, form: ChangeForm) -> list[Step] | None:
    """None where they are over by then: somebody goes back and corrects what is planned already."""
    since = form.cleaned_data["since"]
    if rule.valid_until and rule.valid_until < since:
        said = _("These hours end on %(day)s. Change those that begin afterwards instead.")
        form.add_error("since", said % {"day": date_format(rule.valid_until, "d.m.Y")})
        return None
    values = form.values() | {"weekday": form.cleaned_data["weekday"]}
    return change_hours(rule, values, since)


@require_http_methods(["GET", "POST"])
@managed
def end(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    form = EndForm(sent(request), place.office, today=place.today)
    with as_drafted(place.office, draft_of(place)):
        rule = _rule(place, pk)
        shown = Rule.of(rule)
        steps = end_hours(rule, form.cleaned_data["since"]) if form.is_valid() else None
    if steps is None:
        return form_page(request, place, form, _("Take these opening hours away"), rule=shown)
    return planned(request, place, steps)


def sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _rule(place: Place, pk: int) -> OpeningHours:
    found = OpeningHours.objects.filter(office=place.office, pk=pk).first()
    if found is None:
        raise Http404
    return found


def _typed(rule: OpeningHours, place: Place) -> dict[str, Any]:
    """The rule as the form holds it; what begins later keeps its first day."""
    since = rule.valid_from if rule.valid_from and rule.valid_from > place.today else None
    return {**values_of(rule), "since": since, "kept_back": rule.opens_to_public_before}


def form_page(
    request: HttpRequest, place: Place, form: Any, title: str, *, rule: Rule | None = None
) -> HttpResponse:
    return page(
        request,
        place,
        "form",
        status=status_of(form),
        title=title,
        form=form,
        rule=rule,
        back_url=place.manage("hours"),
        place_is="hours",
    )
