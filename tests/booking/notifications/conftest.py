"""A real mail server and a real broker for each test that asks for them."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from booking.notifications import outbox
from booking.notifications.doorbell import Doorbell
from tests.booking.notifications.machinery import Broker
from tests.booking.notifications.postbox import HERE, Postbox, Server


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture(autouse=True)
def fresh_doorbell(monkeypatch) -> None:
    """A process remembers that the broker was away; the next test must not."""
    monkeypatch.setattr(outbox, "doorbell", Doorbell())


@pytest.fixture
def postbox(settings) -> Iterator[Postbox]:
    box = Postbox()
    server = Server(box)
    server.start()
    settings.EMAIL_BACKEND = "booking.notifications.post.PunctualBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = HERE, server.port
    yield box
    box.hangs_before_250 = box.hangs_after_250 = False
    server.stop()


@pytest.fixture
def broker(tmp_path, monkeypatch) -> Iterator[Broker]:
    running = Broker(tmp_path)
    monkeypatch.setenv("CELERY_BROKER_URL", running.url)
    yield running
    running.die()


@pytest.fixture
def surroundings(settings, postbox, broker, transactional_db) -> dict[str, str]:
    """Environment variables for parts that run beside the test, on its database."""
    return {
        "DATABASE_URL": address_of(connection.settings_dict),
        "REDIS_URL": broker.url,
        "EMAIL_URL": f"smtp://{settings.EMAIL_HOST}:{settings.EMAIL_PORT}",
        "EMAIL_TIMEOUT": "2",
        "MESSAGE_LEASE_SECONDS": "3",
    }


def address_of(database: dict[str, Any]) -> str:
    """The address of a database that stands on a port, or behind a socket named by `host`."""
    server = f"{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT']}"
    socket = database["OPTIONS"].get("host", "")
    return f"postgres://{server.removesuffix(':')}/{database['NAME']}" + f"?host={socket}" * bool(
        socket
    )
