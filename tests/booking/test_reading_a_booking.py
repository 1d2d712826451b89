"""A booking read at once is the booking that Django would read piece by piece."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import models

from booking.models import Booking, dossier
from booking.models.dossier import read_booking
from tests import people

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
BESIDE = ("reservation", "request", "invitation", "office", "authority")
BELOW = ("items", "attendees", "contacts")

KINDS: dict[str, Callable[[], Booking]] = {
    "held": lambda: people.held(now=NOW),
    "booked": lambda: people.booked(starts=NOW + timedelta(days=3), now=NOW),
    "invited": lambda: people.invited(latest=date(2026, 12, 24), now=NOW),
    "asked": lambda: people.asked(now=NOW, needs=["step_free", "reading"], routed_desks=[3, 1]),
}


def columns(row: models.Model | None) -> dict[str, object] | None:
    return row and {field.attname: getattr(row, field.attname) for field in row._meta.fields}


def everything(booking: Booking) -> dict[str, object]:
    beside = {name: columns(getattr(booking, name, None)) for name in BESIDE}
    below = {name: [columns(row) for row in getattr(booking, name).all()] for name in BELOW}
    return {"booking": columns(booking), **beside, **below}


@pytest.mark.parametrize("kind", KINDS)
def test_it_has_all_that_is_written(kind, db):
    written = Booking.objects.get(pk=KINDS[kind]().pk)
    read = read_booking(written.pk, written.version)
    assert read is not None
    assert everything(read) == everything(written)


def test_it_costs_one_statement_and_nothing_is_asked_again(db, django_assert_num_queries):
    booking = people.booked(starts=NOW + timedelta(days=3), now=NOW)
    read_booking(booking.pk)  # office and authority are kept from now on
    with django_assert_num_queries(1):
        read = read_booking(booking.pk)
        assert read is not None
        assert [read.email, read.office.zone.key] == ["amal@people.example", "Europe/Berlin"]
        assert [hasattr(read, "request"), hasattr(read, "invitation")] == [False, False]
        assert [read.reservation.booking.pk, len(read.items.all())] == [booking.pk, 1]


def test_a_revoked_version_or_an_unknown_number_is_nobody(db):
    booking = people.held(now=NOW, version=2)
    assert read_booking(booking.pk, 1) is None
    assert read_booking(booking.pk + 1) is None


AS_JSON = (models.BigIntegerField, models.IntegerField, models.BooleanField, models.CharField)


def test_what_is_read_as_json_are_words_whole_numbers_and_truths():
    """Anything else would come back as words: a date, a sum, a moment."""
    for _name, model, _order in dossier.BELOW:
        for field in model._meta.concrete_fields:
            kind = field.target_field if isinstance(field, models.ForeignKey) else field
            assert isinstance(kind, AS_JSON), field
