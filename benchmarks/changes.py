"""Pages asked for one by one, each after somebody has changed the calendar it shows.

What a program may keep while nothing changes is of no use here: the dearest a page can be.
"""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from statistics import median, quantiles
from time import perf_counter
from typing import Any
from urllib.parse import urlsplit

import psycopg2

from benchmarks.load import Burst, LoadError
from benchmarks.processes import Cpu, Meter

# Somebody cancels, and somebody books again.
TOGGLE = """
UPDATE booking_reservation
SET status = CASE status WHEN 'booked' THEN 'cancelled' ELSE 'booked' END WHERE id = %s
"""
ONE_OF_THE_OFFICE = """
SELECT min(r.id) FROM booking_reservation r JOIN offices_desk d ON d.id = r.desk_id
JOIN offices_office o ON o.id = d.office_id
WHERE o.slug = %s AND lower(r.during) > now() + interval '7 days' AND r.status = 'booked'
"""


@dataclass(frozen=True)
class Changes:
    """Changes to the calendar of one office, in one database."""

    database: str
    office: str

    @contextmanager
    def opened(self) -> Iterator[Change]:
        with closing(psycopg2.connect(self.database)) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(ONE_OF_THE_OFFICE, [self.office])
                (reservation,) = cursor.fetchall()[0]
                yield Change(cursor, reservation)


@dataclass(frozen=True)
class Change:
    cursor: Any
    reservation: int

    def make(self) -> None:
        self.cursor.execute(TOGGLE, [self.reservation])


def ask_after_changes(
    url: str, path: str, changes: Changes, *, pages: int, meter: Meter
) -> tuple[Burst, Cpu]:
    """Return what came back, and the CPU of one page without that of the change."""
    with changes.opened() as change:
        begin = meter.read()
        for _ in range(pages):
            change.make()
        between = meter.read()
        seconds = [_after(change, url, path) for _ in range(pages)]
        end = meter.read()
    cpu = ((end - between) - (between - begin)) / pages
    return _burst(seconds), cpu


def _after(change: Change, url: str, path: str) -> float:
    change.make()
    begun = perf_counter()
    with closing(http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)) as connection:
        connection.request("GET", path, headers={"X-Forwarded-Proto": "https"})
        answer = connection.getresponse()
        answer.read()
    if answer.status != HTTPStatus.OK:
        raise LoadError(f"{url}{path} answered {answer.status}")
    return perf_counter() - begun


def _burst(seconds: list[float]) -> Burst:
    return Burst(
        answers=len(seconds),
        seconds=sum(seconds),
        p50=median(seconds) * 1000,
        p95=quantiles(seconds, n=20)[-1] * 1000,
        longest=max(seconds) * 1000,
    )
