"""Taking away, for a control, what keeps a desk from being taken twice."""

import pytest
from django.db import connection

from booking.models import Reservation
from booking.reservations import claim

CONSTRAINT = "booking_desk_is_never_taken_twice"


@pytest.fixture
def no_lock(monkeypatch):
    """Let people through the gate, but not one after the other."""
    monkeypatch.setattr(claim, "lock_day", lambda _office, _day: None)


@pytest.fixture
def no_constraint():
    table = Reservation._meta.db_table
    (constraint,) = (c for c in Reservation._meta.constraints if c.name == CONSTRAINT)
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {CONSTRAINT}")
    yield
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table} CASCADE")
    with connection.schema_editor() as editor:
        editor.add_constraint(Reservation, constraint)
