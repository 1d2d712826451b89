"""The calendar file: one entry for the whole life of a booking (RFC 5545, RFC 5546).

The title is neutral, because phones show it on locked screens: no matter, no name.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event, vCalAddress

from booking.models import Booking

REMIND = (timedelta(days=1), timedelta(hours=2))


class Method(Enum):
    PUBLISH = "PUBLISH"  # to download
    REQUEST = "REQUEST"  # in a mail: made or changed
    CANCEL = "CANCEL"  # in a mail: taken away


def calendar_file(
    booking: Booking,
    *,
    language: str,
    method: Method,
    now: datetime,
    starts_at: datetime | None = None,
) -> bytes:
    """Write the appointment in UTC; `booking.sequence` tells which of two files is the newer.

    `starts_at` is the time it was, of one whose booking has another time by now.
    """
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Willkommen//Willkommen//DE")
    calendar.add("method", method.value)
    with translation.override(language):
        calendar.add_component(_event(booking, starts_at or booking.time.starts_at, method, now))
    written: bytes = calendar.to_ical()
    return written


def _event(booking: Booking, starts_at: datetime, method: Method, now: datetime) -> Event:
    is_cancelled = method is Method.CANCEL
    event = Event()
    event.add("uid", f"{booking.number}@{urlsplit(settings.BASE_URL).hostname}")
    event.add("sequence", booking.sequence)
    event.add("dtstamp", now)
    event.add("dtstart", starts_at)
    event.add("dtend", starts_at + shown_length(booking))
    event.add("summary", _("Appointment"))
    event.add("location", booking.place.whole)
    event.add("description", _description(booking))
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    if method is not Method.PUBLISH:
        _address(event, booking)
    if not is_cancelled:
        for before in REMIND:
            event.add_component(_alarm(before))
    return event


def shown_length(booking: Booking) -> timedelta:
    """Until the person may go; tidying up afterwards is the desk's own time.

    Never more than the time that is taken: visits of this kind may have become longer since.
    """
    minutes = timedelta(minutes=sum(item.minutes for item in booking.items.all()))
    return min(minutes, booking.time.ends_at - booking.time.starts_at)


def _description(booking: Booking) -> str:
    number = _("Number: %(number)s") % {"number": booking.spoken_number}
    phone = booking.office.authority.phone
    return "\n".join([number, *([_("Phone: %(phone)s") % {"phone": phone}] if phone else [])])


def _address(event: Event, booking: Booking) -> None:
    """Who invites and who is invited: mail programs need both to change or remove the entry."""
    event.add("organizer", vCalAddress(f"mailto:{_bare(settings.DEFAULT_FROM_EMAIL)}"))
    if booking.email:
        # They have booked it themselves: no program need ask whether they come.
        accepted = {"PARTSTAT": "ACCEPTED", "RSVP": "FALSE"}
        event.add("attendee", vCalAddress(f"mailto:{booking.email}"), parameters=accepted)


def _bare(sender: str) -> str:
    return sender.rpartition("<")[2].rstrip(">").strip()


def _alarm(before: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _("Appointment"))
    alarm.add("trigger", -before)
    return alarm
