"""One appointment: everything the counter needs to know of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from booking import audit
from booking.agenda.entries import GRACE
from booking.forms.visit import RemarkForm
from booking.models import Booking, Look, Need, Reservation, Talk
from booking.models.affected import explained_by
from booking.models.dossier import read_booking
from booking.papers.paperwork import to_bring
from booking.reservations import Step, last_step
from booking.views.caseworker.history import changes_of
from booking.views.caseworker.phrases import card_in
from booking.views.caseworker.place import DESK, Place, View, at_office, page
from booking.views.caseworker.reached import reached
from booking.views.caseworker.wording import language_name, matter_of, talk_of
from offices.moments import day_at, day_in_words, from_to

UNDONE = {
    Step.RESULT: "result",
    Step.HERE: "here",
    Step.MISSED: "missed",
    Step.CANCELLED: "cancelled",
    Step.MOVED: "moved",
}
Status = Reservation.Status
# A paper of what is cancelled or missed would be taken for valid.
WITH_SLIP = Status.BOOKED, Status.ATTENDED


def about(
    shown_on: Look.Page, fields: tuple[str, ...]
) -> Callable[[View], Callable[..., HttpResponse]]:
    """Give the view the booking of that number; one of another office does not exist (rule 8).

    Whatever the view shows of the person is written down as a look at these fields.
    """

    def decorate(view: View) -> Callable[..., HttpResponse]:
        @wraps(view)
        def found(request: HttpRequest, place: Place, pk: int, **named: Any) -> HttpResponse:
            answer = view(request, place, booking_at(place, pk), **named)
            if answer.status_code != HTTPStatus.FOUND:
                audit.note_look(place, shown_on, fields, bookings=[pk])
            return answer

        return at_office(*DESK)(found)

    return decorate


of_booking = about(Look.Page.APPOINTMENT, audit.FILED)
of_whole_booking = about(Look.Page.APPOINTMENT, audit.WHOLE)


def booking_at(place: Place, pk: int) -> Booking:
    """A booking of the office that has, or had, a time. Raises Http404."""
    booking = read_booking(pk)
    known = booking is not None and booking.reservation is not None and booking.confirmed_at
    if booking is None or booking.office_id != place.office.pk or not known:
        raise Http404
    return booking


@require_safe
@of_whole_booking
def appointment(request: HttpRequest, place: Place, booking: Booking) -> HttpResponse:
    return show(request, place, booking)


def show(
    request: HttpRequest,
    place: Place,
    booking: Booking,
    *,
    status: int = 200,
    remark: RemarkForm | None = None,
) -> HttpResponse:
    return page(
        request,
        place,
        "appointment",
        status=status,
        remark=remark or RemarkForm(),
        **_facts(place, booking),
        **_at_the_counter(place, booking),
    )


def when(place: Place, booking: Booking) -> dict[str, Any]:
    """Day, clock and desk of the appointment, and the way back to that day."""
    zone, taken = place.office.zone, booking.time
    day = day_at(taken.starts_at, zone)
    return {
        "booking": booking,
        "title": booking.person.filed if booking.person else booking.spoken_number,
        "day": day_in_words(day, place.language),
        "clock": from_to(taken.starts_at, taken.ends_at, zone),
        "desk": taken.desk.label,
        "matter": matter_of(booking, place.language),
        "day_url": f"{place.path('day', day)}#r{taken.pk}",
        "url": place.path("appointment", booking.pk),
    }


def _facts(place: Place, booking: Booking) -> dict[str, Any]:
    return {
        **when(place, booking),
        **reached(booking),
        "spoken": language_name(booking.language),
        "talk": talk_of(booking),
        "is_alone": booking.talk == Talk.NOBODY,
        "conversation": list(booking.notes.select_related("written_by")),
        "remarks": list(booking.remarks.select_related("written_by")),
        "corrections": list(booking.corrections.filter(status="open")),
        "history": changes_of(booking, place),
    }


def _at_the_counter(place: Place, booking: Booking) -> dict[str, Any]:
    """What can be done now. What somebody needs is shown on the day alone."""
    taken, visit = booking.time, getattr(booking, "visit", None)
    is_today = day_at(taken.starts_at, place.office.zone) == place.today
    step = last_step(booking)
    return {
        "visit": visit,
        "why": _why(booking),
        "standing": taken.status,
        "is_today": is_today,
        "needs": [Need(one).label for one in booking.needs] if is_today else [],
        "can_come": taken.status == Status.BOOKED
        and day_at(taken.starts_at, place.office.zone) <= place.today,
        "is_missed": taken.status == Status.BOOKED and taken.starts_at + GRACE <= place.now,
        "can_be_missed": taken.status == Status.BOOKED and taken.starts_at <= place.now,
        "can_move": taken.status in (Status.BOOKED, Status.MISSED),
        "has_slip": taken.status in WITH_SLIP,
        "can_cancel": taken.status == Status.BOOKED and place.now < taken.starts_at,
        "step": UNDONE[step] if step else "",
        "papers": documents(booking, place.language),
        "card": card_in(booking.language),
    }


def _why(booking: Booking) -> str:
    """The change of hours for which it was cancelled; empty where there is none."""
    is_cancelled = booking.time.status == Status.CANCELLED
    one = explained_by(booking) if is_cancelled else None
    return one.change.get_reason_display() if one else ""


def documents(booking: Booking, language: str) -> list[dict[str, Any]]:
    """What was to be brought, in the words of the page; whether somebody has looked at it."""
    checked = {one.document_id: one.is_there for one in booking.checked.all()}
    return [
        {
            "pk": one.pk,
            "name": one.name,
            "condition": one.condition,
            "is_there": checked.get(one.pk),
        }
        for matter_ in to_bring(booking, language)
        for one in matter_.documents
    ]
