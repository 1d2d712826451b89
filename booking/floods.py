"""The least protection against floods: counted in Redis, or in this process while Redis is away.

What is counted (addresses of browsers and of mail) is kept as a keyed hash, for an hour at most.
"""

import hashlib
import hmac
import logging
import time
from functools import cache

from django.conf import settings
from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage, Storage, storage_from_string
from limits.strategies import FixedWindowRateLimiter
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

# A school, a library or a hostel is one address: generous for people, tight for programs.
HOLDS_PER_ADDRESS = RateLimitItemPerHour(60)
HOLDS_PER_BROWSER = RateLimitItemPerHour(20)
CODES_PER_MAIL = RateLimitItemPerHour(6)
CODES_PER_ADDRESS = RateLimitItemPerHour(60)
TRIES_PER_ADDRESS = RateLimitItemPerMinute(30)


@cache
def _shared() -> FixedWindowRateLimiter:
    url = settings.REDIS_URL.replace("unix://", "redis+unix://")
    patience = {"socket_timeout": 0.5, "socket_connect_timeout": 0.5}
    return FixedWindowRateLimiter(storage_from_string(url, **patience))


@cache
def _own() -> FixedWindowRateLimiter:
    storage: Storage = MemoryStorage()
    return FixedWindowRateLimiter(storage)


def seconds_to_wait(limit: RateLimitItem, what: str, who: str) -> int:
    """Count one `what` of `who`; 0 when it may go on, else the seconds until it may."""
    key = hmac.new(settings.PEPPER.encode(), f"{what}\x00{who}".encode(), hashlib.sha256)
    try:
        return _count(_shared(), limit, key.hexdigest())
    except RedisError as error:
        logger.warning("Counting here, Redis is away: %s", type(error).__name__)
        return _count(_own(), limit, key.hexdigest())


def _count(limiter: FixedWindowRateLimiter, limit: RateLimitItem, key: str) -> int:
    if limiter.hit(limit, key):
        return 0
    ends_at, _left = limiter.get_window_stats(limit, key)
    return max(1, int(ends_at - time.time()))
