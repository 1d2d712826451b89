"""Inviting one person, or a list of them, to choose a time."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from booking import audit
from booking.forms.invitation_office import GuestForm, PeopleForm, RightForm, known_guest
from booking.forms.wishes import number_of
from booking.models import Booking, Invitation, Look
from booking.reservations import Guest, ReservationError, invite_all
from booking.views.caseworker.appointment import booking_at
from booking.views.caseworker.invitations import BATCH
from booking.views.caseworker.next_times import warn_of_nothing_free
from booking.views.caseworker.place import DESK, Place, at_office, page, status_of
from offices.models import Access, Offering

NOT_HERE = (Access.ELSEWHERE, Access.WALK_IN)
CONFIRMED = "confirmed"


def _offerings(place: Place) -> QuerySet[Offering]:
    """What this office may invite for: at desks that exist."""
    rows = Offering.objects.filter(office=place.office, desks__isnull=False)
    here = rows.with_access(place.now).exclude(access_now__in=NOT_HERE)
    near = here.select_related("office", "service__group")
    found: QuerySet[Offering] = near.order_by("service__group__position", "service__position", "pk")
    return found.distinct()


@require_http_methods(["GET", "POST"])
@at_office(*DESK)
def one(request: HttpRequest, place: Place) -> HttpResponse:
    """Somebody new, or the person of the appointment `of` which the address names."""
    pk = number_of(request.GET.get("of"))
    source = booking_at(place, pk) if pk else None
    form = GuestForm(
        request.POST if request.method == "POST" else None,
        today=place.today,
        offerings=_offerings(place),
        initial=known_guest(source) if source else {},
    )
    made = _made(form, [form.guest], place) if form.is_valid() else []
    if made:
        _tell(request, place, made)
        return redirect(place.path("invitation", made[0].pk))
    return _one_page(request, place, form, source)


def _one_page(
    request: HttpRequest, place: Place, form: GuestForm, source: Booking | None
) -> HttpResponse:
    if source:
        audit.note_look(place, Look.Page.APPOINTMENT, audit.WHOLE, bookings=[source.pk])
    return page(
        request,
        place,
        "invite",
        status=status_of(form),
        title=_("Invite somebody"),
        form=form,
        back_url=place.path(*(("appointment", source.pk) if source else ("invitations",))),
        place_is="invitations",
    )


@require_http_methods(["GET", "POST"])
@at_office(*DESK)
def many(request: HttpRequest, place: Place) -> HttpResponse:
    """Read the list, show what was understood, and invite all of them at the second press."""
    form = PeopleForm(
        request.POST if request.method == "POST" else None,
        files=request.FILES or None,
        today=place.today,
        offerings=_offerings(place),
    )
    guests = list(form.guests) if form.is_valid() else []
    made = _made(form, guests, place) if guests and CONFIRMED in request.POST else []
    if made:
        _tell(request, place, made)
        batch = urlencode({BATCH: made[0].invited_at.isoformat()})
        return redirect(f"{place.path('invitations')}?{batch}")
    return _many_page(request, place, form, [] if form.errors else guests)


def _many_page(
    request: HttpRequest, place: Place, form: PeopleForm, understood: list[Guest]
) -> HttpResponse:
    return page(
        request,
        place,
        "invite_list",
        status=status_of(form),
        title=_("Invite from a list"),
        form=form,
        guests=understood,
        by_email=sum(bool(guest.email) for guest in understood),
        back_url=place.path("invitations"),
        place_is="invitations",
    )


def _made(form: RightForm, guests: list[Guest], place: Place) -> list[Invitation]:
    """Everybody invited; nobody where it was refused, and why stands in the form then."""
    way = form.cleaned_data.get("way", Invitation.Way.EMAIL)
    try:
        return invite_all(guests, form.right(way), by=place.user, now=place.now)
    except ReservationError as refusal:
        form.add_error(None, str(refusal))
        return []


def _tell(request: HttpRequest, place: Place, made: list[Invitation]) -> None:
    letters = sum(invitation.way == Invitation.Way.LETTER for invitation in made)
    said = ngettext(
        "%(count)d person is invited: %(mails)d by e-mail, %(letters)d by letter.",
        "%(count)d people are invited: %(mails)d by e-mail, %(letters)d by letter.",
        len(made),
    )
    numbers: dict[str, Any] = {
        "count": len(made),
        "mails": len(made) - letters,
        "letters": letters,
    }
    messages.success(request, said % numbers)
    warn_of_nothing_free(request, [invitation.booking for invitation in made], place.now)
