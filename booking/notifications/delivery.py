"""Delivering what is owed: claim, look whether it is still true, send, mark.

At least once. A claim is a lease: who dies with a message in hand is followed by somebody else
when the lease has run out. Nothing here runs inside a transaction, and no log line or error text
carries an address.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import get_connection
from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from booking import prepared
from booking.models import Booking, Message
from booking.models.dossier import read_booking
from booking.notifications.letters import compose
from booking.notifications.refusals import is_final, summary
from booking.notifications.reminders import by_day
from booking.notifications.truth import is_still_true
from offices import showcase

logger = logging.getLogger(__name__)

# How long to wait after the first, second, … failure; after the last one it has failed. Three days
# in all, so that a mail server that is away over a weekend loses nothing.
PAUSES = (
    timedelta(seconds=10),
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(hours=1),
    *[timedelta(hours=6)] * 12,
)
ATTEMPTS = len(PAUSES) + 1
# A worker that was knocked for gets so long before the sweep comes.
GRACE = timedelta(seconds=3)
ROUND = 10
# Of what is due, as Message.objects.due() says.
CLAIM = f"""
UPDATE booking_message message SET leased_until = $2, attempts = attempts + 1
WHERE id = $1 AND status = '{Message.Status.OWED}' AND due_at <= $3
AND (leased_until IS NULL OR leased_until <= $3)
RETURNING {prepared.columns(Message, "message")}
"""
BY_DAY_ONLY = (Message.Kind.REMINDER, Message.Kind.LAST_CALL)
NAME_THE_PLACE = (
    Message.Kind.CONFIRMATION,
    Message.Kind.MOVED,
    Message.Kind.REMINDER,
    Message.Kind.OFFER,
    Message.Kind.NEW_PLACE,
)


def sweep() -> int:
    """Deliver what nobody was knocked for, or was left behind; say how many there were."""
    return sum(deliver(message) for message in overdue(timezone.now()))


def overdue(now: datetime) -> list[int]:
    """The next few, in turn from every authority and kind, so that no crowd blocks the others."""
    turn = Window(RowNumber(), partition_by=[F("authority"), F("kind")], order_by="due_at")
    late = Message.objects.due(now).filter(due_at__lte=now - GRACE).annotate(turn=turn)
    return list(late.order_by("turn", "due_at").values_list("pk", flat=True)[:ROUND])


def deliver(pk: int, *, patience: timedelta | None = None) -> bool:
    """Deliver one message; False when it is not due, or in somebody else's hands."""
    now = timezone.now()
    message = claim(pk, now)
    if message is None:
        return False
    morning = _morning_for(message, now)
    if morning:
        _settle(message, Message.Status.OWED, due_at=morning, attempts=F("attempts") - 1)
    elif not is_still_true(message, now):
        _settle(message, Message.Status.DROPPED)
    elif message.attempts > ATTEMPTS:
        error = message.last_error or "interrupted at every attempt"
        _settle(message, Message.Status.FAILED, last_error=error)
    else:
        send(message, patience)
    return True


def _morning_for(message: Message, now: datetime) -> datetime | None:
    """When to send what may wait and would come at night; None for everything else."""
    if message.kind not in BY_DAY_ONLY:
        return None
    morning = by_day(now, message.booking.office)
    return morning if morning > now else None


def claim(pk: int, now: datetime) -> Message | None:
    """Take it for the time of the lease; of many who ask at once, one gets it."""
    lease = now + timedelta(seconds=settings.MESSAGE_LEASE_SECONDS)
    claimed = prepared.objects(Message, "claim", CLAIM, pk, lease, now)
    if not claimed:
        return None
    [message] = claimed
    booking = read_booking(message.booking_id)
    assert booking is not None  # noqa: S101 - its messages go with it
    message.booking = booking
    if message.kind in NAME_THE_PLACE:
        _look_where(booking)
    return message


def _look_where(booking: Booking) -> None:
    """What is kept of the office may be a moment old, and a mail says where to go for good."""
    if booking.reservation is not None and booking.place.mark != booking.told_place:
        booking.office = showcase.office_now(booking.office_id)
        booking.authority = booking.office.authority


def send(message: Message, patience: timedelta | None = None) -> None:
    timeout = patience.total_seconds() if patience else settings.EMAIL_TIMEOUT
    try:
        letter = compose(message)
        letter.connection = get_connection(timeout=timeout)
        letter.send()
    except Exception as error:  # noqa: BLE001 - whatever it was, the message is still owed
        _put_off(message, error)
    else:
        _mark_sent(message)


def _mark_sent(message: Message) -> None:
    """Whoever holds the lease by now: it has been sent."""
    Message.objects.filter(pk=message.pk).update(
        status=Message.Status.SENT, sent_at=timezone.now(), leased_until=None, last_error=""
    )


def _put_off(message: Message, error: Exception) -> None:
    """Try again later, unless it can't succeed or would come too late."""
    reason = summary(error)
    logger.warning("Message %s, attempt %s: %s", message.pk, message.attempts, reason)
    again = timezone.now() + PAUSES[min(message.attempts, len(PAUSES)) - 1]
    last = message.attempts >= ATTEMPTS
    if last or is_final(error) or not is_still_true(message, again):
        _settle(message, Message.Status.FAILED, last_error=reason)
    else:
        _settle(message, Message.Status.OWED, last_error=reason, due_at=again)


def _settle(message: Message, status: Message.Status, **changes: object) -> None:
    """Write what became of this attempt, unless the lease has passed to somebody else."""
    mine = Message.objects.filter(
        pk=message.pk, status=Message.Status.OWED, attempts=message.attempts
    )
    mine.update(status=status, leased_until=None, **changes)
