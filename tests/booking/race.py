"""Many people who press at the same moment: threads in several processes, let go together."""

from __future__ import annotations

import multiprocessing
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from threading import Thread
from time import monotonic, sleep
from typing import Any

from django.db import connection, connections, transaction

from booking import reservations
from offices.locks import lock_office
from offices.models import Offering

PROCESSES, THREADS = 4, 10
PEOPLE = PROCESSES * THREADS
Press = tuple[Offering, datetime, datetime]
FORK = multiprocessing.get_context("fork")


@dataclass(frozen=True)
class Outcome:
    """How many won, or were refused by what; and how many transactions there were at once."""

    answers: Counter[str]
    at_once: int


def race(offering: Offering, start: datetime, *, now: datetime) -> Outcome:
    """Let forty people hold the same start, all within their transactions before one may go on."""
    go, answers = FORK.Event(), FORK.SimpleQueue()
    given = (offering, start, now)
    crowds = [FORK.Process(target=_crowd, args=(go, answers, given)) for _ in range(PROCESSES)]
    connections.close_all()  # a child must not share them
    for crowd in crowds:
        crowd.start()
    with gate_shut(offering.office_id):
        go.set()
        at_once = _most_at_once()
    said = Counter(answers.get() for _ in range(PEOPLE))
    for crowd in crowds:
        crowd.join()
    return Outcome(said, at_once)


@contextmanager
def gate_shut(office: int) -> Iterator[None]:
    """Keep the lock of whoever changes an office's hours: all others wait for it."""
    with transaction.atomic():
        lock_office(office)
        yield


def _most_at_once() -> int:
    """Wait until all have begun their transactions; count those in which rivals are waiting."""
    end, seen = monotonic() + 2, 0
    while seen < PEOPLE and monotonic() < end:
        seen = max(seen, _transactions())
        sleep(0.01)
    return seen


def _transactions() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND xact_start IS NOT NULL"
            " AND wait_event_type = 'Lock' AND wait_event = 'advisory'"
        )
        (count,) = cursor.fetchone()
    return int(count)


def _crowd(go: Any, answers: Any, given: Press) -> None:
    people = [Thread(target=_person, args=(go, answers, given)) for _ in range(THREADS)]
    for person in people:
        person.start()
    for person in people:
        person.join()


def _person(go: Any, answers: Any, given: Press) -> None:
    connection.ensure_connection()
    go.wait()
    try:
        answers.put(_press(*given))
    finally:
        connection.close()


def _press(offering: Offering, start: datetime, now: datetime) -> str:
    """Press, and press once more where the page says that very many are booking."""
    while True:
        try:
            reservations.hold(items=[(offering, 1)], start=start, now=now, language="de")
        except reservations.BusyError:
            continue
        except Exception as error:  # noqa: BLE001 - whatever a person would meet is an answer
            return type(error).__name__
        return "held"
