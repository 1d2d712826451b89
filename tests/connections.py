"""Ending connections from the other side, as a restart of the database does."""

from django.db import connection

OTHERS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


def end_all_others() -> None:
    with connection.cursor() as cursor:
        cursor.execute(OTHERS)
