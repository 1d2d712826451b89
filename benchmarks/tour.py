"""Through all rooms, from the first to the last."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.db import connection

from benchmarks import databases
from benchmarks.bench import Bench, Pace, Room
from benchmarks.machine import HERE, load_average, machine, yardsticks
from benchmarks.rows import (
    bookings,
    calendar,
    changing,
    desk,
    growth,
    inserting,
    million,
    pages,
    payload,
    rushes,
    searching,
    starting,
    steps,
)
from benchmarks.sending import crowd
from benchmarks.servers import House
from benchmarks.slate import forget_floods
from benchmarks.table import Row, as_text

ROOMS: tuple[Room, ...] = (
    pages.ROOM,
    calendar.ROOM,
    inserting.ROOM,
    bookings.ROOM,
    steps.ROOM,
    rushes.ROOM,
    payload.ROOM,
    desk.ROOM,
    changing.ROOM,
    growth.ROOM,
    million.ROOM,
    searching.ROOM,
    starting.ROOM,
)
Say = Callable[[str], None]


@dataclass(frozen=True)
class Found:
    """Everything that was measured, and where."""

    machine: Mapping[str, str]
    yardsticks: Mapping[str, str]
    rows: list[Row]
    failures: list[str]  # rooms that could not be measured, and why

    @property
    def text(self) -> Iterator[str]:
        yield "\n".join(f"{name}: {value}" for name, value in self.machine.items())
        yield ""
        yield from as_text(self.rows)
        yield ""
        yield from (f"**not measured**: {failure}" for failure in self.failures)
        yield from (f"{digest}  benchmarks/{file}" for file, digest in self.yardsticks.items())

    @property
    def record(self) -> dict[str, Any]:
        rows = [row.record for row in self.rows]
        return {
            "machine": self.machine,
            "yardsticks": self.yardsticks,
            "rows": rows,
            "not measured": self.failures,
        }


def names() -> list[str]:
    """The rows there are; some rooms add what they find on the way."""
    return [name for room in ROOMS for name in room.names]


def take(wish: argparse.Namespace, told: Mapping[str, str], given: str, say: Say) -> Found:
    begin = load_average()
    facts = machine()
    _furnish()
    forget_floods()
    port = urlsplit(told["EMAIL_URL"]).port or 0
    house = House(Path(os.environ["WILLKOMMEN_VAR"]), told)
    servers = databases.server_processes(given, os.environ["REDIS_URL"])
    with crowd(port) as people:
        pace = Pace.of(quick=wish.quick)
        bench = Bench(house, people, "bench", given, servers, pace, say, wish.only)
        rows, failures = _through_all_rooms(bench)
    facts |= {"load average": f"{begin} at the begin, {load_average()} at the end"}
    return Found(facts, yardsticks(), rows, failures)


def _through_all_rooms(bench: Bench) -> tuple[list[Row], list[str]]:
    """What could be measured, and what could not: a room that fails costs no other its rows."""
    rows: list[Row] = []
    failures = []
    for room in (room for room in ROOMS if bench.wants(*room.names)):
        try:
            for row in room.run(bench):
                bench.say(" ".join(row.cells[:2]))
                rows.append(row)
        except Exception as error:  # noqa: BLE001 - told at the end
            failures.append(f"{room.names[0]} and what follows: {type(error).__name__}: {error}")
            bench.say(failures[-1])
    return rows, failures


def _furnish() -> None:
    """Fill the template with what several rooms need."""
    pages.furnish()
    desk.furnish()
    with connection.cursor() as cursor:
        cursor.execute((HERE / "yardsticks" / "tables.sql").read_text())
    connection.close()
