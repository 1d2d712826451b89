"""Whole bookings through all real pages, code by mail included, beside the barest one."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any

from benchmarks import databases, slate
from benchmarks.bench import Bench, Room, processes_of
from benchmarks.processes import Cpu, memory_mb
from benchmarks.servers import Web
from benchmarks.table import Goal, Row, figure, median_cpu
from booking.models import Message
from offices.models import Offering

BARE = "bare booking (yardstick), 8 people at once"
PEOPLE = {n: f"whole booking, {n} {'person' if n == 1 else 'people at once'}" for n in (1, 8, 32)}
MEMORY = "memory of a web process"
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
    with opened(bench) as (url, ours), bench.yardstick("booking", url) as bare:
        _bookings(bench, ours, 2, 8)  # to warm up
        bench.crowd.do("bare", url=bare.url, people=2, bookings=8)
        warm = [memory_mb(pid) for pid in processes_of(ours)]
        for name, rounds in _side_by_side(bench, ours, bare).items():
            if bench.wants(name):
                yield _row(name, rounds)
        if bench.wants(MEMORY):
            yield _memory(ours, warm)


@contextmanager
def opened(bench: Bench) -> Iterator[tuple[str, Web]]:
    """The whole program on a database of its own: pages and whoever delivers mail."""
    with ExitStack() as stack:
        url = stack.enter_context(bench.database("bookings"))
        web = stack.enter_context(bench.house.web(DATABASE_URL=url))
        bench.workers.extend(stack.enter_context(bench.house.workers(DATABASE_URL=url)))
        stack.enter_context(databases.within(url))
        try:
            yield url, web
        finally:
            bench.workers.clear()


def matter() -> dict[str, Any]:
    """What everybody books."""
    offering = Offering.objects.get(service__slug=SERVICE, office__slug=OFFICE)
    return {**PLACE, "offering": offering.pk}


def _side_by_side(bench: Bench, ours: Web, bare: Web) -> dict[str, list[Round]]:
    wanted = [people for people, name in PEOPLE.items() if bench.wants(name, MEMORY)]
    found: dict[str, list[Round]] = {}
    for number in range(min(bench.pace.rounds, 3)):
        bench.say(f"round {number + 1}: bookings")
        found.setdefault(BARE, []).append(_bare(bench, bare))
        for people in wanted:
            bookings = bench.pace.bookings // (4 if people == 1 else 1)
            found.setdefault(PEOPLE[people], []).append(_bookings(bench, ours, people, bookings))
    return found


def _bookings(bench: Bench, web: Web, people: int, bookings: int) -> Round:
    meter = bench.meter(web)
    before = meter.read()
    job = {"url": web.url, "people": people, "bookings": bookings, **matter()}
    told = bench.crowd.do("book", **job)
    _wait_for_mails()
    cpu = (meter.read() - before) / bookings
    slate.wipe()
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


def _memory(web: Web, warm: Sequence[tuple[float, float]]) -> Row:
    """Of each process that answers, after all these bookings; `warm` before most of them."""
    used = [memory_mb(pid) for pid in processes_of(web)]
    resident, before = (f"{figure(max(one[0] for one in some))} MB" for some in (used, warm))
    return Row(
        name=MEMORY,
        unit="MB of its own (PSS)",
        rounds=[shared for _resident, shared in used],
        also=f"resident {resident}, {before} after the first bookings",
    )


ROOM = Room((BARE, *PEOPLE.values(), MEMORY), run)
