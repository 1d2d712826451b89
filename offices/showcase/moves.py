"""Where offices are and where they move to, as pages show it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from offices.models import Authority, Office, OfficeAddress
from offices.moments import day_in_words
from offices.showcase.closed import read_closures
from offices.showcase.shown import ShownAddress, ShownOffice
from offices.showcase.words import Words, words
from offices.wording import translation_fields

Row = Mapping[str, Any]

WAYS = ("access_notes", "directions")
ADDRESS = ("street", "postal_code", "city")
ANNOUNCED = timedelta(days=60)  # general pages tell of a move so long before


def in_use(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.filter(Q(valid_until=None) | Q(valid_until__gte=timezone.localdate()))


def read_offices(owner: Authority, language: str) -> Iterable[ShownOffice]:
    """The offices in use; to be read anew every day, since it counts what day it is."""
    written = (*ADDRESS, *translation_fields(language, "name", *WAYS))
    moves = _read_moves(owner, "office", "since", *written)
    rows = in_use(Office.objects.filter(authority=owner)).values("pk", "timezone", *written)
    closures = read_closures(owner, language)
    for row in rows:
        shown = _office(row, moves[row["pk"]], language)
        yield replace(shown, closures=tuple(closures.get(row["pk"], ())))


def _read_moves(owner: Authority, *fields: str) -> dict[int, list[Row]]:
    """The new addresses of each office, the earliest first."""
    found = defaultdict[int, list[Row]](list)
    for row in OfficeAddress.objects.filter(office__authority=owner).values(*fields):
        found[row["office"]].append(row)
    return found


def _office(row: Row, moves: Iterable[Row], language: str) -> ShownOffice:
    addresses = tuple(_addresses((row, *moves), language))
    shown = ShownOffice(
        pk=row["pk"],
        name=addresses[0].name,
        timezone=row["timezone"],
        addresses=addresses,
        here=addresses[0],
        coming=None,
    )
    today = timezone.localdate(timezone=shown.zone)
    here, coming = shown.place_on(today), shown.next_move(today, today + ANNOUNCED)
    return replace(shown, name=here.name, here=here, coming=coming)


def _addresses(rows: Iterable[Row], language: str) -> Iterator[ShownAddress]:
    """In their order; a name counts until a move brings another."""
    before = Words()
    for row in rows:
        own = words(row, "name", language)
        name = own or before
        yield _address(row, name, own if before and own != before else Words(), language)
        before = name


def _address(row: Row, name: Words, new_name: Words, language: str) -> ShownAddress:
    """The office's own, which begins on no day, or one it moves to."""
    since = row.get("since")
    return ShownAddress(
        name=name,
        new_name=new_name,
        since=since,
        from_day=day_in_words(since, language) if since else "",
        street=row["street"],
        town=f"{row['postal_code']} {row['city']}",
        **{field: words(row, field, language) for field in WAYS},
    )
