"""Pages that only read, asked for by wrk, beside an empty Django page in the same round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from statistics import median

from django.urls import reverse
from django.utils import timezone

from benchmarks import calendar, languages, pilot
from benchmarks.bench import Bench, Room, Sample, Source
from benchmarks.changes import Changes
from benchmarks.table import Goal, Row, figure, median_cpu
from offices.models import Authority, Offering, Office

EMPTY = "empty Django page (yardstick)"
LIST = "list of 32 rows (yardstick)"
FIRST = "first page"
ONE_OFFICE = "services with next free dates, Essen"
ALL_TEN = "services with next free dates, all ten authorities in turn"
WEEK = "free times, a week of ten desks, 60 % booked"
ONE_DESK = "free times, one desk"
NOTHING = "free times, nothing free for 90 days"
TEN_TIMES = "free times, 10 × as many reservations"
HUNDRED_TIMES = "free times, 100 × as many reservations"
LANGUAGES = {n: f"free times, texts in {n} languages" for n in (1, 4, 17)}
SERVICES = {n: f"services, Essen, texts in {n} languages" for n in (1, 4, 17)}
CHANGING_OFFICE = "services, Essen, the calendar changes before each page"
CHANGING_WEEK = "free times, that week, the calendar changes before each page"
OURS = (FIRST, ONE_OFFICE, ALL_TEN, WEEK, ONE_DESK, NOTHING, CHANGING_OFFICE, CHANGING_WEEK)
GROWN = (TEN_TIMES, HUNDRED_TIMES)
WORDY = (*LANGUAGES.values(), *SERVICES.values())
# What a row is held against, so that it is measured in the same rounds.
BASES = dict.fromkeys((ONE_DESK, NOTHING, *GROWN, CHANGING_WEEK, *LANGUAGES.values()), WEEK)
BASES |= dict.fromkeys((CHANGING_OFFICE, *SERVICES.values()), ONE_OFFICE)
USUAL, SMALL, SOLD_OUT = (10, 56), (1, 56), (10, 90)
OFFICES = ((*USUAL, 0.6), (*SMALL, 0.6), (*SOLD_OUT, 1))
MOST = {NOTHING: 1.2, HUNDRED_TIMES: 1.2}


def furnish() -> None:
    """What the template needs for these rows: three made-up offices."""
    for desks, horizon, share in OFFICES:
        name = calendar.name_of(desks=desks, horizon=horizon)
        offerings = 40 if (desks, horizon) == USUAL else 1
        made = calendar.build(desks=desks, horizon=horizon, offerings=offerings, slug=name)
        calendar.fill(made.office, days=horizon + 2, share=share, now=timezone.now())


def run(bench: Bench) -> Iterator[Row]:
    with ExitStack() as stack:
        samples = bench.in_turn(_sources(bench, stack))
    for name, taken in samples.items():
        if bench.wants(name):
            yield _row(name, taken, samples)


def _sources(bench: Bench, stack: ExitStack) -> dict[str, Source]:
    wanted = [name for name in ROOM.names if bench.wants(name)]
    needed = {EMPTY, *wanted, *(BASES[name] for name in wanted if name in BASES)}
    sources = {
        **_yardsticks(bench, stack),
        **_here(bench, stack),
        **_grown(bench, stack, needed),
    }
    return {name: source for name, source in sources.items() if name in needed}


def _yardsticks(bench: Bench, stack: ExitStack) -> dict[str, Source]:
    url = stack.enter_context(bench.database("yardsticks"))
    names = {EMPTY: "empty", LIST: "rows"}
    return {
        name: Source(stack.enter_context(bench.yardstick(module, url)), ("/de/",))
        for name, module in names.items()
    }


def _here(bench: Bench, stack: ExitStack) -> dict[str, Source]:
    url = stack.enter_context(bench.database("pages", pilot.fill))
    web = stack.enter_context(bench.house.web(DATABASE_URL=url))
    essen, week = (reverse("citizen:services", args=["essen"]),), (times_path(*USUAL),)
    usual = calendar.name_of(desks=USUAL[0], horizon=USUAL[1])
    slugs = list(Authority.objects.exclude(slug=calendar.SLUG).values_list("slug", flat=True))
    services = [reverse("citizen:services", args=[slug]) for slug in sorted(slugs)]
    return {
        FIRST: Source(web, (reverse("citizen:start"),)),
        ONE_OFFICE: Source(web, essen),
        CHANGING_OFFICE: Source(web, essen, Changes(url, "essen-kruppstrasse")),
        ALL_TEN: Source(web, tuple(services)),
        WEEK: Source(web, week),
        CHANGING_WEEK: Source(web, week, Changes(url, usual)),
        ONE_DESK: Source(web, (times_path(*SMALL),)),
        NOTHING: Source(web, (times_path(*SOLD_OUT),)),
    }


def times_path(desks: int, horizon: int) -> str:
    """The page of free times of the made-up office that has so many desks."""
    office = calendar.name_of(desks=desks, horizon=horizon)
    first = Offering.objects.filter(office__slug=office).order_by("pk")[0]
    return reverse("citizen:times", args=[first.pk])


def _grown(bench: Bench, stack: ExitStack, needed: set[str]) -> dict[str, Source]:
    """The same calendar in databases that hold more."""
    week = times_path(*USUAL)
    services = reverse("citizen:services", args=["essen"])
    found = {}
    for name, times in ((TEN_TIMES, 10), (HUNDRED_TIMES, 100)):
        if name in needed:
            grow = partial(_multiply, times)
            found[name] = Source(stack.enter_context(bench.world(f"times{times}", grow)), (week,))
    for number, name in LANGUAGES.items():
        names = name, SERVICES[number]
        if needed.intersection(names):
            say = partial(_in_languages, number)
            web = stack.enter_context(bench.world(f"languages{number}", say))
            found |= {names[0]: Source(web, (week,)), names[1]: Source(web, (services,))}
    return found


def _multiply(times: int) -> None:
    name = calendar.name_of(desks=USUAL[0], horizon=USUAL[1])
    calendar.multiply(Office.objects.get(slug=name), times, since=timezone.now())


def _in_languages(number: int) -> None:
    pilot.fill()
    languages.say_in(number)


def _row(name: str, taken: Sequence[Sample], samples: Mapping[str, Sequence[Sample]]) -> Row:
    bursts = [sample.burst for sample in taken]
    p50, p95 = (median(getattr(burst, name) for burst in bursts) for name in ("p50", "p95"))
    return Row(
        name=name,
        unit="pages/s",
        rounds=[burst.per_second for burst in bursts],
        cpu=median_cpu([sample.cpu for sample in taken]),
        goals=list(_goals(name, taken, samples)),
        also=f"{_compared(name, taken, samples)}answers p50 {figure(p50)}, p95 {figure(p95)} ms",
    )


def _goals(
    name: str, taken: Sequence[Sample], samples: Mapping[str, Sequence[Sample]]
) -> Iterator[Goal]:
    if name == WEEK:
        share = median(
            ours.burst.per_second / empty.burst.per_second
            for ours, empty in zip(taken, samples[EMPTY], strict=True)
        )
        yield Goal("CPU ms", median(sample.cpu.pages for sample in taken), most=5)
        yield Goal("of the empty page’s pages/s", share, least=0.10, aim=0.20)
        if ONE_DESK in samples:
            yield Goal("× one desk’s CPU", _ratio(taken, samples[ONE_DESK]), most=1.5)
    elif name == CHANGING_WEEK:
        yield Goal("CPU ms", median(sample.cpu.pages for sample in taken), most=5)
    elif name in MOST:
        yield Goal("× the week’s CPU", _ratio(taken, samples[WEEK]), most=MOST[name])


def _compared(name: str, taken: Sequence[Sample], samples: Mapping[str, Sequence[Sample]]) -> str:
    base = BASES.get(name)
    if base is None:
        return ""
    return f"{_ratio(taken, samples[base]):.2f} × the CPU of “{base}”; "


def _ratio(taken: Sequence[Sample], base: Sequence[Sample]) -> float:
    """By CPU, round by round."""
    return median(a.cpu.pages / b.cpu.pages for a, b in zip(taken, base, strict=True))


ROOM = Room((EMPTY, LIST, *OURS, *GROWN, *WORDY), run)
