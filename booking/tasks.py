"""What the queue and the clock set off: one call each."""

from celery import shared_task
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from booking import audit, notifications, retention, running
from booking.models import Attendee
from booking.models.heard import write_missing
from offices import holidays
from offices.models import Office
from offices.policy import telling
from offices.signin import idle, journal


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
def end_idle_sessions() -> int:
    return idle.end_sessions(timezone.now())


@shared_task
def forget_audit() -> int:
    """What staff did, and when they signed in, is kept for AUDIT_DAYS."""
    now = timezone.now()
    return journal.forget(now) + audit.forget(now)


@shared_task
def write_missing_sounds() -> int:
    """Of names that the version before has written while this one started."""
    return write_missing(Attendee)


@shared_task
def look_at_waiting_times() -> int:
    """Once a day; looks older than two years are erased."""
    now = timezone.now()
    running.forget(now)
    return running.look(now)


@shared_task
def warn_of_shortages() -> int:
    return running.warn(timezone.now())


@shared_task
def tell_of_endings() -> int:
    """What managers set for a time, and what the law says until a day."""
    return telling.tell_managers(timezone.now(), _to_do)


def _to_do(office: Office) -> str:
    return f"{settings.BASE_URL}{reverse('manage:to_do', args=[office.slug])}"
