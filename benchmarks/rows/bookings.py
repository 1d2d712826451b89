"""Whole bookings through all real pages, code by mail included, beside the barest one."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any

from benchmarks import databases
from benchmarks.bench import Bench, Room
from benchmarks.processes import Cpu
from benchmarks.servers import Web
from benchmarks.table import Goal, Row, figure, median_cpu
from booking.models import Booking, Message, Reservation
from offices.models import Offering

BARE = "bare booking (yardstick), 8 people at once"
PEOPLE = {n: f"whole booking, {n} {'person' if n == 1 else 'people at once'}" for n in (1, 8, 32)}
STEPS = "one request of a booking or a move, the most expensive"
PLACE = {"place": "Essen", "slug": "essen"}
SERVICE, OFFICE = "eat-collection", "essen-kruppstrasse"
MAIL_SECONDS = 60.0


@dataclass(frozen=True)
class Round:
    """What one crowd saw; `cpu` is that of one booking."""

    bookings: int
    seconds: float
    cpu: Cpu
    pages: list[float]
    answers: list[dict[str, Any]]

    @property
    def per_second(self) -> float:
        return self.bookings / self.seconds

    @property
    def p95(self) -> float:
        return quantiles(self.pages, n=20)[-1] * 1000


def run(bench: Bench) -> Iterator[Row]:
    with ExitStack() as stack:
        url = stack.enter_context(bench.database("bookings"))
        ours = stack.enter_context(bench.house.web(DATABASE_URL=url))
        bare = stack.enter_context(bench.yardstick("booking", url))
        bench.workers.extend(stack.enter_context(bench.house.workers(DATABASE_URL=url)))
        stack.enter_context(databases.within(url))
        try:
            yield from _side_by_side(bench, ours, bare)
            if bench.wants(STEPS):
                yield from _step_by_step(bench, ours)
        finally:
            bench.workers.clear()


def matter() -> dict[str, Any]:
    offering = Offering.objects.get(service__slug=SERVICE, office__slug=OFFICE)
    return {**PLACE, "offering": offering.pk}


def _side_by_side(bench: Bench, ours: Web, bare: Web) -> Iterator[Row]:
    wanted = [people for people, name in PEOPLE.items() if bench.wants(name)]
    found: dict[str, list[Round]] = {}
    if wanted or bench.wants(BARE):
        _bookings(bench, ours, 2, 8)  # to warm up
        bench.crowd.do("bare", url=bare.url, people=2, bookings=8)
    for number in range(min(bench.pace.rounds, 3)):
        bench.say(f"round {number + 1}: bookings")
        found.setdefault(BARE, []).append(_bare(bench, bare))
        for people in wanted:
            bookings = bench.pace.bookings // (4 if people == 1 else 1)
            found.setdefault(PEOPLE[people], []).append(_bookings(bench, ours, people, bookings))
    for name, rounds in found.items():
        if bench.wants(name):
            yield _row(name, rounds)


def _bookings(bench: Bench, web: Web, people: int, bookings: int) -> Round:
    meter = bench.meter(web)
    before = meter.read()
    job = {"url": web.url, "people": people, "bookings": bookings, **matter()}
    told = bench.crowd.do("book", **job)
    _wait_for_mails()
    cpu = (meter.read() - before) / bookings
    _clear()
    return _round(bookings, told, cpu)


def _bare(bench: Bench, web: Web) -> Round:
    meter, bookings = bench.meter(web), bench.pace.bookings * 3
    before = meter.read()
    told = bench.crowd.do("bare", url=web.url, people=8, bookings=bookings)
    return _round(bookings, told, (meter.read() - before) / bookings)


def _round(bookings: int, told: dict[str, Any], cpu: Cpu) -> Round:
    seconds = [seconds for _step, seconds in told["pages"]]
    return Round(bookings, told["seconds"], cpu, seconds, told["answers"])


def _wait_for_mails() -> None:
    """Until the last confirmation is delivered: it belongs to the cost of a booking."""
    deadline = time.monotonic() + MAIL_SECONDS
    kinds = (Message.Kind.CODE, Message.Kind.CONFIRMATION)
    owed = Message.objects.filter(status=Message.Status.OWED, kind__in=kinds)
    while owed.exists() and time.monotonic() < deadline:
        time.sleep(0.05)


def _clear() -> None:
    """Every round begins with the same calendar."""
    taken = list(Booking.objects.values_list("reservation", flat=True))
    Booking.objects.all().delete()
    Reservation.objects.filter(pk__in=taken).delete()


def _row(name: str, rounds: Sequence[Round]) -> Row:
    cpu = median_cpu([one.cpu for one in rounds])
    requests = sum(len(one.answers) for one in rounds) / sum(one.bookings for one in rounds)
    pages = sorted(second * 1000 for one in rounds for second in one.pages)
    statuses = Counter(answer["status"] for one in rounds for answer in one.answers)
    return Row(
        name=name,
        unit="bookings/s",
        rounds=[one.per_second for one in rounds],
        cpu=cpu,
        goals=list(_goals(name, rounds)),
        also=(
            f"{requests:.1f} requests and {len(pages) / sum(r.bookings for r in rounds):.0f} pages "
            f"a booking, {figure(cpu.pages / requests)} CPU ms a request; a page p50 "
            f"{figure(median(pages))}, p95 {figure(quantiles(pages, n=20)[-1])} ms; answers "
            + ", ".join(f"{status}: {number}" for status, number in sorted(statuses.items()))
        ),
    )


def _goals(name: str, rounds: Sequence[Round]) -> Iterator[Goal]:
    if name != BARE:
        cpu = median(one.cpu.pages for one in rounds)
        yield Goal("CPU ms", cpu, most=80, aim=40)
    if name == PEOPLE[8]:
        yield Goal("ms, p95 of a page", median(one.p95 for one in rounds), most=100)


def _step_by_step(bench: Bench, web: Web) -> Iterator[Row]:
    people = max(12, bench.pace.bookings)
    bench.say(f"{people} people make the same request, one after the other, then the next")
    roots = {part: list(pids) for part, pids in bench.meter(web).roots.items()}
    job = {"url": web.url, "people": people, "roots": roots, **matter()}
    bench.crowd.do("lockstep", **job)  # to warm up
    _clear()
    costs = bench.crowd.do("lockstep", **job)
    _clear()
    cpus = [Cpu(**cost["cpu"]) for cost in costs]
    dearest = max(cpus, key=lambda cpu: cpu.pages)
    goal = Goal("CPU ms", dearest.pages, most=10)
    which = costs[cpus.index(dearest)]["request"]
    yield Row(STEPS, "CPU ms", [dearest.pages], dearest, [goal], which)
    for cost, cpu in zip(costs, cpus, strict=True):
        yield Row(f"– {cost['request']}", "CPU ms", [cpu.pages], cpu)


ROOM = Room((BARE, *PEOPLE.values(), STEPS), run)
