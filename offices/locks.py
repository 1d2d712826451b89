"""Who changes an office's rules, and who takes a time there, wait for each other.

Takers lock the office shared and their day exclusively (booking.reservations.claim); whoever
changes hours, closures, desks or offerings locks the whole office exclusively. PostgreSQL's
advisory locks, held until the transaction ends.
"""

from django.db import connection

WHOLE_OFFICE = 0  # no day has this ordinal
TELLING = -1


def share_office(office: int) -> None:
    _lock("SELECT pg_advisory_xact_lock_shared(%s, %s)", office, WHOLE_OFFICE)


def lock_office(office: int) -> None:
    _lock("SELECT pg_advisory_xact_lock(%s, %s)", office, WHOLE_OFFICE)


def lock_day(office: int, ordinal: int) -> None:
    """Lock one day (proleptic Gregorian ordinal of the office's calendar) of the office."""
    _lock("SELECT pg_advisory_xact_lock(%s, %s)", office, ordinal)


def lock_telling(authority: int) -> None:
    """Let nobody else write to the managers of an authority meanwhile; nothing else waits."""
    _lock("SELECT pg_advisory_xact_lock(%s, %s)", authority, TELLING)


def _lock(statement: str, office: int, what: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, [office, what])
