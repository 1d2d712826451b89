"""Booking for somebody: first the matter, then time and person on one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from booking import audit, reservations
from booking.availability import Ask
from booking.forms.person import PersonForm
from booking.forms.visitor import CounterPersonForm, MatterForm, VisitorForm
from booking.forms.wishes import TimeForm, number_of
from booking.models import Booking, Look
from booking.reservations import BusyError, NoDeskError, ReservationError, SlotTakenError
from booking.views.caseworker.appointment import booking_at
from booking.views.caseworker.filters import matters_of
from booking.views.caseworker.place import DESK, Place, at_office, page, status_of
from booking.views.caseworker.times import ASKED, Said, shown, since_of, times_for
from booking.views.caseworker.wording import matter_name
from booking.views.free_times import start_value
from offices import showcase
from offices.models import Desk, Offering


@dataclass(frozen=True)
class Plan:
    """What was chosen so far, read from the address; nothing of it names anybody."""

    place: Place
    given: QueryDict

    @cached_property
    def offering(self) -> Offering | None:
        """Raises Http404 for one of another office."""
        pk = number_of(self.given.get("matter"))
        if pk is None:
            return None
        found = showcase.for_the_calendar().filter(office=self.place.office, pk=pk).first()
        if found is None:
            raise Http404
        return found

    @cached_property
    def persons(self) -> int:
        return number_of(self.given.get("persons")) or 1

    @property
    def most(self) -> int:
        """For how many persons it may be at once."""
        return self.offering.max_persons if self.offering else 1

    @property
    def is_possible(self) -> bool:
        """Whether it is said what for, and so many may come at once."""
        return self.offering is not None and self.persons <= self.most

    @cached_property
    def desk(self) -> Desk | None:
        """Raises Http404 for one of another office."""
        return self.place.desk(self.given.get("desk"))

    @cached_property
    def source(self) -> Booking | None:
        """Whose next appointment it is. Raises Http404 for a booking of another office."""
        pk = number_of(self.given.get("of"))
        return booking_at(self.place, pk) if pk else None

    def check(self) -> None:
        """Raises Http404 where anything that was chosen is of another office."""
        _all = self.offering, self.desk, self.source

    @property
    def items(self) -> list[tuple[Offering, int]]:
        assert self.offering is not None  # noqa: S101
        return [(self.offering, self.persons)]

    @cached_property
    def start(self) -> datetime | None:
        """The start of the cell that was pressed in the calendar."""
        try:
            day = date.fromisoformat(self.given.get("day", ""))
            clock = time.fromisoformat(self.given.get("at", ""))
        except ValueError:
            return None
        return datetime.combine(day, clock, tzinfo=self.place.office.zone)

    @property
    def since(self) -> date | None:
        return since_of(self.given) or (self.start.date() if self.start else None)

    @property
    def ask(self) -> Ask:
        """Which free times are looked for."""
        desk = self.desk.pk if self.desk else None
        return reservations.counter_ask(self.items, now=self.place.now, desk=desk)

    @property
    def another_matter(self) -> str:
        """The address on which the matter is chosen, for the same person."""
        return self.place.path("new") + (f"?of={self.source.pk}" if self.source else "")


@require_http_methods(["GET", "POST"])
@at_office(*DESK)
def new(request: HttpRequest, place: Place) -> HttpResponse:
    plan = Plan(place, request.GET)
    plan.check()
    if not plan.is_possible:
        return _matter(request, plan)
    people, visitor = _forms(request, plan)
    if request.method == "POST" and not visitor.paused:
        return _book(request, plan, people, visitor)
    return _page(request, plan, people, visitor)


def _matter(request: HttpRequest, plan: Plan) -> HttpResponse:
    sent = "matter" in request.GET
    matters = matters_of(plan.place, plan.desk)
    form = MatterForm(request.GET if sent else None, matters, plan.most, initial={"persons": 1})
    kept = [
        (name, request.GET[name]) for name in ("desk", "day", "at", "of") if name in request.GET
    ]
    if plan.source:
        audit.note_look(plan.place, Look.Page.APPOINTMENT, audit.FILED, bookings=[plan.source.pk])
    return page(
        request,
        plan.place,
        "new_matter",
        status=status_of(form),
        title=_("Book for somebody"),
        form=form,
        kept=kept,
        plan=plan,
        start=plan.place.on_the_wall(plan.start) if plan.start else "",
        back_url=plan.place.path("today"),
    )


def _forms(request: HttpRequest, plan: Plan) -> tuple[list[PersonForm], VisitorForm]:
    data = request.POST if request.method == "POST" else None
    known = list(plan.source.attendees.all()) if plan.source else []
    people = []
    for position in range(plan.persons):
        form = CounterPersonForm.of(known[position] if position < len(known) else None, data)
        form.prefix = f"p{position}"
        people.append(form)
    return people, VisitorForm(data, initial=_reached(plan.source))


def _reached(source: Booking | None) -> dict[str, Any]:
    if source is None:
        return {"language": "de"}
    mine = source.contacts.first()
    return {
        "language": source.language,
        "email": source.email,
        "phone": mine.phone if mine else "",
        "talk": source.talk,
        "needs": source.needs,
    }


def _book(
    request: HttpRequest, plan: Plan, people: Sequence[PersonForm], visitor: VisitorForm
) -> HttpResponse:
    chosen = TimeForm(request.POST)
    are_good = [form.is_valid() for form in (*people, visitor, chosen)]
    if not all(are_good):
        said = Said(status=422) if chosen.is_valid() else Said.nothing_chosen()
        return _page(request, plan, people, visitor, said)
    start = chosen.cleaned_data["start"]
    try:
        booking = reservations.book_for(
            visitor.visitor(people),
            items=plan.items,
            start=start,
            now=plan.place.now,
            desk=plan.desk.pk if plan.desk else None,
        )
    except (SlotTakenError, NoDeskError, BusyError) as refusal:
        return _page(request, plan, people, visitor, Said.faster(refusal, start))
    except ReservationError as refusal:
        return _page(request, plan, people, visitor, Said(str(refusal), status=409))
    messages.success(request, _("The appointment is booked."))
    return redirect(plan.place.path("appointment", booking.pk))


def _page(
    request: HttpRequest,
    plan: Plan,
    people: Sequence[PersonForm],
    visitor: VisitorForm,
    said: Said = ASKED,
) -> HttpResponse:
    place = plan.place
    if plan.source:
        audit.note_look(place, Look.Page.APPOINTMENT, audit.WHOLE, bookings=[plan.source.pk])
    chosen = request.POST.get("start") or (start_value(plan.start) if plan.start else "")
    return page(
        request,
        place,
        "new",
        status=said.status,
        title=_("Book for somebody"),
        back_url=plan.another_matter,
        plan=plan,
        matter=matter_name(plan.items[0][0].pk, place.language),
        people=people,
        visitor=visitor,
        **shown(times_for(place, plan.ask, plan.since), request.GET, said, chosen),
    )
