"""Going through the pages of one booking: who may see them, and which comes next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from booking.forms.typed import MORE_TIME
from booking.models import Booking, Reservation
from booking.models.stage import Stage, stage_of
from booking.reservations import (
    AlreadyConfirmedError,
    BusyError,
    InvitationOverError,
    LapsedError,
    NameGivenError,
    NoMoreTimeError,
    OtherDeskError,
    SlotTakenError,
    extend,
    persons_of,
    take_again,
)
from booking.views.citizen.cookie import held, keep
from booking.views.citizen.lapsed import nothing_held, other_desk, ran_out, taken
from booking.views.citizen.paths import path_to
from offices.moments import clock_at

View = Callable[..., HttpResponse]


def with_booking(view: View) -> View:
    """Give the view the booking of this browser, as long as it is not booked yet."""

    @require_http_methods(["GET", "HEAD", "POST"])
    # Not no-store: going back over a refused form would then end at an error of the browser.
    @cache_control(private=True, no_cache=True)
    @wraps(view)
    def wrapped(request: HttpRequest, **kwargs: object) -> HttpResponse:
        booking, now = held(request), timezone.now()
        if booking is None:
            return nothing_held(request)
        if not is_being_typed(booking, now):
            return redirect("citizen:booked")
        response = _refusals_answered(view, request, booking, now, kwargs)
        keep(response, booking)
        return response

    return wrapped


def is_being_typed(booking: Booking, now: datetime) -> bool:
    """Whether these pages are for it: a time was taken by this person, and is not booked yet."""
    taken = booking.reservation
    waiting = (Reservation.Status.HELD, Reservation.Status.LAPSED)
    may_be = stage_of(booking, now) in (Stage.HELD, Stage.LAPSED, Stage.INVITED)
    return may_be and taken is not None and taken.status in waiting


def _refusals_answered(
    view: View, request: HttpRequest, booking: Booking, now: datetime, kwargs: Mapping[str, object]
) -> HttpResponse:
    try:
        return view(request, booking, now=now, **kwargs)
    except AlreadyConfirmedError:  # in another tab, a moment ago
        return redirect("citizen:booked")
    except SlotTakenError:
        return taken(request, booking, now=now)
    except OtherDeskError:
        return other_desk(request, booking, now=now)
    except (InvitationOverError, NameGivenError) as refusal:
        messages.error(request, str(refusal))
        return redirect("citizen:booked")


def while_held(view: View) -> View:
    """Show the page while the time is held; afterwards how to take it again.

    What is sent too late is still written down: it stays for an hour.
    """

    @with_booking
    @wraps(view)
    def wrapped(
        request: HttpRequest, booking: Booking, *, now: datetime, **kwargs: object
    ) -> HttpResponse:
        if request.method != "POST" and not booking.time.is_held(now):
            return ran_out(request, booking, now=now)
        if MORE_TIME in request.POST:
            _give_more_time(request, booking, now)
        return view(request, booking, now=now, **kwargs)

    return wrapped


def _give_more_time(request: HttpRequest, booking: Booking, now: datetime) -> None:
    """Hold it longer; pressed a moment too late, take it again. Says what became of it."""
    try:
        _extend_or_take_again(booking, now)
    except (NoMoreTimeError, SlotTakenError, BusyError) as refusal:
        messages.error(request, str(refusal))
    else:
        ends = booking.time.expires_at or now
        until = clock_at(ends, booking.office.zone)
        messages.success(request, _("We hold the time for you until %(until)s.") % {"until": until})


def _extend_or_take_again(booking: Booking, now: datetime) -> None:
    try:
        extend(booking, now=now)
    except LapsedError:
        take_again(booking, now=now)


def next_url(booking: Booking, *, named: int | None = None, is_reached: bool = False) -> str:
    """The first page on which something is missing, else the one to check everything.

    `named` was written down just now, after `booking` was read; with `is_reached`, how to reach
    the person was.
    """
    known = {attendee.position for attendee in booking.attendees.all()} | {named}
    for position in range(persons_of(booking)):
        if position not in known:
            return path_to("person", position + 1)
    if not (is_reached or booking.email or _needs_no_email(booking)):
        return path_to("contact")
    return path_to("check" if booking.talk else "help")


def _needs_no_email(booking: Booking) -> bool:
    """Somebody invited was asked how to reach them, and left it empty."""
    return hasattr(booking, "invitation") and bool(booking.contacts.all())
