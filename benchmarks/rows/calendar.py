"""Free times in the database: a month, its days, the first day, and what makes them slow elsewhere.

Each question is one statement; the CPU time beside it is that of the connection's own process
and of the program that asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from statistics import median

from benchmarks import databases
from benchmarks.bench import Bench, Room
from benchmarks.calendar import MONTH, NOW, Measured, build, fill, multiply
from benchmarks.measure import Figure, Question, measure
from benchmarks.table import Goal, Row, figure, median_cpu
from booking.availability import Ask, first_free, free_days, free_starts, gaps_at

WEEK, SEASON = 7, 90
MONTH_OF_TEN = "calendar: free starts of a month, ten desks, 60 % booked"
MANY = "calendar: that month with 100 × as many reservations"
MONTH_OF_ONE = "calendar: that month, one desk"
DAYS = "calendar: the days of that month"
WEEK_OF_TEN = "calendar: a week, ten desks"
WEEK_OF_ONE = "calendar: a week, one desk"
DESKS = "calendar: desks free at one start"
FIRST = "calendar: first free start of one offering"
FIRST_OF_MANY = "calendar: first free start of each of 40 offerings, one statement"
SOLD_OUT = {what: f"calendar: 90 days sold out, {what}" for what in ("days", "first", "starts")}
USUAL = {what: f"calendar: 90 days 60 % booked, {what}" for what in ("days", "first", "starts")}
COMPARED = {MANY: MONTH_OF_TEN, MONTH_OF_TEN: MONTH_OF_ONE, WEEK_OF_TEN: WEEK_OF_ONE}
COMPARED |= {SOLD_OUT[what]: USUAL[what] for what in SOLD_OUT}
MOST_TIMES = dict.fromkeys((MANY, *SOLD_OUT.values()), 1.2)
MOST_MS = {MONTH_OF_TEN: 6.0, FIRST_OF_MANY: 20.0}
Questions = Mapping[str, Question]


def run(bench: Bench) -> Iterator[Row]:
    found: dict[str, list[Figure]] = {}
    repeats = 40 if bench.pace.is_quick else 100
    with bench.database("calendar") as few, bench.database("calendar100") as many:
        with databases.within(few):
            usual = _questions()
        with databases.within(many):
            crowded = {MANY: _crowded()}
        databases.settle(few)
        databases.settle(many)
        for number in range(bench.pace.rounds):
            bench.say(f"round {number + 1} of {bench.pace.rounds}, questions to the calendar")
            for url, questions in ((few, usual), (many, crowded)):
                with databases.within(url):
                    _ask(questions, repeats, found)
    yield from (_row(name, found) for name in found if bench.wants(name))


def _questions() -> Questions:
    ten, one = build(desks=10, offerings=40), build(desks=1)
    fill(ten.office, days=56, share=0.6)
    fill(one.office, days=56, share=0.6)
    start = free_starts(ten.ask(MONTH), now=NOW)[100].start
    return {
        MONTH_OF_TEN: _starts(ten, MONTH),
        DAYS: partial(free_days, ten.ask(MONTH), now=NOW),
        MONTH_OF_ONE: _starts(one, MONTH),
        WEEK_OF_TEN: _starts(ten, WEEK),
        WEEK_OF_ONE: _starts(one, WEEK),
        DESKS: partial(gaps_at, ten.asks()[0], start, now=NOW),
        FIRST: partial(first_free, ten.asks()[:1], now=NOW),
        FIRST_OF_MANY: partial(first_free, ten.asks(), now=NOW),
        **_of_a_season(),
    }


def _of_a_season() -> Questions:
    """90 days in which nothing is free, and 90 of which 60 % are booked."""
    some, none = build(desks=10, horizon=SEASON), build(desks=10, horizon=SEASON)
    fill(some.office, days=SEASON + 2, share=0.6)
    fill(none.office, days=SEASON + 2, share=1)
    ways = {"days": free_days, "first": _first, "starts": free_starts}
    return {
        names[what]: partial(way, measured.ask(SEASON), now=NOW)
        for names, measured in ((SOLD_OUT, none), (USUAL, some))
        for what, way in ways.items()
    }


def _crowded() -> Question:
    ten = build(desks=10, offerings=40)
    fill(ten.office, days=56, share=0.6)
    multiply(ten.office, 100)
    return _starts(ten, MONTH)


def _first(ask: Ask, *, now: datetime) -> list[datetime | None]:
    return first_free([ask], now=now)


def _starts(measured: Measured, days: int) -> Question:
    return partial(free_starts, measured.ask(days), now=NOW)


def _ask(questions: Questions, repeats: int, found: dict[str, list[Figure]]) -> None:
    for name, question in questions.items():
        found.setdefault(name, []).append(measure(question, repeats))


def _row(name: str, found: Mapping[str, Sequence[Figure]]) -> Row:
    taken = found[name]
    return Row(
        name=name,
        unit="ms in the database",
        rounds=[one.database for one in taken],
        cpu=median_cpu([one.cpu for one in taken]),
        goals=list(_goals(name, found)),
        also=f"wall {figure(median(one.wall for one in taken))} ms{_compared(name, found)}",
    )


def _goals(name: str, found: Mapping[str, Sequence[Figure]]) -> Iterator[Goal]:
    if name in MOST_MS:
        milliseconds = median(one.database for one in found[name])
        yield Goal("ms in the database", milliseconds, most=MOST_MS[name])
    if name in MOST_TIMES:
        yield Goal("× the CPU of the usual", _ratio(name, found), most=MOST_TIMES[name])


def _compared(name: str, found: Mapping[str, Sequence[Figure]]) -> str:
    if name not in COMPARED:
        return ""
    return f"; {_ratio(name, found):.2f} × the CPU of “{COMPARED[name].partition(': ')[2]}”"


def _ratio(name: str, found: Mapping[str, Sequence[Figure]]) -> float:
    pairs = zip(found[name], found[COMPARED[name]], strict=True)
    return median(one.cpu.pages / other.cpu.pages for one, other in pairs)


NAMES = (MONTH_OF_TEN, MANY, MONTH_OF_ONE, DAYS, WEEK_OF_TEN, WEEK_OF_ONE, DESKS, FIRST)
ROOM = Room((*NAMES, FIRST_OF_MANY, *SOLD_OUT.values(), *USUAL.values()), run)
