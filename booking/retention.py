"""Forgetting people: when their time is up, or when they ask for it.

Names, contacts, words and wishes are erased. What stays is a number that tells of nobody, so that
old links and the QR code of a paper get an answer, and the anonymous lines of statistics.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import (
    Case,
    DateTimeField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from booking.models import (
    Attendee,
    Booking,
    Contact,
    Invitation,
    Message,
    Request,
    Reservation,
    Verification,
)
from booking.reservations import give_up
from booking.reservations.requests import WAITING

logger = logging.getLogger(__name__)

# After the end of a hold that nobody confirmed.
UNTIL_ERASED, UNTIL_DELETED = timedelta(hours=1), timedelta(days=1)
DAY = timedelta(days=1)


def forget(booking: Booking, *, now: datetime) -> None:
    """Erase the person; an appointment still to come is cancelled first. Twice is once.

    Nothing more is mailed, not even that it was cancelled: we know no address any more. The
    version stays, so that whoever has the right key is told that all is erased. `now` is in UTC.
    """
    with transaction.atomic():
        _lock(booking.pk)
        booking.refresh_from_db()
        if booking.forgotten_at is None:
            _end(booking, now)
            _erase(booking)
            booking.forgotten_at = now
            booking.save(update_fields=["forgotten_at"])


def forget_due(now: datetime) -> int:
    """Erase whatever has had its time at `now` (UTC); say how often something was erased.

    Each booking in a transaction of its own, so that it goes on where it was interrupted. Safe to
    run twice at once.
    """
    steps: tuple[tuple[QuerySet[Booking], Callable[[Booking], None]], ...] = (
        (_typed(_unconfirmed(since=now - UNTIL_ERASED)), _erase),
        (_unconfirmed(since=now - UNTIL_DELETED), _delete),
        (_over(now), partial(forget, now=now)),
    )
    return sum(_in_turn(due, act) for due, act in steps)


def _in_turn(due: QuerySet[Booking], act: Callable[[Booking], None]) -> int:
    waiting = list(due.order_by("pk").values_list("pk", flat=True))
    return sum(_act_on(due, pk, act) for pk in waiting)


def _act_on(due: QuerySet[Booking], pk: int, act: Callable[[Booking], None]) -> bool:
    """Ask again under the lock. What is in other hands, or fails, waits for the next run alone."""
    try:
        with transaction.atomic():
            _lock(pk, nowait=True)
            booking = due.filter(pk=pk).first()
            if booking is not None:
                act(booking)
    except Exception as error:  # noqa: BLE001 - the others have the same right
        logger.warning("Booking %s is not erased yet: %s", pk, type(error).__name__)
        return False
    return booking is not None


def _lock(pk: int, *, nowait: bool = False) -> None:
    """In the order of all verbs: papers, then the time, the booking's own row last."""
    for rows in (
        Request.objects.filter(booking=pk),
        Invitation.objects.filter(booking=pk),
        Reservation.objects.filter(booking=pk),
        Booking.objects.filter(pk=pk),
    ):
        list(rows.select_for_update(of=("self",), nowait=nowait).values_list("pk"))


def _unconfirmed(*, since: datetime) -> QuerySet[Booking]:
    """Times that were held, not longer than until `since`, and never booked.

    Who typed the right code but has an appointment already waits for staff (`clashed_at`).
    """
    return Booking.objects.filter(
        reservation__status__in=(Reservation.Status.HELD, Reservation.Status.LAPSED),
        reservation__expires_at__lte=since,
        confirmed_at=None,
        clashed_at=None,
        invitation=None,
        request=None,
    )


def _typed(bookings: QuerySet[Booking]) -> QuerySet[Booking]:
    """Keep those in which something stands."""
    mine = {"booking": OuterRef("pk")}
    named, reached = Attendee.objects.filter(**mine), Contact.objects.filter(**mine)
    return bookings.filter(Exists(named) | Exists(reached) | ~Q(talk=""))


def _over(now: datetime) -> QuerySet[Booking]:
    """Keep what has been over for the days of its authority (of 24 hours each)."""
    kept = ExpressionWrapper(F("authority__retention_days") * Value(DAY), DurationField())
    still_held = Q(reservation__status=Reservation.Status.HELD, reservation__expires_at__gt=now)
    over = Booking.objects.filter(forgotten_at=None).exclude(still_held)
    return over.alias(over_at=_over_at()).filter(over_at__lte=now - kept)


def _over_at() -> Case:
    """The end of the appointment; else of the right to choose one; else when somebody ended it.

    None, and so never, while a request waits for an answer.
    """
    had = (Reservation.Status.BOOKED, Reservation.Status.ATTENDED, Reservation.Status.MISSED)
    may_choose = Q(invitation__isnull=False, invitation__withdrawn_at=None)
    clashed = Case(When(request=None, then="clashed_at"))
    return Case(
        When(reservation__status__in=had, then=F("reservation__during__endswith")),
        When(may_choose, then=_end_of_latest_day()),
        default=Coalesce("ended_at", "invitation__withdrawn_at", clashed),
        output_field=DateTimeField(),
    )


def _end_of_latest_day() -> Func:
    """Midnight of the office's wall clock, as an instant."""
    midnight = ExpressionWrapper(F("invitation__latest") + Value(DAY), DateTimeField())
    zone = F("office__timezone")
    return Func(zone, midnight, function="timezone", output_field=DateTimeField())


def _end(booking: Booking, now: datetime) -> None:
    """Nothing may wait for somebody whom we no longer know."""
    taken = booking.reservation
    if taken and taken.status == Reservation.Status.BOOKED and now < taken.starts_at:
        give_up(booking, now=now)
    held = Reservation.objects.filter(booking=booking, status=Reservation.Status.HELD)
    held.update(status=Reservation.Status.LAPSED)
    today = now.astimezone(booking.office.zone).date()
    open_ = Invitation.objects.filter(booking=booking, withdrawn_at=None, latest__gte=today)
    open_.update(withdrawn_at=now)
    if booking.confirmed_at is None:
        asked = Request.objects.filter(booking=booking, status__in=WAITING)
        asked.update(status=Request.Status.WITHDRAWN)


def _erase(booking: Booking) -> None:
    _silence(booking)
    for rows in (
        booking.attendees,
        booking.contacts,
        booking.notes,
        booking.corrections,
        booking.remarks,
        booking.checked,
    ):
        rows.all().delete()
    Verification.objects.filter(booking=booking).delete()
    booking.items.update(identity=None)
    Invitation.objects.filter(booking=booking).update(is_order=False)
    Request.objects.filter(booking=booking).update(
        matter="", document="", ends_on=None, has_proof=False, weekdays=[], parts_of_day=[]
    )
    booking.talk, booking.needs, booking.routed_desks = "", [], None
    booking.coming_at = booking.clashed_at = None
    booking.save(update_fields=["talk", "needs", "routed_desks", "coming_at", "clashed_at"])
    _erase_from_log(booking)


def _silence(booking: Booking) -> None:
    messages = booking.messages.all()
    messages.filter(status=Message.Status.OWED).update(status=Message.Status.DROPPED)
    messages.update(to="", last_error="")


def _erase_from_log(booking: Booking) -> None:
    """The log of the administration says what was changed with the names of the rows changed."""
    kind = ContentType.objects.get_for_model(Booking)
    entries = LogEntry.objects.filter(content_type=kind, object_id=str(booking.pk))
    entries.update(change_message="")


def _delete(booking: Booking) -> None:
    """Nobody ever heard of it; its time goes with it."""
    time = booking.time
    booking.delete()
    time.delete()
