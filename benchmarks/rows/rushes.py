"""Many people who press at the same moment: one start, and two hundred slots just opened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median, quantiles
from typing import Any

from django.urls import reverse
from django.utils import timezone

from benchmarks import calendar, databases, slate
from benchmarks.bench import Bench, Room
from benchmarks.processes import Cpu
from benchmarks.servers import Web
from benchmarks.signed_in import cookie_of
from benchmarks.table import Goal, Row, figure, median_cpu
from benchmarks.witness import Seen, staff_beside, transactions_watched
from booking.models import Reservation
from offices.models import Offering, Office, OpeningHours, User

PEOPLE, SLOTS = 100, 200
CAPACITIES = (1, 5, 10)
RACES = {n: f"{PEOPLE} people at one start, capacity {n}" for n in CAPACITIES}
INSIDE = "release of 200 slots to 1 000 people, 32 threads and no gate"
GATED = "release of 200 slots to 1 000 people, as in production"
RUSH = "release of 200 slots to 3 000 people, staff beside them"
CROWDS = {INSIDE: 1000, GATED: 1000, RUSH: 3000}
MANY_THREADS = ("--workers", "2", "--blocking-threads", "16")
UNGATED = "benchmarks.ungated:application"
# Ten desks, twenty visits each; starts lie as far apart as a visit takes, so none breaks another.
OPENS, CLOSES, MINUTES, DESKS = "08:00", "13:00", 15, 10
STAFF_SECONDS = 1.0


@dataclass(frozen=True)
class Round:
    """What became of a crowd; `cpu` is that of one person."""

    people: int
    seconds: float
    cpu: Cpu
    outcomes: Mapping[str, int]
    answers: Sequence[Mapping[str, Any]]
    errors: int
    held: int
    twice: int
    seen: Seen = field(default_factory=Seen)

    @property
    def milliseconds(self) -> list[float]:
        return sorted(answer["seconds"] * 1000 for answer in self.answers)


def run(bench: Bench) -> Iterator[Row]:
    with bench.database("rushes", furnish) as url, databases.within(url):
        yield from _races(bench, url)
        yield from _releases(bench, url)


def furnish() -> None:
    """Offices with one, five and ten desks, and one that opens for a single day."""
    for desks in CAPACITIES:
        calendar.build(desks=desks, slug=f"race-{desks}")
    office = calendar.build(desks=DESKS, slug="release").office
    OpeningHours.objects.filter(office=office).delete()
    day = timezone.localdate() + timedelta(days=7)
    OpeningHours.objects.create(
        office=office,
        weekday=day.weekday(),
        opens=OPENS,
        closes=CLOSES,
        valid_from=day,
        valid_until=day,
    )
    Offering.objects.filter(office=office).update(duration_minutes=MINUTES)
    Office.objects.filter(pk=office.pk).update(grid_minutes=MINUTES)


def _races(bench: Bench, url: str) -> Iterator[Row]:
    wanted = [n for n, name in RACES.items() if bench.wants(name)]
    found: dict[int, list[Round]] = {n: [] for n in wanted}
    if not wanted:
        return
    with bench.house.web(DATABASE_URL=url) as web:
        for nth in range(3):
            bench.say(f"round {nth + 1} of 3, {PEOPLE} people at one start")
            for desks in wanted:
                job = {"people": PEOPLE, "path": _path(f"race-{desks}"), "nth": nth * 4}
                found[desks].append(_crowd(bench, web, "race", f"race-{desks}", job))
    for desks, rounds in found.items():
        yield _row(RACES[desks], rounds, _race_goals(desks, rounds))


def _race_goals(desks: int, rounds: Sequence[Round]) -> list[Goal]:
    exact = {one.held for one in rounds} | {one.outcomes.get("held", 0) for one in rounds}
    wrong = max(exact, key=lambda held: abs(held - desks))
    return [
        Goal("times given", wrong, most=desks, least=desks),
        Goal("desks taken twice", max(one.twice for one in rounds), most=0),
        Goal("s until all are answered", max(one.seconds for one in rounds), most=3),
        Goal("error pages", sum(one.errors for one in rounds), most=0),
    ]


def _releases(bench: Bench, url: str) -> Iterator[Row]:
    servers: dict[str, dict[str, Any]] = {
        INSIDE: {"flags": MANY_THREADS, "application": UNGATED},
        GATED: {"flags": ()},
        RUSH: {"flags": ()},
    }
    for name, server in servers.items():
        if bench.wants(name):
            flags = server.pop("flags")
            rounds = []
            for number in range(1 if bench.pace.is_quick or name == RUSH else 2):
                bench.say(f"round {number + 1}, {name}")
                with bench.house.web(*flags, DATABASE_URL=url, **server) as web:
                    rounds.append(_release(bench, web, url, name))
            yield _row(name, rounds, _release_goals(CROWDS[name], rounds))


def _release(bench: Bench, web: Web, url: str, name: str) -> Round:
    seen, job = Seen(), {"people": CROWDS[name], "path": _path("release")}
    beside = (
        staff_beside(web.url, cookie_of(User.objects.filter(is_superuser=True)[0]), seen)
        if name == RUSH
        else nullcontext()
    )
    with ExitStack() as stack:
        stack.enter_context(transactions_watched(url, seen))
        stack.enter_context(beside)
        return _crowd(bench, web, "release", "release", job, seen)


def _release_goals(people: int, rounds: Sequence[Round]) -> list[Goal]:
    held = [one.held for one in rounds] + [one.outcomes.get("held", 0) for one in rounds]
    told = [one.outcomes.get("nothing free", 0) for one in rounds]
    goals = [
        Goal("held", max(held, key=lambda n: abs(n - SLOTS)), most=SLOTS, least=SLOTS),
        Goal("desks taken twice", max(one.twice for one in rounds), most=0),
        Goal("told that none is free", min(told), most=people - SLOTS, least=people - SLOTS),
        Goal("error pages", sum(one.errors for one in rounds), most=0),
    ]
    staff = [seconds for one in rounds for seconds in one.seen.staff]
    if staff:
        p95 = sorted(staff)[int(len(staff) * 0.95)]
        goals.append(Goal("s, p95 of a staff page", p95, most=STAFF_SECONDS))
        goals.append(Goal("staff turned away", sum(r.seen.refused for r in rounds), most=0))
    return goals


def _crowd(
    bench: Bench, web: Web, kind: str, slug: str, job: dict[str, Any], seen: Seen | None = None
) -> Round:
    meter = bench.meter(web)
    before = meter.read()
    told = bench.crowd.do(kind, url=web.url, **job)
    cpu = (meter.read() - before) / job["people"]
    held, twice = _counted(slug, told.get("start"))
    slate.wipe()
    return Round(
        people=job["people"],
        seconds=told["seconds"],
        cpu=cpu,
        outcomes=Counter(told["outcomes"]),
        answers=told["answers"],
        errors=told["errors"] + told["outcomes"].count("error"),
        held=held,
        twice=twice,
        seen=seen or Seen(),
    )


def _counted(slug: str, start: str | None) -> tuple[int, int]:
    """How many times are held there, and how many overlap another at the same desk."""
    held = Reservation.objects.filter(desk__office__slug=slug, status=Reservation.Status.HELD)
    if start:
        held = held.filter(during__startswith=datetime.fromisoformat(start))
    times = sorted((one.desk_id, one.starts_at, one.ends_at) for one in held)
    twice = sum(a[0] == b[0] and b[1] < a[2] for a, b in pairwise(times))
    return len(times), twice


def _path(slug: str) -> str:
    return reverse("citizen:times", args=[Offering.objects.get(office__slug=slug).pk])


def _row(name: str, rounds: Sequence[Round], goals: Sequence[Goal]) -> Row:
    times = sorted(ms for one in rounds for ms in one.milliseconds)
    p95 = quantiles(times, n=20)[-1]
    return Row(
        name=name,
        unit="s until all are answered",
        rounds=[one.seconds for one in rounds],
        cpu=median_cpu([one.cpu for one in rounds]),
        goals=goals,
        also=(
            f"an answer p50 {figure(median(times))}, p95 {figure(p95)}, longest "
            f"{figure(times[-1])} ms; answers {_statuses(rounds)}{_beside(rounds)}"
        ),
    )


def _statuses(rounds: Sequence[Round]) -> str:
    counted = Counter(answer["status"] for one in rounds for answer in one.answers)
    return ", ".join(f"{status}: {number}" for status, number in sorted(counted.items()))


def _beside(rounds: Sequence[Round]) -> str:
    most = max(one.seen.most_at_once for one in rounds)
    staff = sorted(seconds for one in rounds for seconds in one.seen.staff)
    at_once = f"; at most {most} transactions at once" if most else ""
    pages = f"; {len(staff)} staff pages, p50 {figure(median(staff) * 1000)} ms" if staff else ""
    return at_once + pages


ROOM = Room((*RACES.values(), *CROWDS), run)
