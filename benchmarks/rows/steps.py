"""Every request of a booking by itself, made by forty people, and of moving it.

Whoever delivers mail rests meanwhile: that is counted where whole bookings are measured.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, replace
from typing import Any

from benchmarks import slate
from benchmarks.bench import Bench, Room
from benchmarks.processes import Cpu
from benchmarks.rows.bookings import matter, opened
from benchmarks.servers import Web
from benchmarks.table import Goal, Row, median_cpu

DEAREST = "step by step: the most expensive request of a booking"
ALL = "step by step: all requests of a booking together, mail not counted"
MOVE = "step by step: moving a booked appointment, three requests"
MOVING = ("move", "moved")
FEWEST = 12
Costs = Mapping[tuple[str, str], Sequence[Cpu]]


def run(bench: Bench) -> Iterator[Row]:
    with opened(bench) as (_url, web):
        costs = _costs(bench, web)
    yield from _summed(costs)
    for (step, request), cpus in costs.items():
        yield _row(f"step by step: {step}, {request}", cpus)


def _costs(bench: Bench, web: Web) -> Costs:
    """What each request cost in each round, in the order in which they are made."""
    people = max(FEWEST, bench.pace.bookings)
    roots = {part: list(pids) for part, pids in bench.meter(web).roots.items()}
    job: dict[str, Any] = {"url": web.url, "people": people, "roots": roots, **matter()}
    found: dict[tuple[str, str], list[Cpu]] = {}
    for number in range(min(bench.pace.rounds, 3) + 1):
        bench.say(f"{people} people make the same request one by one, then the next")
        for cost in bench.crowd.do("lockstep", **job):
            if number:  # the first is to warm up
                key = cost["step"], cost["request"]
                found.setdefault(key, []).append(Cpu(**cost["cpu"]))
        slate.wipe()
    return found


def _summed(costs: Costs) -> Iterator[Row]:
    (step, request), dearest = max(
        (item for item in costs.items() if item[0][0] not in MOVING),
        key=lambda item: median_cpu(item[1]).pages,
    )
    goal = Goal("CPU ms", median_cpu(dearest).pages, most=10)
    yield replace(_row(DEAREST, dearest), goals=[goal], also=f"{step}, {request}")
    booking = [cpus for (step, _request), cpus in costs.items() if step not in MOVING]
    yield _row(ALL, [_sum(cpus) for cpus in zip(*booking, strict=True)])
    moving = [cpus for (step, _request), cpus in costs.items() if step in MOVING]
    yield _row(MOVE, [_sum(cpus) for cpus in zip(*moving, strict=True)])


def _sum(cpus: Sequence[Cpu]) -> Cpu:
    return Cpu(*map(sum, zip(*map(astuple, cpus), strict=True)))


def _row(name: str, cpus: Sequence[Cpu]) -> Row:
    return Row(name, "CPU ms", [cpu.pages for cpu in cpus], median_cpu(cpus))


ROOM = Room((DEAREST, ALL, MOVE), run)
