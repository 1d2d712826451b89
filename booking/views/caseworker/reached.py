"""Who somebody is, how they are reached, and what was sent to them."""

from __future__ import annotations

from typing import Any

from booking.forms.contact import readable
from booking.models import Booking


def reached(booking: Booking) -> dict[str, Any]:
    """What the parts person, reached and mails of templates/caseworker need."""
    return {
        "people": list(booking.attendees.all()),
        "contacts": [(one.email, readable(one.phone), one) for one in booking.contacts.all()],
        "messages_sent": list(booking.messages.order_by("-due_at")),
    }
