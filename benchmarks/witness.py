"""Looks on while a crowd presses: how many transactions are open at once, how staff fare."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from threading import Event, Thread

import psycopg2

from willkommen.preparation import HERE

OPEN = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL
"""
PAUSE = 0.02


@dataclass
class Seen:
    most_at_once: int = 0
    staff: list[float] = field(default_factory=list)  # seconds of each answer
    refused: int = 0


@contextmanager
def transactions_watched(url: str, seen: Seen) -> Iterator[None]:
    """Note the largest number of transactions that are open at one moment."""
    ended = Event()

    def look() -> None:
        with closing(psycopg2.connect(url)) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                while not ended.wait(PAUSE):
                    cursor.execute(OPEN)
                    seen.most_at_once = max(seen.most_at_once, *(n for (n,) in cursor))

    thread = Thread(target=look)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


@contextmanager
def staff_beside(url: str, cookie: str, seen: Seen) -> Iterator[None]:
    """Let somebody of the office open a page every second, from a process of their own."""
    command = [sys.executable, "-m", "benchmarks.staff", url, cookie]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=HERE, stdin=pipe, stdout=pipe, text=True) as process:  # noqa: S603
        time.sleep(1)
        try:
            yield
        finally:
            told, _ = process.communicate("")
    for line in told.splitlines():
        status, seconds = line.split()
        seen.staff.append(float(seconds))
        seen.refused += status != "200"
