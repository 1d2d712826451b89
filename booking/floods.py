"""The least protection against floods: counted in Redis, or in this process while Redis is away.

What is counted (addresses of browsers and of mail) is kept as a keyed hash, for an hour at most.
"""

import hashlib
import hmac
import ipaddress
import logging
import time
from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import ngettext
from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage, Storage, storage_from_string
from limits.strategies import FixedWindowRateLimiter
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

# A school, a library or a hostel is one address: generous for people, tight for programs.
HOLDS_PER_ADDRESS = RateLimitItemPerHour(60)
HOLDS_PER_BROWSER = RateLimitItemPerHour(20)
CODES_PER_MAIL = RateLimitItemPerHour(6)
CODES_PER_BOOKING = RateLimitItemPerHour(12)
CODES_PER_ADDRESS = RateLimitItemPerHour(60)
REQUESTS_PER_MAIL = RateLimitItemPerHour(4)
REQUESTS_PER_ADDRESS = RateLimitItemPerHour(20)
TRIES_PER_ADDRESS = RateLimitItemPerMinute(30)
PINS_PER_ADDRESS = RateLimitItemPerHour(60)
PINS_PER_NUMBER = RateLimitItemPerHour(12)  # all PINs of a number: nine years
PAPERS_PER_BOOKING = RateLimitItemPerMinute(6)  # each takes a third of a second of a processor
PAPERS_PER_ADDRESS = RateLimitItemPerMinute(30)


class TooManyError(Exception):
    """So often that it looks like a program; says how long to wait."""

    def __init__(self, seconds: int) -> None:
        minutes = -(-seconds // 60)
        super().__init__(
            ngettext(
                "That was very often in a short time. "
                "Please wait %(count)d minute, then try once more.",
                "That was very often in a short time. "
                "Please wait %(count)d minutes, then try once more.",
                minutes,
            )
            % {"count": minutes}
        )
        self.seconds = seconds


def count_hold(request: HttpRequest, browser: str = "") -> None:
    """Count a time taken; `browser` is whatever tells it from others. Raises TooManyError."""
    _count_or_refuse(HOLDS_PER_ADDRESS, "hold at", address_of(request))
    if browser:
        _count_or_refuse(HOLDS_PER_BROWSER, "hold by", browser)


def count_code(request: HttpRequest, email: str, booking: str = "") -> None:
    """Count a code sent to `email` for the booking of this number. Raises TooManyError."""
    _count_or_refuse(CODES_PER_ADDRESS, "code at", address_of(request))
    if booking:
        _count_or_refuse(CODES_PER_BOOKING, "code for", booking)
    _count_or_refuse(CODES_PER_MAIL, "code to", email.lower())


def count_request(request: HttpRequest, email: str) -> None:
    """Count somebody asking for an appointment; `email` may be empty. Raises TooManyError."""
    _count_or_refuse(REQUESTS_PER_ADDRESS, "request at", address_of(request))
    if email:
        _count_or_refuse(REQUESTS_PER_MAIL, "request for", email.lower())


def count_try(request: HttpRequest) -> None:
    """Count a code, link or number tried. Raises TooManyError."""
    _count_or_refuse(TRIES_PER_ADDRESS, "try at", address_of(request))


def count_pin(request: HttpRequest, number: str) -> None:
    """Count a PIN tried for a number, whether or not that exists. Raises TooManyError."""
    count_try(request)
    _count_or_refuse(PINS_PER_ADDRESS, "pin at", address_of(request))
    _count_or_refuse(PINS_PER_NUMBER, "pin for", number)


def count_paper(request: HttpRequest, number: str) -> None:
    """Count a PDF made for the booking of this number. Raises TooManyError.

    What is refused to one booking is not counted for its neighbours at the same address.
    """
    _count_or_refuse(PAPERS_PER_BOOKING, "paper for", number)
    _count_or_refuse(PAPERS_PER_ADDRESS, "paper at", address_of(request))


def _count_or_refuse(limit: RateLimitItem, what: str, who: str) -> None:
    seconds = seconds_to_wait(limit, what, who)
    if seconds:
        raise TooManyError(seconds)


def address_of(request: HttpRequest) -> str:
    """The address of the browser, as the outermost proxy we trust saw it.

    Every proxy adds the address it was asked from at the end; what stands further in front was
    written by the browser, which may write anything.
    """
    written = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    seen = [*filter(None, map(str.strip, written)), request.META.get("REMOTE_ADDR", "")]
    return _network(seen[-settings.TRUSTED_PROXIES - 1 :][0])


def _network(address: str) -> str:
    """The address itself; of IPv6 the /64, which is one household or one phone."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((found, 64), strict=False))


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
