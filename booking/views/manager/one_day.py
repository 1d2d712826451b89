"""One date different: a longer Thursday, a campaign on Saturday, a closed afternoon."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from booking.forms.manager.one_day import OneDayForm
from booking.forms.wishes import day_of
from booking.views.caseworker.place import Place, status_of
from booking.views.manager.closing import Closed, closed_between
from booking.views.manager.drafts import draft_of, planned
from booking.views.manager.place import managed, page
from booking.views.manager.weeks import Rule
from offices.changes import days
from offices.changes.rehearsal import as_drafted
from offices.changes.steps import Step
from offices.models import Audience, Closure, OpeningHours
from offices.moments import day_in_words

LOOK = "look"  # the button that only shows the day


@require_http_methods(["GET", "POST"])
@managed
def one_day(request: HttpRequest, place: Place) -> HttpResponse:
    """`look` asks how the day is usually; everything typed stays."""
    draft, typed = draft_of(place), request.POST or request.GET
    day = day_of(typed.get("day"))
    looks = LOOK in request.POST and day is not None
    sent = request.POST if request.method == "POST" and not looks else None
    with as_drafted(place.office, draft):
        usual = _usual(place, day) if day else []
        closed = closed_between(place, day, day, draft) if day else []
        first = _first(day, usual) | _typed(typed)
        form = OneDayForm(sent, place.office, today=place.today, initial=first)
        steps = _steps(place, form, usual) if form.is_valid() else []
        rules = [Rule.of(rule) for rule in usual]
    if form.is_valid():
        return planned(request, place, steps, back="hours")
    return _page(request, place, form, day=day, rules=rules, closed=closed)


def _typed(typed: QueryDict) -> dict[str, Any]:
    times = {name: typed[name] for name in ("opens", "closes") if typed.get(name)}
    return {**times, "desks": typed.getlist("desks"), "offerings": typed.getlist("offerings")}


def _usual(place: Place, day: date) -> list[OpeningHours]:
    rows = OpeningHours.objects.filter(office=place.office, weekday=day.weekday())
    found = rows.order_by("opens", "pk").prefetch_related("desks", "offerings__service")
    return [rule for rule in found if rule.fall_on(day)]


def _first(day: date | None, usual: Iterable[OpeningHours]) -> dict[str, Any]:
    """The form opens with the day as it usually is."""
    own = [rule for rule in usual if rule.audience == Audience.PUBLIC]
    if not own:
        return {"day": day}
    opens, closes = min(rule.opens for rule in own), max(rule.closes for rule in own)
    return {"day": day, "opens": opens, "closes": closes}


def _steps(place: Place, form: OneDayForm, usual: list[OpeningHours]) -> list[Step]:
    """What is impossible is said at the form instead."""
    said, office = form.cleaned_data, place.office
    day, chosen, only = said["day"], said["desks"], said["offerings"]
    lifted = [] if only else days.lift(office, day, chosen)
    in_the_way = _in_the_way(place, form, {step.pk for step in lifted})
    if in_the_way is not None:
        form.add_error("day", in_the_way)
    if form.times is None and not usual:
        form.add_error("day", _("Nothing is open on this day: it is closed already."))
    return [*lifted, *days.one_day(office, usual, day, form.times, chosen, only)]


def _in_the_way(place: Place, form: OneDayForm, lifted: Iterable[int]) -> str | None:
    """A closure within the times that would still close what was planned to be open."""
    if form.times is None:
        return None
    day, zone = form.cleaned_data["day"], place.office.zone
    opens, closes = (datetime.combine(day, clock, tzinfo=zone) for clock in form.times)
    rows = Closure.objects.filter(
        office=place.office, applies=True, starts_at__lt=closes, ends_at__gt=opens
    ).exclude(pk__in=lifted)
    desks = [None, *form.cleaned_data["desks"]]
    first = next((row for row in rows.select_related("desk") if row.desk_id in desks), None)
    if first is None:
        return None
    reason = Closed.of(first, zone, place.language).reason
    said = _("The office is closed then: %(reason)s. Take this closure away first.")
    return said % {"reason": reason}


def _page(
    request: HttpRequest,
    place: Place,
    form: OneDayForm,
    *,
    day: date | None,
    rules: list[Rule],
    closed: list[Closed],
) -> HttpResponse:
    return page(
        request,
        place,
        "one_day",
        status=status_of(form),
        title=_("One date different"),
        form=form,
        day=day,
        day_in_words=day and day_in_words(day, place.language),
        rules=rules,
        closed=closed,
        back_url=place.manage("hours"),
        place_is="hours",
    )
