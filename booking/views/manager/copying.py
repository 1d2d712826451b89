"""Copying the hours of a day or of a week; what that comes to is said when it is planned."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from booking.forms.manager.hours import CopyDayForm, CopyWeekForm
from booking.views.caseworker.place import Place
from booking.views.manager.closing import closed_between
from booking.views.manager.drafts import draft_of, planned
from booking.views.manager.hours import form_page, sent
from booking.views.manager.place import managed
from offices.changes.edits import copy_day, copy_week
from offices.changes.rehearsal import as_drafted
from offices.changes.steps import Step, joined
from offices.models import OpeningHours
from offices.models.hours import monday_of

NAMED = 5  # so many closures are named
DAY = timedelta(days=1)


@require_http_methods(["GET", "POST"])
@managed
def day_copied(request: HttpRequest, place: Place) -> HttpResponse:
    form = CopyDayForm(sent(request), place.office, today=place.today)
    with as_drafted(place.office, draft_of(place)):
        steps = _of_day(place, form) if form.is_valid() else []
    if not form.is_valid():
        return form_page(request, place, form, _("Copy a day"))
    _say_how_many(request, steps)
    return planned(request, place, steps)


def _of_day(place: Place, form: CopyDayForm) -> list[Step]:
    said, rules = form.cleaned_data, _rules(place)
    since: date = said["since"]
    counts = [rule for rule in rules if not rule.valid_until or rule.valid_until >= since]
    if not any(rule.weekday == said["source"] for rule in counts):
        text = _("This day has no opening hours. To close other days, take their hours away.")
        form.add_error("source", text)
        return []
    return copy_day(rules, said["source"], said["targets"], since)


@require_http_methods(["GET", "POST"])
@managed
def week_copied(request: HttpRequest, place: Place) -> HttpResponse:
    chosen, draft = {"source": request.GET.get("week", "")}, draft_of(place)
    form = CopyWeekForm(sent(request), today=place.today, initial=chosen)
    with as_drafted(place.office, draft):
        steps = _of_week(place, form) if form.is_valid() else []
        closed = _closed_then(place, form) if steps else []
    if not form.is_valid():
        return form_page(request, place, form, _("Copy a week"))
    _say_how_many(request, steps)
    _say_what_stays_closed(request, closed)
    return planned(request, place, steps)


def _of_week(place: Place, form: CopyWeekForm) -> list[Step]:
    said, rules = form.cleaned_data, _rules(place)
    days = [monday_of(said["source"]) + number * DAY for number in range(7)]
    if not any(rule.fall_on(day) for rule in rules for day in days):
        form.add_error("source", _("This week has no opening hours. Please choose another one."))
        return []
    return copy_week(rules, said["source"], said["first"], said["last"])


def _closed_then(place: Place, form: CopyWeekForm) -> list[str]:
    said = form.cleaned_data
    found = closed_between(place, said["first"], said["last"], None)
    return [f"{one.span.days} ({one.reason})" for one in found if one.applies and not one.desk]


def _rules(place: Place) -> list[OpeningHours]:
    rows = OpeningHours.objects.filter(office=place.office)
    return list(rows.prefetch_related("desks", "offerings"))


def _say_how_many(request: HttpRequest, steps: Iterable[Step]) -> None:
    count = len(joined(steps))
    if count:
        said = ngettext(
            "Copying changes %(count)d opening hours, which stand below.",
            "Copying changes %(count)d opening hours, which stand below.",
            count,
        )
        messages.info(request, said % {"count": count})


def _say_what_stays_closed(request: HttpRequest, closed: list[str]) -> None:
    if closed:
        named = [*closed[:NAMED], *(["…"] if len(closed) > NAMED else [])]
        said = _("Closures are not copied and stay. The office is closed then on: %(days)s")
        messages.info(request, said % {"days": "; ".join(named)})
