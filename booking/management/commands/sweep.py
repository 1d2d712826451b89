"""Run beside the workers: deliver what nobody knocked for, and do what follows for people when an
office has changed its hours. As many as one likes at once.
"""

import logging
import signal
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils import timezone

from booking import impact, notifications

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 2.0
AT_ONCE = 5.0  # seconds for one change, before mails are looked for again


class Command(BaseCommand):
    help = "Deliver what nobody knocked for, and carry out changes of hours, until stopped."

    def handle(self, *_args: Any, **_options: Any) -> None:
        stopped = Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stopped.set())
        while not stopped.is_set():
            if not sweep():
                stopped.wait(PAUSE_SECONDS)


def sweep() -> int:
    """One round; a database that is away is asked again at the next."""
    close_old_connections()
    try:
        return notifications.sweep() + impact.carry_out_waiting(now=timezone.now, seconds=AT_ONCE)
    except (OperationalError, InterfaceError) as error:
        logger.warning("The database is away: %s", type(error).__name__)
        return 0
