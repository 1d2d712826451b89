"""The knock: it tells a worker which message waits. It may fail or hang, and no page notices."""

import logging
from time import monotonic

from celery import current_app
from django.utils.functional import cached_property
from kombu.exceptions import KombuError
from kombu.pools import ProducerPool, producers
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

TASK = "booking.tasks.deliver"
PATIENCE = 0.5
QUIET_AFTER_FAILURE = 30.0
# Without max_retries kombu tries to connect again for seconds or for ever, whatever `retry` says;
# a health check before the publishing would be a second thing to wait for.
IMPATIENT = {
    "socket_timeout": PATIENCE,
    "socket_connect_timeout": PATIENCE,
    "max_retries": 0,
    "health_check_interval": 0,
}


class Doorbell:
    """After one failure this process does not knock for 30 seconds."""

    def __init__(self) -> None:
        self._quiet_until = 0.0

    def ring(self, message: int, queue: str) -> bool:
        """Knock once and say whether the queue took it."""
        if monotonic() < self._quiet_until:
            return False
        try:
            self._publish(message, queue)
        except (KombuError, RedisError, OSError) as error:
            self._quiet_until = monotonic() + QUIET_AFTER_FAILURE
            logger.warning("No knock gets through for now: %s", type(error).__name__)
            return False
        return True

    def _publish(self, message: int, queue: str) -> None:
        with self._producers.acquire(block=True, timeout=PATIENCE) as producer:
            current_app.send_task(TASK, (message,), queue=queue, producer=producer, retry=False)

    @cached_property
    def _producers(self) -> ProducerPool:
        """Known once: naming the broker anew costs half as much as knocking."""
        broker = current_app.connection_for_write(transport_options=IMPATIENT)
        pool: ProducerPool = producers[broker]
        return pool


doorbell = Doorbell()
