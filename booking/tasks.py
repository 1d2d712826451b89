"""What the queue and the clock set off: one call each."""

from celery import shared_task

from booking import notifications


@shared_task(name="booking.tasks.deliver")
def deliver(message: int) -> None:
    notifications.deliver(message)
