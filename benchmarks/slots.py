"""Free times: a month, its days, the first day, and what makes them slow elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import connection

from benchmarks.calendar import MONTH, NOW, Measured, build, fill, multiply
from benchmarks.measure import Figure, measure
from booking.availability import Ask, first_free, free_days, free_starts, gaps_at
from booking.models import Reservation

Say = Callable[[str], None]
WEEK = 7
LINE = "{:<52} {:6.2f} {:8.2f} {:9.2f} {:8.2f} {:8.2f} {:7.2f}"
HEAD = (
    f"{'milliseconds':<52} {'plan':>6} {'execute':>8} {'database':>9} "
    f"{'CPU db':>8} {'CPU app':>8} {'wall':>7}"
)


def run(say: Say) -> None:
    ten, one = build(desks=10, offerings=40), build(desks=1)
    booked = fill(ten.office, days=56, share=0.6)
    fill(one.office, days=56, share=0.6)
    analyze()
    say(f"{booked} reservations in 56 days, {booked_in_a_month(ten)} in a month\n\n{HEAD}")
    month = told(say, "a month of ten desks, 60 % booked", starts(ten, MONTH))
    other_questions(say, ten)
    told(say, "a month of one desk, 60 % booked", starts(one, MONTH))
    week = told(say, "a week of ten desks", starts(ten, WEEK))
    small = told(say, "a week of one desk", starts(one, WEEK))
    say(compared("ten desks instead of one, the week", week, small))
    sold_out(say)
    stored = multiply(ten.office, 100)
    many = told(say, f"the month, {stored} reservations stored", starts(ten, MONTH))
    say(compared("100 × as many reservations", many, month))


def booked_in_a_month(measured: Measured) -> int:
    period = (NOW, NOW + timedelta(days=MONTH))
    mine = Reservation.objects.filter(desk__office=measured.office)
    return mine.filter(during__overlap=period).count()


def other_questions(say: Say, ten: Measured) -> None:
    ask = ten.ask(MONTH)
    start = free_starts(ask, now=NOW)[100].start
    told(say, "the days of that month", partial(free_days, ask, now=NOW))
    told(say, "the desks free at one start", partial(gaps_at, ten.asks()[0], start, now=NOW))
    told(say, "the first free start of one offering", partial(first_free, ten.asks()[:1], now=NOW))
    told(say, "the first free start of each of 40", partial(first_free, ten.asks(), now=NOW))


def sold_out(say: Say) -> None:
    """90 days in which nothing is free, against 90 of which 60 % are booked."""
    some, none = build(desks=10, horizon=90), build(desks=10, horizon=90)
    fill(some.office, days=92, share=0.6)
    fill(none.office, days=92, share=1)
    analyze()
    for name, question in (("days", free_days), ("first", first), ("starts", free_starts)):
        sold = told(say, f"90 days sold out: {name}", partial(question, none.ask(90), now=NOW))
        usual = told(say, f"90 days 60 % booked: {name}", partial(question, some.ask(90), now=NOW))
        say(compared(f"sold out: {name}", sold, usual))


def first(ask: Ask, *, now: datetime) -> list[datetime | None]:
    return first_free([ask], now=now)


def starts(measured: Measured, days: int) -> Callable[[], Any]:
    return partial(free_starts, measured.ask(days), now=NOW)


def told(say: Say, name: str, question: Callable[[], Any]) -> Figure:
    one = measure(question)
    figures = (one.planning, one.execution, one.database, one.server_cpu, one.python_cpu)
    say(f"{LINE.format(name, *figures, one.wall)}   {len(question())} found")
    return one


def compared(name: str, figure: Figure, other: Figure) -> str:
    database, both = figure.server_cpu / other.server_cpu, figure.cpu / other.cpu
    return f"  → {name}: CPU {database:.2f} × in the database, {both:.2f} × in all"


def analyze() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
