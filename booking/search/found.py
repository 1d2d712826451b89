"""Asking, and what is found."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from booking.models import Attendee, Booking
from booking.models.dossier import booking_of
from booking.search.hits import By
from booking.search.statement import Question, statement
from booking.search.typed import terms

MOST = 50


@dataclass(frozen=True)
class Match:
    """A booking with all that belongs to it: nothing more is asked to show it.

    `person` is the one who was found, or the one whose matter it is where the booking was found by
    its number or an address; None where nobody is named. `by` holds what was found by, in the
    order of the words; `far` is 0 where all of them are exact.
    """

    booking: Booking
    person: Attendee | None
    by: tuple[By, ...]
    far: int


@dataclass(frozen=True)
class Found:
    """The best first; among equals those to come and of today by time, then the latest.

    There may be more where 50 did not suffice, or so many have the same name, address or
    beginning of a number that not all of them could be looked at; then another word helps.
    """

    matches: tuple[Match, ...]
    has_more: bool


def search(
    words: str, *, authority: int | None, offices: Collection[int] | None, now: datetime
) -> Found:
    """Find the bookings that every word has to do with, at most 50.

    Of one authority (None: of all, for superusers), at these offices (None: at all of them).
    """
    known = terms(words, now=now)
    if not any(term.means for term in known):
        return Found((), has_more=False)
    sql, values = statement(Question(known, authority, offices, now, MOST))
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows = cursor.fetchall()
    is_cut = rows[0][0]
    matches = [_match(*row) for _cut, *row in rows if row[1] is not None]
    return Found(tuple(matches[:MOST]), has_more=is_cut or len(matches) > MOST)


def _match(person: int | None, hits: Sequence[int], *dossier: Any) -> Match:
    booking = booking_of(dossier)
    found = next((one for one in booking.attendees.all() if one.pk == person), None)
    by = tuple(dict.fromkeys(By(hit % 10) for hit in hits))
    return Match(booking, found, by, sum(hit // 10 for hit in hits))
