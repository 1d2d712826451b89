"""All processes share what is counted; a Redis that is away or hangs keeps nobody out."""

import os
import socket
import time
from collections.abc import Iterator

import pytest
import redis

from willkommen.shared_cache import SharedCache

HERE = "redis://127.0.0.1:9/0"  # nobody listens there


@pytest.fixture(autouse=True)
def asked_again() -> Iterator[None]:
    """Every test begins with a Redis that has not failed yet, and leaves it so."""
    SharedCache.ask_again()
    yield
    SharedCache.ask_again()


@pytest.fixture
def key() -> str:
    return f"test {time.time_ns()}"


@pytest.fixture
def hanging() -> Iterator[str]:
    """Somebody who takes calls and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"redis://127.0.0.1:{server.getsockname()[1]}/0"


def test_what_one_process_writes_another_reads(key):
    one, other = (SharedCache(os.environ["REDIS_URL"], {}) for _ in range(2))
    assert one.add(key, [1.5, 2.5], 30)
    assert other.get(key) == [1.5, 2.5]
    assert not other.add(key, "taken", 30)
    other.set(key, {"a": None}, 30)
    assert one.get(key) == {"a": None}
    assert one.touch(key, 60)
    assert one.delete(key)
    assert other.get(key, "nothing") == "nothing"


def test_no_key_is_readable_in_redis(key):
    SharedCache(os.environ["REDIS_URL"], {}).set(f"ip:192.0.2.7 {key}", 1, 30)
    names = redis.from_url(os.environ["REDIS_URL"]).keys("*192.0.2.7*")
    assert names == []


def test_while_redis_is_away_each_process_counts_for_itself(key):
    cache = SharedCache(HERE, {})
    assert cache.add(key, [1], 30)
    assert not cache.add(key, [2], 30)
    assert cache.get(key) == [1]
    assert cache.delete(key)


def test_a_redis_that_hangs_costs_a_second_once(key, hanging):
    cache = SharedCache(hanging, {})
    begun = time.monotonic()
    for _ in range(20):
        cache.get(key)
    assert time.monotonic() - begun < 2
