"""People's claims on what offices offer."""

from booking.models import history
from booking.models.affected import Affected
from booking.models.booking import (
    Attendee,
    Booking,
    BookingItem,
    Contact,
    Need,
    Talk,
)
from booking.models.calendar import Calendar
from booking.models.invitation import Invitation
from booking.models.look import Look
from booking.models.message import Message
from booking.models.outcome import Outcome
from booking.models.request import HeldDocument, PartOfDay, Request
from booking.models.reservation import Reservation
from booking.models.stage import Stage, stage_of
from booking.models.verification import Verification
from booking.models.visit import CheckedDocument, Remark, Visit
from booking.models.waiting_time import ShortageWarning, WaitingTime
from booking.models.words import Correction, Note

__all__ = [
    "Affected",
    "Attendee",
    "Booking",
    "BookingItem",
    "Calendar",
    "CheckedDocument",
    "Contact",
    "Correction",
    "HeldDocument",
    "Invitation",
    "Look",
    "Message",
    "Need",
    "Note",
    "Outcome",
    "PartOfDay",
    "Remark",
    "Request",
    "Reservation",
    "ShortageWarning",
    "Stage",
    "Talk",
    "Verification",
    "Visit",
    "WaitingTime",
    "history",
    "stage_of",
]
