"""Another matter for the same appointment: at its own time if that fits, else another."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from booking import reservations
from booking.availability import Ask, gaps_at
from booking.forms.visitor import MatterForm
from booking.forms.wishes import TimeForm
from booking.models import Booking
from booking.reservations import BusyError, ReservationError, SlotTakenError
from booking.views.caseworker.appointment import of_booking, when
from booking.views.caseworker.filters import matters_of
from booking.views.caseworker.new import Plan
from booking.views.caseworker.place import Place, page, status_of
from booking.views.caseworker.reached import done_and_told
from booking.views.caseworker.times import ASKED, Said, shown, since_of, times_for
from booking.views.caseworker.wording import matter_name
from offices.models import Offering


@require_http_methods(["GET", "POST"])
@of_booking
def matter(request: HttpRequest, place: Place, booking: Booking) -> HttpResponse:
    plan = Plan(place, request.GET)
    if not plan.is_possible:
        return _choose(request, plan, booking)
    if request.method == "POST":
        return _change(request, plan, booking)
    return _times(request, plan, booking)


def _choose(request: HttpRequest, plan: Plan, booking: Booking) -> HttpResponse:
    given = request.GET if plan.offering else None
    item, place = booking.items.all()[0], plan.place
    form = MatterForm(given, matters_of(place), plan.most, initial={"persons": item.persons})
    shown = when(place, booking)
    return page(request, place, "matter", status=status_of(form), form=form, **shown)


def _change(request: HttpRequest, plan: Plan, booking: Booking) -> HttpResponse:
    form, place = TimeForm(request.POST), plan.place
    if not form.is_valid():
        return _times(request, plan, booking, Said.nothing_chosen())
    offering, persons = plan.items[0]
    start = form.cleaned_data["start"]
    try:
        reservations.change_matter(booking, offering, persons, start=start, now=place.now)
    except (SlotTakenError, BusyError) as refusal:
        return _times(request, plan, booking, Said.faster(refusal, start))
    except ReservationError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, done_and_told(booking, _("The appointment is for another matter now."))
        )
    return redirect(place.path("appointment", booking.pk))


def _times(request: HttpRequest, plan: Plan, booking: Booking, said: Said = ASKED) -> HttpResponse:
    """First of all the same time, where it may fit: it is tried when it is pressed."""
    place, (offering, _persons) = plan.place, plan.items[0]
    name = booking.person.family_name if booking.person else ""
    ask = reservations.counter_ask(plan.items, now=place.now, family_name=name)
    is_kept = _may_keep_time(booking, ask, offering, place.now)
    return page(
        request,
        place,
        "matter_times",
        status=said.status,
        plan=plan,
        wished=matter_name(offering.pk, place.language),
        own_start=booking.time.starts_at.isoformat() if is_kept else "",
        **when(place, booking),
        **shown(times_for(place, ask, since_of(request.GET)), request.GET, said),
    )


def _may_keep_time(booking: Booking, ask: Ask, offering: Offering, now: datetime) -> bool:
    """Whether its own desk serves the matter, or another one that is free then."""
    is_own = booking.time.desk.offerings.filter(pk=offering.pk).exists()
    return is_own or bool(gaps_at(ask, booking.time.starts_at, now=now))
