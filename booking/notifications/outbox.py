"""Owing a message: a row, committed with the change that caused it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from booking.models import Booking, Message
from booking.models.message import MessageQuerySet
from booking.notifications.delivery import deliver
from booking.notifications.doorbell import doorbell

QUEUES = {Message.Kind.CODE: "codes", Message.Kind.NEW_EMAIL: "codes"}
# A page waits for this one: shorter than the patience of a worker.
PATIENCE_OF_A_PAGE = timedelta(seconds=3)


def owe(
    booking: Booking, kind: Message.Kind, *, now: datetime, issue: int | None = None, **facts: Any
) -> Message | None:
    """Owe the person a message, due at once; to be called within the transaction that causes it.

    `issue` is that of the code, else the booking's sequence. Further facts are fields of the
    message: the start `before` a move, a `note`, the `change` of hours that explains it. None for
    somebody without an e-mail address: nothing is owed.
    """
    if not booking.email:
        return None
    issue = booking.sequence if issue is None else issue
    return _owe(booking, kind, to=booking.email, due_at=now, issue=issue, **facts)


def owe_new_address(booking: Booking, email: str, *, now: datetime, issue: int) -> Message:
    """Owe a code to an address that is not the person's yet."""
    return _owe(booking, Message.Kind.NEW_EMAIL, to=email, due_at=now, issue=issue)


def owe_address_of_before(booking: Booking, email: str, *, now: datetime) -> Message:
    """Tell whoever reads the mails of before that we write to another address from now on."""
    issue = booking.sequence
    return _owe(booking, Message.Kind.OTHER_EMAIL, to=email, due_at=now, issue=issue)


def _owe(booking: Booking, kind: Message.Kind, **facts: Any) -> Message:
    message = Message.objects.create(
        authority_id=booking.authority_id,
        booking=booking,
        kind=kind,
        language=booking.language,
        **facts,
    )
    # No functools.partial: what Django logs of a robust hook that fails needs a __qualname__.
    transaction.on_commit(lambda: _announce(message.pk, kind), robust=True)
    return message


def owe_again(messages: MessageQuerySet, *, now: datetime) -> int:
    """Try those that have failed from the start; the sweep delivers them. Says how many."""
    failed = messages.filter(status=Message.Status.FAILED).exclude(to="")
    return failed.update(status=Message.Status.OWED, due_at=now, attempts=0, last_error="")


def _announce(message: int, kind: Message.Kind) -> None:
    """Knock; somebody waits in front of the screen for a code, so it doesn't wait for the sweep."""
    heard = doorbell.ring(message, QUEUES.get(kind, "mail"))
    if not heard and kind in QUEUES:
        deliver(message, patience=PATIENCE_OF_A_PAGE)
