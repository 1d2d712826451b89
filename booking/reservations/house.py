"""An office that moves house: whose appointments are then at another place, and telling them.

First the new address is saved (offices.models.OfficeAddress), then each of `not_yet_told` is told
in a transaction of its own. Whoever is stopped in between, or runs twice, tells nobody twice:
`Booking.told_place` says what each person knows.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import Enum

from django.db import transaction
from django.db.models import F, Q

from booking import notifications
from booking.models import Booking, Message, Reservation
from booking.models.booking import BookingQuerySet
from booking.reservations.move import new_sequence, still_to_come
from booking.reservations.refusals import OverError
from offices import showcase
from offices.models import Change, Office, Place
from offices.moments import midnight

A_DAY = timedelta(days=1)


class Told(Enum):
    BY_MAIL = "mail"
    BY_HAND = "hand"  # there is no address: somebody has to call, or to send the paper anew
    NEEDLESS = "needless"  # they know the place, or have nothing to come to any more


def concerned_by_move(office: Office, since: date, *, now: datetime) -> BookingQuerySet:
    """The appointments to come from the day `since` on, by time.

    Not those that are only held or offered: what confirms them names the right place.
    """
    begins = max(midnight(since, office.zone), now)
    found = Booking.objects.filter(
        office=office,
        forgotten_at=None,
        reservation__status=Reservation.Status.BOOKED,
        reservation__during__startswith__gte=begins,
    )
    return found.order_by("reservation__during", "pk")


def not_yet_told(office: Office, since: date, *, now: datetime) -> BookingQuerySet:
    """Of these, the appointments of people who know another place than is saved by now."""
    places = showcase.office_now(office.pk).places_between(since, date.max)
    known = Q()
    for place in places:
        known |= _then(place, office) & Q(told_place=place.mark)
    return concerned_by_move(office, since, now=now).exclude(known)


def _then(place: Place, office: Office) -> Q:
    """Appointments of the days on which the office is there."""
    begun = midnight(place.since, office.zone) if place.since else None
    over = midnight(place.until + A_DAY, office.zone) if place.until else None
    after = Q(reservation__during__startswith__gte=begun) if begun else Q()
    before = Q(reservation__during__startswith__lt=over) if over else Q()
    return after & before


def tell_of_move(booking: Booking, *, now: datetime, change: Change | None = None) -> Told:
    """Tell the person where to come instead, once for each place; calendars learn of it too.

    `change` is the one with which the office has moved.
    """
    with transaction.atomic():
        try:
            still_to_come(booking, now)
        except OverError:
            return Told.NEEDLESS
        written = _as_written(booking)
        if written.told_place == written.place.mark:
            return Told.NEEDLESS
        _count_the_change(written)
        owed = notifications.owe(written, Message.Kind.NEW_PLACE, now=now, change=change)
        notifications.plan_reminders(written, now=now)
    return Told.BY_MAIL if owed else Told.BY_HAND


def _as_written(booking: Booking) -> Booking:
    """As it is under the lock, at an office as it is at this moment."""
    near = Booking.objects.select_related("reservation").prefetch_related("contacts", "items")
    found = near.get(pk=booking.pk)
    found.office = showcase.office_now(found.office_id)
    return found


def _count_the_change(booking: Booking) -> None:
    """A word of a new time that has not gone out yet stays true: it names the new place too."""
    unsent = booking.messages.filter(kind=Message.Kind.MOVED, status=Message.Status.OWED)
    unsent.filter(issue=booking.sequence).update(issue=F("issue") + 1)
    new_sequence(booking, booking.place)
