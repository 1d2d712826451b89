"""An invented person and appointment, to show an office its mails; nothing of it is ever stored.

The mails are composed as those to people are. The number holds signs that are never drawn, so no
booking has it, and no link or PIN made of it opens anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from psycopg2.extras import DateTimeTZRange

from booking.models import (
    Attendee,
    Booking,
    BookingItem,
    CheckedDocument,
    Contact,
    Invitation,
    Message,
    Note,
    Request,
    Reservation,
    Verification,
)
from offices.models import Change, Offering, Office, RequiredDocument

NOBODY = "MUSTER00"
NOT_STORED = 0  # the number of no row: a relation of an object without one cannot be asked
ADDRESS = "alex.muster@people.example"
Kind = Message.Kind
DISPLACED = (Kind.CHOOSE_AGAIN, Kind.OFFER_OVER)
INVITED = (Kind.INVITATION, Kind.LAST_CALL, Kind.WITHDRAWAL, *DISPLACED)
ASKED = (Kind.RECEIPT, Kind.OFFER, Kind.QUESTION, Kind.DECLINED)
WITH_NOTE = (Kind.QUESTION, Kind.DECLINED)
SHOWN_MISSING = 2
A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True)
class Case:
    """A change that is planned, and the appointment of somebody whom it concerns.

    A time is kept until `kept_until`, any until `latest` may be chosen. They were invited until
    `invited_until` before, where that still counts.
    """

    change: Change
    offering: int
    begins: datetime
    is_ordered: bool
    kept_until: datetime
    latest: date
    invited_until: date | None
    has_request: bool


def sample(
    kind: Message.Kind, office: Office, language: str, *, now: datetime, case: Case | None = None
) -> Message | None:
    """A message of that kind, as the office might owe it; None where the office offers nothing."""
    offering = _offering(office, case)
    if offering is None:
        return None
    booking = _booking(office, offering, language, now)
    _lead_to(kind, booking, case, now)
    with translation.override(language):
        words = _("Here stands what the office writes to this person.")
    return Message(
        authority=office.authority,
        booking=booking,
        kind=kind,
        language=language,
        to=ADDRESS,
        created_at=now,
        before=case.begins if case else booking.time.starts_at - A_DAY,
        note=_note(booking, words, now) if kind in WITH_NOTE else None,
        change=_explaining(kind, office, case),
        due_at=now,
    )


def _note(booking: Booking, words: str, now: datetime) -> Note:
    return Note(booking=booking, from_office=True, text=words, written_at=now)


def _offering(office: Office, case: Case | None) -> Offering | None:
    rows = Offering.objects.filter(office=office).select_related("service")
    return (rows.filter(pk=case.offering) if case else rows).first()


def _explaining(kind: Message.Kind, office: Office, case: Case | None) -> Change | None:
    if case:
        return case.change
    return Change(office=office, reason=Change.Reason.HOURS) if kind in DISPLACED else None


def _lead_to(kind: Message.Kind, booking: Booking, case: Case | None, now: datetime) -> None:
    if case:
        _put_into(case, booking, kind)
        _add_own_papers(case, booking, kind, now)
    else:
        _add_papers(booking, kind, now)


def _put_into(case: Case, booking: Booking, kind: Message.Kind) -> None:
    """At the time of the person; the one that would be kept instead is not known yet."""
    taken = booking.time
    begins = case.begins + A_WEEK if kind == Kind.CHOOSE_AGAIN else case.begins
    taken.during = DateTimeTZRange(begins, begins + (taken.ends_at - taken.starts_at))
    if kind == Kind.CANCELLATION:
        taken.status = Reservation.Status.CANCELLED
    if kind == Kind.CHOOSE_AGAIN:
        taken.status, booking.confirmed_at = Reservation.Status.HELD, None
        taken.expires_at = min(case.kept_until, begins - A_DAY)


def _add_own_papers(case: Case, booking: Booking, kind: Message.Kind, now: datetime) -> None:
    """What the person has by then. Asked to choose again, everybody is invited."""
    chooses = kind == Kind.CHOOSE_AGAIN
    days = [day for day in (case.invited_until, case.latest if chooses else None) if day]
    if days or case.is_ordered:
        Invitation(
            booking=booking,
            way="email",
            latest=max(days, default=now.date() - A_DAY),
            invited_at=now,
            kept_until=booking.time.expires_at if chooses else None,
            is_order=case.is_ordered,
        )
    if case.has_request:
        Request(booking=booking, asked_at=now)


def _booking(office: Office, offering: Offering, language: str, now: datetime) -> Booking:
    starts = _in_a_week(office, now)
    ends = starts + timedelta(minutes=offering.minutes(1))
    booking = Booking(
        pk=NOT_STORED,
        authority=office.authority,
        office=office,
        number=NOBODY,
        language=language,
        held_since=now,
        confirmed_at=now,
        reservation=Reservation(
            during=DateTimeTZRange(starts, ends),
            status=Reservation.Status.BOOKED,
            expires_at=now + timedelta(days=2),
        ),
    )
    Verification(booking=booking, issued_at=now)
    person = Attendee(booking=booking, family_name="Muster", given_names="Alex", birth_year=1990)
    _relate(booking, "items", [BookingItem(booking=booking, offering=offering)])
    _relate(booking, "attendees", [person])
    _relate(booking, "contacts", [Contact(booking=booking, email=ADDRESS)])
    _relate(booking, "checked", _missing(booking, offering))
    return booking


def _in_a_week(office: Office, now: datetime) -> datetime:
    """A morning of the office's wall clock, never at the weekend."""
    day = now.astimezone(office.zone).date() + timedelta(days=7)
    weekday = day - timedelta(days=max(0, day.weekday() - 4))
    return datetime.combine(weekday, time(9, 30), tzinfo=office.zone)


def _missing(booking: Booking, offering: Offering) -> list[CheckedDocument]:
    documents = RequiredDocument.objects.filter(service=offering.service_id)[:SHOWN_MISSING]
    return [CheckedDocument(booking=booking, document=one, is_there=False) for one in documents]


def _add_papers(booking: Booking, kind: Message.Kind, now: datetime) -> None:
    """What leads to a mail of this kind: it hangs on the booking from here on."""
    if kind in INVITED:
        latest = booking.time.starts_at.date() + timedelta(days=14)
        kept = booking.time.expires_at if kind == Kind.CHOOSE_AGAIN else None
        Invitation(booking=booking, way="email", latest=latest, invited_at=now, kept_until=kept)
    if kind in ASKED:
        Request(booking=booking, asked_at=now)


def _relate(booking: Booking, name: str, rows: Sequence[Any]) -> None:
    """Let the booking answer with these, as if they had been read with it."""
    known = booking.__dict__.setdefault("_prefetched_objects_cache", {})
    answers = getattr(booking, name).all()
    answers._result_cache = list(rows)  # noqa: SLF001 - as Django's own prefetching does
    answers._prefetch_done = True  # noqa: SLF001
    known[name] = answers
