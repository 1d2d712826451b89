"""Finding a person's booking among 100 000 of one authority: every kind of question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from statistics import median
from time import process_time
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from benchmarks import calendar, databases, dossiers, people
from benchmarks.bench import Bench, Room
from benchmarks.measure import database_cpu, statements
from benchmarks.table import Goal, Row, figure
from booking.models import Attendee, Booking
from booking.search import Found, search
from booking.spelling import sounds
from offices.models import Authority

HOUSE, NEIGHBOURS = "found", ("found-a", "found-b", "found-c")
DESKS, EACH, OF_NEIGHBOURS = 100, 1000, 100
DAYS = EACH // 20
REPEATS = 5
MOST, TYPICAL, WRITING = 30, 10, 0.3
PREFIX = "search among 100 000: "
# What may stand in the field; {…} are those of some person there.
QUESTIONS: dict[str, Sequence[str]] = {
    "a name that thousands have": ("Mohammed", "Ali", "Schmidt", "محمد"),
    "a name that hundreds have": ("Shevchenko", "Hoxha", "Papadopoulos", "Khoury"),
    "a name of few": ("{family}",),
    "a name in another spelling": (
        "Schewtschenko",
        "Chalil",
        "Jusuf",
        "Oeztuerk",
        "Kowatschewitsch",
    ),
    "how a name begins": ("Moh", "Schew", "Al", "Gebr"),
    "a name mistyped": ("Mohsmmed", "Schmitd", "Shevchenka", "Papadopuolis", "Hedi", "{mistyped}"),
    "several names": (
        "{family} {given}",
        "mohammed ali hassan",
        "Abd al Rahman",
        "Olena Shevchnko",
    ),
    "a name and a year": ("Hadi 1990", "Mohammed 1988", "{family} 1990"),
    "a date of birth": ("{born}", "1.2.90", "00.00.1990"),
    "a year alone": ("1990", "1992"),
    "the number, or half of it": ("{number}", "{half}"),
    "a telephone number, its beginning or end": ("{phone}", "{end}", "0151", "Schmidt 0151"),
    "an e-mail, or a part of it": (
        "{email}",
        "gmail",
        "@gmail.com",
        "caritas.example",
        "Ali gmail.com",
    ),
    "a file number": ("{file}", "{file_end}"),
    "nobody": ("Xyzxyz", "Qwertz Asdfgh", "Brrrm 1903"),
}
NAMES = {what: PREFIX + what for what in QUESTIONS}
ALL, WRITE = f"{PREFIX}all these questions", "search: writing down how a person is found"


def run(bench: Bench) -> Iterator[Row]:
    bench.say("writing 130 000 bookings of people with names")
    with bench.database("searching", _furnish) as url, databases.within(url):
        authority = Authority.objects.get(slug=HOUSE).pk
        facts = _facts(authority)
        taken = {
            what: [_time(words.format(**facts), authority) for words in questions]
            for what, questions in QUESTIONS.items()
        }
        for what, times in taken.items():
            if bench.wants(NAMES[what]):
                yield _row(NAMES[what], times)
        if bench.wants(ALL):
            yield _row_of_all([time for times in taken.values() for time in times])
        if bench.wants(WRITE):
            yield _row_of_writing()


def _furnish() -> None:
    """One authority with 100 000 to come, and three with 10 000."""
    calendar.build(desks=DESKS, slug=f"{HOUSE}-0", authority=HOUSE)
    dossiers.write(f"{HOUSE}-0", each=EACH, ahead=DAYS)
    for slug in NEIGHBOURS:
        calendar.build(desks=OF_NEIGHBOURS, slug=f"{slug}-0", authority=slug)
        dossiers.write(f"{slug}-0", each=EACH // 10, ahead=DAYS)
    people.name_everybody()


def _facts(authority: int) -> dict[str, str]:
    """Of somebody whose name nobody else has, as it was not drawn from the frequent ones."""
    mine = Attendee.objects.filter(booking__authority=authority).exclude(file_number="")
    person = mine.filter(sounds__regex=r"^[a-z]{8,}", birth_day__isnull=False).order_by("pk")[500]
    contact = person.booking.contacts.all()[0]
    family = person.family_name.split("-")[0]
    return {
        "family": family,
        "given": person.given_names.split()[0],
        "mistyped": family[:2] + family[3:],
        "born": person.born,
        "number": person.booking.spoken_number,
        "half": person.booking.number[:4],
        "phone": contact.phone,
        "end": contact.phone[-5:],
        "email": contact.email,
        "file": person.file_number,
        "file_end": person.file_number[3:],
    }


def _ask(words: str, authority: int) -> Found:
    return search(words, authority=authority, offices=None, now=timezone.now())


def _time(words: str, authority: int) -> float:
    """CPU milliseconds of the database's process; the middle of some tries.

    Nothing waits, so it is how long it takes on a machine that has nothing else to do.
    """
    sql, values = statements(partial(_ask, words, authority))[0]
    return median(_cpu(sql, values) for _ in range(REPEATS))


def _cpu(sql: str, values: Any) -> float:
    before = database_cpu()
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        cursor.fetchall()
    return database_cpu() - before


def _row(name: str, times: Sequence[float]) -> Row:
    goal = Goal("ms at worst", max(times), most=MOST)
    also = f"{len(times)} questions, each {REPEATS} times"
    return Row(name, "CPU ms of the database", times, goals=[goal], also=also)


def _row_of_all(times: Sequence[float]) -> Row:
    row = _row(ALL, times)
    typical = Goal("ms typically", median(times), most=MOST, aim=TYPICAL)
    return replace(row, goals=[*row.goals, typical])


def _row_of_writing() -> Row:
    """Everything that is there for searching, against the same rows without it."""
    known = list(Attendee.objects.order_by("-pk").values_list("family_name", "given_names")[:2000])
    begin = process_time()
    heard = [sounds(*names) for names in known]
    program = (process_time() - begin) * 1000 / len(known)
    with_it, without = _insert(known, heard, drop=False), _insert(known, heard, drop=True)
    cost = program + with_it - without
    goal = Goal("ms for a booking", cost, most=WRITING)
    parts = f"{figure(program)} in the program, {figure(with_it - without)} in the database"
    return Row(WRITE, "CPU ms", [cost], goals=[goal], also=parts)


INSERT = """
WITH person AS (
  INSERT INTO booking_attendee (booking_id, position, family_name, given_names, birth_year,
    file_number, sounds) VALUES (%s, 99, %s, %s, 1990, '', %s))
INSERT INTO booking_contact (booking_id, role, email, phone)
VALUES (%s, 'helper', 'somebody@people.example', '+491515550147')
"""
DROP = "DROP INDEX booking_people_by_sound, booking_people_by_birth, booking_people_by_file, {}"


def _insert(known: Sequence[tuple[str, str]], heard: Sequence[str], *, drop: bool) -> float:
    """CPU milliseconds of the database for each; undone afterwards."""
    bookings = Booking.objects.order_by("pk").values_list("pk", flat=True)[: len(known)]
    rows = list(zip(bookings, known, heard, strict=True))
    with transaction.atomic(), connection.cursor() as cursor:
        if drop:
            cursor.execute(DROP.format("booking_contacts_by_part"))
        before = database_cpu()
        for booking, names, sound in rows:
            cursor.execute(INSERT, [booking, *names, "" if drop else sound, booking])
        spent = database_cpu() - before
        transaction.set_rollback(True)
    return spent / len(rows)


ROOM = Room((*NAMES.values(), ALL, WRITE), run)
