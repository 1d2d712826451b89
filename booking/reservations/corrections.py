"""Typing errors in a name or date of birth: reported by the person, corrected by staff (rule 6)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from booking import notifications
from booking.models import Attendee, Booking, BookingItem, Correction, Message, Remark
from booking.reservations.alike import other_named
from booking.reservations.changes import still_known
from booking.reservations.confirm import mark_person
from booking.reservations.details import Person
from offices.models import User


def report_error(booking: Booking, position: int, person: Person, *, now: datetime) -> Correction:
    """Ask staff to correct the person at `position`; a second report replaces the first.

    Raises OverError when the person was erased meanwhile.
    """
    wanted = {field: asdict(person)[field] for field in Correction.CORRECTED}
    with transaction.atomic():
        still_known(booking)
        report, _new = Correction.objects.update_or_create(
            booking=booking,
            position=position,
            status=Correction.Status.OPEN,
            defaults={**wanted, "reported_at": now},
        )
    return report


def correct(
    booking: Booking, position: int, person: Person, *, reason: str, by: User, now: datetime
) -> None:
    """Correct a typing error at the counter; why is kept as a remark. Pressing twice is once.

    Raises HasAnotherError when the person so spelt has another appointment for the same matter,
    OverError when the person was erased.
    """
    with transaction.atomic():
        still_known(booking)
        if _is_written(booking, position, person):
            return
        report = report_error(booking, position, person, now=now)
        accept_correction(report, by=by, now=now)
        text = gettext("Name corrected: %(reason)s") % {"reason": reason}
        Remark.objects.create(booking=booking, text=text, written_at=now, written_by=by)


def _is_written(booking: Booking, position: int, person: Person) -> bool:
    spelt = {field: asdict(person)[field] for field in Correction.CORRECTED}
    return Attendee.objects.filter(booking=booking, position=position, **spelt).exists()


def accept_correction(correction: Correction, *, by: User, now: datetime) -> None:
    """Write the new spelling; `was` keeps the old one. Pressing twice does it once.

    Raises HasAnotherError when the person so spelt has another appointment for the same matter.
    """
    offerings = [item.offering_id for item in correction.booking.items.all()]
    with (
        other_named(offerings, correction.person.fingerprint, but=correction.booking),
        transaction.atomic(),
    ):
        _accept(correction, by, now)


def _accept(correction: Correction, by: User, now: datetime) -> None:
    report = _settle(correction, Correction.Status.ACCEPTED, by, now)
    if report is None:
        return
    person = Attendee.objects.get(booking=report.booking, position=report.position)
    report.was = person.filed
    report.save(update_fields=["was"])
    _write(person, report)
    _mark_anew(report)
    notifications.owe(report.booking, Message.Kind.CORRECTED, now=now)


def decline_correction(correction: Correction, *, by: User, now: datetime) -> None:
    """Leave the name as it is, and say so. What is settled stays as it was settled."""
    with transaction.atomic():
        report = _settle(correction, Correction.Status.DECLINED, by, now)
        if report is not None:
            notifications.owe(report.booking, Message.Kind.NOT_CORRECTED, now=now)


def _settle(
    correction: Correction, status: Correction.Status, by: User, now: datetime
) -> Correction | None:
    """Note what staff decided; None when somebody has decided before, or it was erased."""
    # In the order of retention, which erases the report with the person.
    Booking.objects.select_for_update().get(pk=correction.booking_id)
    waiting = Correction.objects.filter(pk=correction.pk, status=Correction.Status.OPEN)
    if not waiting.update(status=status, settled_at=now, settled_by=by):
        return None
    return Correction.objects.select_related("booking").get(pk=correction.pk)


def _write(person: Attendee, report: Correction) -> None:
    for field in Correction.CORRECTED:
        setattr(person, field, getattr(report, field))
    person.save(update_fields=Correction.CORRECTED)


def _mark_anew(report: Correction) -> None:
    """Only the person whose matter it is carries the mark, and only while the booking is live."""
    marked = BookingItem.objects.filter(booking=report.booking, identity__isnull=False)
    if report.position == 0 and marked.exists():
        mark_person(report.booking)
