"""A cache that all processes share in Redis, and that each has for itself while Redis is away.

Keys are hashed, so that no address of a network stands in Redis. Values are JSON, because
unpickling would run what somebody else has put there.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import time
from typing import Any

from django.conf import settings
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

logger = logging.getLogger(__name__)

PATIENCE = 0.5  # seconds for connecting, and for each answer
# Seconds in which Redis is not asked again after it did not answer.
PAUSE = 30.0


class Json:
    def dumps(self, value: Any) -> bytes:
        return json.dumps(value).encode()

    def loads(self, data: bytes) -> Any:
        return json.loads(data)


def hashed(key: str, prefix: str, version: int) -> str:
    """The key as it stands in Redis: tells nothing to whoever reads it there."""
    said = f"{prefix}\x00{version}\x00{key}".encode()
    return hmac.new(settings.PEPPER.encode(), said, hashlib.sha256).hexdigest()


class SharedCache(BaseCache):
    """Django's cache in Redis; a Redis that is away or hangs costs a second, then nothing."""

    # Of the whole process: each of its threads has a cache object of its own.
    _away_until = 0.0

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        patience = {
            "serializer": Json(),
            "socket_timeout": PATIENCE,
            "socket_connect_timeout": PATIENCE,
            # Once more at once: a connection kept from before a restart of Redis is no use.
            "retry": Retry(NoBackoff(), 1),
        }
        params = {**params, "KEY_FUNCTION": hashed}
        super().__init__(params)
        self._shared = RedisCache(server, {**params, "OPTIONS": patience})
        self._own = LocMemCache("while Redis is away", params)

    def add(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        return bool(self._ask("add", key, value, timeout, version))

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._ask("get", key, default, version)

    def set(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        self._ask("set", key, value, timeout, version)

    def touch(self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return bool(self._ask("touch", key, timeout, version))

    def delete(self, key: Any, version: int | None = None) -> bool:
        return bool(self._ask("delete", key, version))

    def clear(self) -> None:
        """Forget only what this process has: in Redis stands much that is not ours."""
        self._own.clear()

    @classmethod
    def ask_again(cls) -> None:
        """Ask Redis at the next call, also when it did not answer just now."""
        cls._away_until = 0.0

    def _ask(self, what: str, *values: Any) -> Any:
        if time.monotonic() >= SharedCache._away_until:
            try:
                return getattr(self._shared, what)(*values)
            except RedisError as error:
                SharedCache._away_until = time.monotonic() + PAUSE
                logger.warning("Counting sign-ins here, Redis is away: %s", type(error).__name__)
        return getattr(self._own, what)(*values)
