"""People's claims on what offices offer."""

from booking.models.booking import (
    Attendee,
    Booking,
    BookingItem,
    Contact,
    Need,
    Talk,
    Verification,
)
from booking.models.message import Message
from booking.models.reservation import Reservation

__all__ = [
    "Attendee",
    "Booking",
    "BookingItem",
    "Contact",
    "Message",
    "Need",
    "Reservation",
    "Talk",
    "Verification",
]
