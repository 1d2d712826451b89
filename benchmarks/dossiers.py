"""People's bookings by the thousand or million, written by the database itself."""

from __future__ import annotations

from django.db import connection, transaction

from benchmarks.machine import HERE

# Everybody asks at once, or the office has invited everybody.
ASKED = """
INSERT INTO booking_request (
  booking_id, status, asked_at, matter, document, ends_on, has_proof, weekdays, parts_of_day)
SELECT b.id, 'open', now(), 'Meine Karte endet bald.', 'title', current_date + 30, false, '{}', '{}'
FROM booking_booking b JOIN offices_office o ON o.id = b.office_id WHERE o.slug LIKE %s
"""
INVITED = """
INSERT INTO booking_invitation (booking_id, way, latest, is_order, internal_hours, invited_at)
SELECT b.id, 'letter', current_date + 60, false, false, now()
FROM booking_booking b JOIN offices_office o ON o.id = b.office_id WHERE o.slug LIKE %s
"""


# Built from what is there in a fraction of the time that it takes row by row.
CONSTRAINT = "booking_desk_is_never_taken_twice"
DEFINITION = "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s"
LEAVE_OUT = f"ALTER TABLE booking_reservation DROP CONSTRAINT {CONSTRAINT}"
PUT_BACK = f"ALTER TABLE booking_reservation ADD CONSTRAINT {CONSTRAINT} "


NEVER = 2**31 - 1
AHEAD = 21


def write(offices: str, *, each: int, cancelled: int = NEVER, ahead: int = AHEAD) -> None:
    """So many for each desk of the offices whose address is like this, every so many cancelled.

    The last is `ahead` days from now.

    Triggers and look-ups of keys are left out, which is what makes a million bearable; so what
    is written must be right.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        cursor.execute(DEFINITION, [CONSTRAINT])
        (definition,) = cursor.fetchone()
        cursor.execute(LEAVE_OUT)
        counts = {"each": each, "cancelled": cancelled, "ahead": ahead}
        told: dict[str, str | int] = {"offices": offices, **counts}
        cursor.execute((HERE / "dossiers.sql").read_text(), told)
        cursor.execute(PUT_BACK + definition)


def ask_and_invite(offices: str) -> None:
    """Give every booking there a request and an invitation."""
    with connection.cursor() as cursor:
        cursor.execute(ASKED, [offices])
        cursor.execute(INVITED, [offices])
