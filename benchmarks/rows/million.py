"""A million reservations: every statement finds what it looks for by an index."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from functools import partial
from statistics import median
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from benchmarks import calendar, databases, dossiers
from benchmarks.bench import Bench, Room
from benchmarks.measure import explained, statements
from benchmarks.table import Goal, Row
from booking import keys, retention
from booking.availability import first_free, free_starts, gaps_at, while_unchanged
from booking.models import Booking, Reservation
from booking.notifications.delivery import overdue

MILLION, FEWER = 1_000_000, 50_000
OFFICES, DESKS = 10, 10
SLUG = "million-"
REPEATS = 5
WRITES = ("UPDATE", "INSERT", "DELETE")
BIG = ("booking_reservation", "booking_booking", "booking_message", "booking_bookingitem")
PREFIX = "1 000 000 reservations: "
NAMES = {
    what: PREFIX + what
    for what in (
        "free starts of a month",
        "first free start of one offering",
        "first free start of each of 40 offerings",
        "desks free at one start",
        "whether the calendar has changed",
        "opening the link of a mail",
        "number and PIN",
        "messages that are due",
        "whom to forget",
    )
}
Action = Callable[[], Any]


def run(bench: Bench) -> Iterator[Row]:
    number = FEWER if bench.pace.is_quick else MILLION
    bench.say(f"writing {number} reservations with their bookings")
    with bench.database("million", partial(_furnish, number)) as url, databases.within(url):
        stored = f"{Reservation.objects.count()} stored"
        for what, action in _actions().items():
            if bench.wants(NAMES[what]):
                yield _row(NAMES[what], action, stored)


def _furnish(number: int) -> None:
    for office in range(OFFICES):
        offerings = 40 if office == 0 else 1
        calendar.build(desks=DESKS, offerings=offerings, slug=f"{SLUG}{office}")
    dossiers.write(f"{SLUG}%", each=number // (OFFICES * DESKS), cancelled=10)


def _actions() -> Mapping[str, Action]:
    now = timezone.now()
    asks = calendar.measured(f"{SLUG}0").asks(now)
    month = asks[0].within(now.date(), now.date() + timedelta(days=calendar.MONTH))
    start = free_starts(month, now=now)[0].start
    some = Booking.objects.filter(forgotten_at=None).order_by("-pk")[0]
    token = keys.link_token(some.number, some.version)
    link = reverse("citizen:link", args=[some.number, token])
    pin = {"number": some.number, "pin": keys.pin(some.number, some.version)}
    actions: tuple[Action, ...] = (
        partial(free_starts, month, now=now),
        partial(first_free, asks[:1], now=now),
        partial(first_free, asks, now=now),
        partial(gaps_at, asks[0], start, now=now),
        partial(while_unchanged, object(), asks, list, now=now),
        lambda: _browser().get(link, secure=True),
        lambda: _browser().post(reverse("citizen:mine"), pin, secure=True),
        partial(overdue, now),
        partial(retention.forget_due, now),
    )
    return dict(zip(NAMES, actions, strict=True))


def _browser() -> Client:
    return Client(headers={"host": "127.0.0.1"})


def _row(name: str, action: Action, stored: str) -> Row:
    """Explain whatever it asks of the large tables; milliseconds are those of all together."""
    asked = [(sql, values) for sql, values in statements(action) if _is_big(sql)]
    rounds, plans = [], []
    for _ in range(REPEATS):
        plans = [_explained(sql, values) for sql, values in asked]
        rounds.append(sum(plan["Planning Time"] + plan["Execution Time"] for plan in plans))
    scanned = [table for plan in plans for table in _scanned(plan["Plan"])]
    goal = Goal("scans of a whole table", len(scanned), most=0)
    indexes = dict.fromkeys(name for plan in plans for name in _indexes(plan["Plan"]))
    found = f"; scans {', '.join(scanned)}" if scanned else ""
    also = f"{stored}{found}; by {', '.join(indexes)}"
    return Row(name, "ms in the database", [median(rounds)], goals=[goal], also=also)


def _is_big(sql: str) -> bool:
    """Statements that were prepared name no table; those of ours all ask the calendar."""
    return sql.startswith("EXECUTE") or any(table in sql for table in BIG)


def _explained(sql: str, values: Any) -> dict[str, Any]:
    """Undone afterwards, as explaining a statement carries it out."""
    with transaction.atomic():
        plan = explained(sql, values)
        transaction.set_rollback(True)
    return plan


def _scanned(plan: Mapping[str, Any]) -> Iterator[str]:
    """The large tables that are read from one end to the other."""
    if plan["Node Type"] == "Seq Scan" and plan["Relation Name"] in BIG:
        yield plan["Relation Name"]
    for part in plan.get("Plans", ()):
        yield from _scanned(part)


def _indexes(plan: Mapping[str, Any]) -> Iterator[str]:
    if plan.get("Index Name", "").startswith("booking_"):
        yield plan["Index Name"]
    for part in plan.get("Plans", ()):
        yield from _indexes(part)


ROOM = Room(tuple(NAMES.values()), run)
