"""Changing an office's rules and taking a time there wait for each other."""

from collections.abc import Iterator

import pytest
from django.db import OperationalError, connection, connections, transaction

from offices import locks

ESSEN, MAINZ = 7, 8

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def taker() -> Iterator[None]:
    """Somebody who is just taking a time in Essen, on a connection of their own."""
    other = connections.create_connection("default")
    with other.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s, %s)", [ESSEN, locks.WHOLE_OFFICE])
    yield
    other.close()


def impatiently(lock, *what: int) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '50ms'")
        lock(*what)


def test_a_manager_waits_for_whoever_is_taking_a_time_there(taker):
    with pytest.raises(OperationalError, match="lock timeout"):
        impatiently(locks.lock_office, ESSEN)


def test_a_manager_elsewhere_does_not_wait(taker):
    impatiently(locks.lock_office, MAINZ)


def test_two_people_take_times_at_one_office_together(taker):
    impatiently(locks.share_office, ESSEN)
