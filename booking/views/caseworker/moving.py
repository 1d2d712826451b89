"""Another time, another desk, or the desk of another appointment."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from booking import audit, reservations
from booking.forms.wishes import TimeForm, number_of
from booking.models import Booking, BookingItem, Look, Reservation
from booking.reservations import BusyError, NoDeskError, ReservationError, SlotTakenError
from booking.views.caseworker.acting import answered
from booking.views.caseworker.appointment import booking_at, of_booking, when
from booking.views.caseworker.place import Place, page
from booking.views.caseworker.reached import done_and_told
from booking.views.caseworker.times import ASKED, Said, shown, since_of, times_for
from offices.models import Desk


@require_http_methods(["GET", "POST"])
@of_booking
def move(request: HttpRequest, place: Place, booking: Booking) -> HttpResponse:
    desk = place.desk(request.GET.get("desk"))
    if request.method == "POST":
        return _take(request, place, booking, desk)
    return _times(request, place, booking, desk)


def _take(request: HttpRequest, place: Place, booking: Booking, desk: Desk | None) -> HttpResponse:
    form = TimeForm(request.POST)
    if not form.is_valid():
        return _times(request, place, booking, desk, Said.nothing_chosen())
    start = form.cleaned_data["start"]
    try:
        reservations.give_time(booking, start, now=place.now, desk=desk.pk if desk else None)
    except (SlotTakenError, NoDeskError, BusyError) as refusal:
        return _times(request, place, booking, desk, Said.faster(refusal, start))
    except ReservationError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done_and_told(booking, _("The appointment has a new time.")))
    return redirect(place.path("appointment", booking.pk))


def _times(
    request: HttpRequest, place: Place, booking: Booking, desk: Desk | None, said: Said = ASKED
) -> HttpResponse:
    ask = reservations.staff_ask(booking, now=place.now, desk=desk.pk if desk else None)
    times = times_for(place, ask, since_of(request.GET))
    return page(
        request,
        place,
        "move",
        status=said.status,
        desk_wanted=desk,
        desks=place.office.desks.all(),
        **when(place, booking),
        **shown(times, request.GET, said),
    )


@require_http_methods(["GET", "POST"])
@of_booking
def desk(request: HttpRequest, place: Place, booking: Booking) -> HttpResponse:
    """Other desks that are free at the same time, and appointments to swap desks with."""
    if request.method == "POST":
        return _give_desk(request, place, booking)
    others = _at_the_same_time(booking)
    if others:
        audit.note_look(place, Look.Page.LIST, audit.FILED, bookings=[one.pk for one in others])
    return page(
        request,
        place,
        "desk",
        free=reservations.other_desks(booking, now=place.now),
        others=[when(place, one) for one in others],
        **when(place, booking),
    )


def _give_desk(request: HttpRequest, place: Place, booking: Booking) -> HttpResponse:
    other = place.desk(request.POST.get("desk"))
    if other is None:
        messages.error(request, _("Please choose a desk."))
        return redirect(place.path("desk", booking.pk))
    start, said = booking.time.starts_at, _("It is at %(desk)s now.") % {"desk": other.label}
    return answered(
        request,
        place,
        booking,
        lambda now: reservations.give_time(booking, start, now=now, desk=other.pk),
        said,
    )


def _at_the_same_time(booking: Booking) -> list[Booking]:
    """Where each desk serves the matter of the other."""
    mine = booking.items.values_list("offering", flat=True)
    served = booking.time.desk.offerings.values("pk")
    rows = Booking.objects.filter(
        office=booking.office_id,
        reservation__status=Reservation.Status.BOOKED,
        reservation__during__overlap=booking.time.during,
        confirmed_at__isnull=False,
        reservation__desk__in=Desk.objects.filter(offerings__in=mine),
    ).exclude(Q(pk=booking.pk) | Q(items__in=BookingItem.objects.exclude(offering__in=served)))
    return list(rows.for_lines().order_by("reservation__desk__position"))


@require_POST
@of_booking
def swap(request: HttpRequest, place: Place, booking: Booking) -> HttpResponse:
    pk = number_of(request.POST.get("other"))
    if pk is None:
        messages.error(request, _("Please choose an appointment."))
        return redirect(place.path("desk", booking.pk))
    other = booking_at(place, pk)
    return answered(
        request,
        place,
        booking,
        lambda now: reservations.swap(booking, other, now=now),
        _("The two have swapped desks."),
    )
