"""Who somebody is, how they are reached, and what was sent to them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from booking.forms.contact import readable
from booking.models import Booking


def done_and_told(booking: Booking, done: str) -> str:
    """What was done, and whether the person is told of it by mail."""
    if any(one.email for one in booking.contacts.all()):
        return _("%(done)s The person is told by mail.") % {"done": done}
    return _("%(done)s There is no e-mail address: please tell the person.") % {"done": done}


def reached(booking: Booking) -> dict[str, Any]:
    """What the parts person, reached and mails of templates/caseworker need."""
    return {
        "people": list(booking.attendees.all()),
        "contacts": [(one.email, readable(one.phone), one) for one in booking.contacts.all()],
        "messages_sent": list(booking.messages.order_by("-due_at")),
    }
