"""Reading all there is of one booking, for each of its pages.

Django writes its statements anew for every question: with nine related tables that takes ten times
as long as the answer. This one is written once, from the models' own fields, and gives the very
objects that select_related and prefetch_related would.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db import models

from booking.models.booking import Attendee, Booking, BookingItem, Contact
from booking.models.invitation import Invitation
from booking.models.request import Request
from booking.models.reservation import Reservation
from booking.prepared import columns, made_from, made_of, rows
from offices import showcase

BESIDE: tuple[tuple[str, type[models.Model], str], ...] = (
    ("reservation", Reservation, "reservation.id = booking.reservation_id"),
    ("request", Request, "request.booking_id = booking.id"),
    ("invitation", Invitation, "invitation.booking_id = booking.id"),
)
BELOW: tuple[tuple[str, type[models.Model], str], ...] = (
    ("items", BookingItem, "position"),
    ("attendees", Attendee, "position"),
    ("contacts", Contact, "id"),
)


def read_booking(pk: int, version: int | None = None) -> Booking | None:
    """The booking with its time, request, invitation, items, attendees and contacts.

    Offerings, office and authority are those that pages have kept, a moment old. None where there
    is no such booking, or its links were revoked after they had this version.
    """
    found = rows("dossier", _statement(), pk, version)
    return booking_of(found[0]) if found else None


def booking_of(row: Iterable[Any]) -> Booking:
    """The booking of one row of what `selected` selects."""
    values = iter(row)
    booking = made_from(Booking, values)
    assert booking is not None  # noqa: S101
    for name, model, _on in BESIDE:
        _link(booking, name, made_from(model, values))
    for name, model, _order in BELOW:
        _remember(booking, name, made_of(model, next(values) or ()))
    for item in booking.items.all():
        item.offering = showcase.offering_row(item.offering_id)
    booking.office = showcase.office_row(booking.office_id)
    booking.authority = booking.office.authority
    return booking


def _link(booking: Booking, name: str, row: models.Model | None) -> None:
    """Answer booking.<name> from now on, as select_related does."""
    field: Any = Booking._meta.get_field(name)
    field.set_cached_value(booking, row)
    if row is not None:
        field.remote_field.set_cached_value(row, booking)


def _remember(booking: Booking, name: str, known: list[models.Model]) -> None:
    """Answer booking.<name>.all() from now on, as prefetch_related does."""
    found = getattr(booking, name).all()
    found._result_cache = known  # noqa: SLF001 - Django has no public way
    booking.__dict__.setdefault("_prefetched_objects_cache", {})[name] = found


@cache
def _statement() -> str:
    return f"""SELECT {selected()} FROM {tables()}
        WHERE booking.id = $1 AND booking.version = COALESCE($2, booking.version)"""


def selected() -> str:
    """All columns of a dossier, of `tables`."""
    beside = [columns(model, name) for name, model, _on in BESIDE]
    below = [_rows_of(model, order) for _name, model, order in BELOW]
    return ", ".join([columns(Booking, "booking"), *beside, *below])


def tables() -> str:
    """What stands beside a booking, joined with it."""
    joins = [f"LEFT JOIN {model._meta.db_table} {name} ON {on}" for name, model, on in BESIDE]
    return f"{Booking._meta.db_table} booking {' '.join(joins)}"


def _rows_of(model: type[models.Model], order: str) -> str:
    """As one value: these tables hold text, whole numbers and truths alone, as JSON does."""
    row = f"json_build_array({columns(model, 'x')})"
    return f"""(SELECT json_agg({row} ORDER BY x.{order})
        FROM {model._meta.db_table} x WHERE x.booking_id = booking.id)"""
