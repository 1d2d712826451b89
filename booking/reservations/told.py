"""What somebody was told of the place: noted whenever a time is given, moved or confirmed."""

from __future__ import annotations

from booking.models import Booking
from offices import showcase
from offices.models import Place
from offices.moments import day_at


def place_told(booking: Booking) -> Place:
    """The place that mails name for the time of this booking, as it is written at this moment.

    Whoever holds a time while a move is saved hears of the building with the confirmation alone.
    """
    office = showcase.office_now(booking.office_id)
    return office.place_on(day_at(booking.time.starts_at, office.zone))


def note_place(booking: Booking) -> None:
    """Write it down where it is another one than was known."""
    mark = place_told(booking).mark
    if booking.told_place != mark:
        booking.told_place = mark
        booking.save(update_fields=["told_place"])
