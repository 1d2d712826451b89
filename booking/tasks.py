"""What the queue and the clock set off: one call each."""

from celery import shared_task
from django.utils import timezone

from booking import notifications, retention
from booking.models import Attendee
from booking.models.heard import write_missing
from offices import holidays


@shared_task(name="booking.tasks.deliver")
def deliver(message: int) -> None:
    notifications.deliver(message)


@shared_task
def refresh_public_holidays() -> None:
    holidays.refresh(timezone.localdate())


@shared_task
def forget_due() -> int:
    return retention.forget_due(timezone.now())


@shared_task
def write_missing_sounds() -> int:
    """Of names that the version before has written while this one started."""
    return write_missing(Attendee)
