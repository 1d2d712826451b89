"""Drawn calendars with people in them: each reservation is somebody's, for matters of theirs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from psycopg2.extras import DateTimeTZRange

from booking.models import (
    Attendee,
    Booking,
    BookingItem,
    Contact,
    Invitation,
    Request,
    Reservation,
)
from offices.models import Responsibility
from tests.booking.availability.drawing import draw
from tests.booking.availability.oracle import (
    Calendar,
    Desk,
    Taken,
    Visit,
    free_minutes,
    minute,
    minutes_needed,
    moment,
    stretches,
)
from tests.booking.availability.storing import Stored, store

LIVE = {"held", "booked", "attended"}
NAMES = ("Abdi", "Diallo", "Haddad", "Petrenko", "Ozkan", "Zeneli")
LETTERS = (("a", "m"), ("n", "z"))
HELD_BY_THE_OFFICE = timedelta(days=1)
Items = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Person:
    taken: Taken
    items: Items
    name: str
    papers: str = ""  # kept, offered, ordered
    email: bool = True


@dataclass(frozen=True)
class Drawn:
    number: int
    calendar: Calendar
    people: list[Person]
    letters: dict[int, tuple[str, str]]


def peopled(number: int) -> Drawn:
    """The calendar of that number, always the same, with people at most of its open times."""
    random, calendar = Random(f"people {number}"), draw(number)
    calendar = replace(
        calendar, offers={k: replace(o, valid_until=None) for k, o in calendar.offers.items()}
    )
    people = [_person(random, calendar, taken) for taken in calendar.taken]
    for desk in calendar.desks:
        people += _more(random, calendar, desk, [one.taken for one in people])
    keys = [desk.key for desk in calendar.desks if random.random() < 0.25]
    return Drawn(number, calendar, people, {key: random.choice(LETTERS) for key in keys})


def _person(random: Random, calendar: Calendar, taken: Taken, items: Items = ()) -> Person:
    offers = list(calendar.offers)
    some = random.sample(offers, 2 if len(offers) > 1 and random.random() < 0.2 else 1)
    papers = ""
    if taken.status == "held" and random.random() < 0.5:
        papers = random.choice(["kept", "offered"])
    elif random.random() < 0.1:
        papers = "ordered"
    return Person(
        taken=taken,
        items=items or tuple((offer, random.choice([1, 1, 2])) for offer in some),
        name=random.choice(NAMES),
        papers=papers,
        email=random.random() < 0.8,
    )


def _more(random: Random, calendar: Calendar, desk: Desk, others: list[Taken]) -> Iterator[Person]:
    """Book this desk where it is open, one after the other, with rests."""
    for items in _matters(random, desk):
        visit = Visit(items, audiences=("public", "internal"), waits=False)
        asked = replace(calendar, visit=visit, taken=others)
        free = free_minutes(asked, desk)
        free -= {one for t in others if t.desk == desk.key and t.status in LIVE for one in _of(t)}
        for gap in stretches({one for one in free if one > minute(calendar.now)}):
            for taken in _one_after_the_other(random, asked, desk, gap):
                others.append(taken)
                yield _person(random, calendar, taken, items)


def _matters(random: Random, desk: Desk) -> list[Items]:
    """Each by itself, and two in one visit."""
    alone: list[Items] = [((offer, 1),) for offer in sorted(desk.serves)]
    together: list[Items] = [tuple((offer, 1) for offer in sorted(desk.serves)[:2])]
    both = alone + (together if len(desk.serves) > 1 else [])
    return random.sample(both, len(both))


def _of(taken: Taken) -> range:
    return range(minute(taken.begins), minute(taken.ends))


def _one_after_the_other(
    random: Random, asked: Calendar, desk: Desk, gap: tuple[int, int]
) -> Iterator[Taken]:
    (begins, ends), length = gap, minutes_needed(asked)
    while begins + length <= ends and random.random() < 0.85:
        begins += random.choice([0, 0, 0, 10, 60])
        if begins + length > ends:
            return
        status = random.choice(["booked"] * 6 + ["held"])
        until = asked.now + timedelta(minutes=10) if status == "held" else None
        yield Taken(desk.key, moment(begins), moment(begins + length), status, until)
        begins += length


def store_all(drawn: Sequence[Drawn]) -> list[Stored]:
    """Write calendars and people."""
    stored = store([replace(one.calendar, taken=[]) for one in drawn])
    for one, rows in zip(drawn, stored, strict=True):
        _store_people(one, rows)
        Responsibility.objects.bulk_create(
            Responsibility(desk=rows.desks[key], surname_from=low, surname_to=high)
            for key, (low, high) in one.letters.items()
        )
    return stored


def _store_people(drawn: Drawn, rows: Stored) -> None:
    times = Reservation.objects.bulk_create(_time(one, rows) for one in drawn.people)
    made = Booking.objects.bulk_create(
        _booking(one, rows, time) for one, time in zip(drawn.people, times, strict=True)
    )
    pairs = list(zip(drawn.people, made, strict=True))
    BookingItem.objects.bulk_create(
        BookingItem(
            booking=booking, offering=rows.offerings[key], persons=persons, position=position
        )
        for one, booking in pairs
        for position, (key, persons) in enumerate(one.items)
    )
    Attendee.objects.bulk_create(
        Attendee(booking=booking, family_name=one.name, given_names="A", birth_year=1990)
        for one, booking in pairs
    )
    Contact.objects.bulk_create(
        Contact(booking=booking, email="a@people.example") for one, booking in pairs if one.email
    )
    _store_papers(pairs, rows.drawn.now)


def _time(one: Person, rows: Stored) -> Reservation:
    until = one.taken.expires
    if one.papers in {"kept", "offered"} and until and until > rows.drawn.now:
        until = rows.drawn.now + HELD_BY_THE_OFFICE
    return Reservation(
        desk=rows.desks[one.taken.desk],
        during=DateTimeTZRange(one.taken.begins, one.taken.ends),
        status=one.taken.status,
        expires_at=until,
    )


def _booking(one: Person, rows: Stored, time: Reservation) -> Booking:
    had = one.taken.status not in {"held", "lapsed"}
    return Booking(
        authority=rows.office.authority,
        office=rows.office,
        reservation=time,
        language="en",
        talk="german",
        held_since=rows.drawn.now,
        confirmed_at=rows.drawn.now if had else None,
    )


def _store_papers(pairs: list[tuple[Person, Booking]], now: datetime) -> None:
    Invitation.objects.bulk_create(
        Invitation(
            booking=booking,
            way="email",
            latest=_later(now),
            invited_at=now,
            is_order=one.papers == "ordered",
            kept_until=booking.time.expires_at if one.papers == "kept" else None,
        )
        for one, booking in pairs
        if one.papers in {"kept", "ordered"}
    )
    Request.objects.bulk_create(
        Request(booking=booking, asked_at=now, matter="M", status="offered")
        for one, booking in pairs
        if one.papers == "offered"
    )


def _later(now: datetime) -> date:
    return now.date() + timedelta(days=60)
