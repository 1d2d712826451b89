"""Changing a record so that nobody overwrites what they have not seen."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeVar, cast

from django.db import transaction
from django.db.models import Model
from django.utils import translation

from offices.locks import lock_office
from offices.models import (
    Authority,
    LegalText,
    Office,
    Responsibility,
)
from offices.models.history import done_by
from offices.models.provenance import Provenance
from offices.policy import past, sureness
from offices.policy.past import Difference
from offices.policy.words import GERMAN, column

R = TypeVar("R", bound=Provenance)


class ChangedMeanwhileError(Exception):
    """Somebody else has changed the same things since the page was opened."""

    def __init__(self, differences: list[Difference], user: int | None) -> None:
        super().__init__("changed meanwhile")
        self.differences, self.user = differences, user


class NothingBeforeError(Exception):
    """What a record was before is not known, or not any more."""


def version_of(record: Provenance) -> int:
    """The number of its last change; 0 where none is known."""
    latest = past.rows_of(record).values_list("pgh_id", flat=True).first()
    return cast("int", latest or 0)


def write(record: Model, names: Collection[str] | None = None) -> None:
    """Save it, or these fields, while German is spoken: else German words would be written into
    the language of the page too.
    """
    with translation.override(GERMAN):
        record.save(update_fields=names)


def anything(_record: Any) -> None:
    """Nothing more than its own rules is asked of a record."""


@transaction.atomic
def change(
    record: R,
    values: Mapping[str, Any],
    *,
    seen: int,
    facts: Collection[str] = (),
    check: Callable[[R], None] = anything,
) -> R:
    """Write `values` by the names of fields (of a text the German wording), and what is sure now.

    Existing appointments stay as they are. Raises ChangedMeanwhileError when one of these fields
    was changed after `seen`, a version; ValidationError where a rule of the record says no, or
    `check`, which sees it as it will be while nobody can take a time.
    """
    fresh = _locked(record)
    _check_unchanged(fresh, values, seen)
    fields = {column(type(fresh), name): value for name, value in values.items()}
    for name, value in fields.items():
        setattr(fresh, name, value)
    sureness.confirm(fresh, facts)
    fresh.validate_constraints()
    check(fresh)
    # German also stands in the column without a language, which is what Django itself reads.
    write(fresh, {*fields, *values, "confidence", "source"})
    return fresh


def _locked(record: R) -> R:
    """Nobody takes a time at the office while its rules change."""
    for office in _offices(record):
        lock_office(office)
    rows = type(record)._default_manager.select_for_update(of=("self",))  # noqa: SLF001
    return rows.get(pk=record.pk)


def _offices(record: Provenance) -> list[int]:
    """Always in the same order, so that two who change an authority wait for each other."""
    if isinstance(record, Authority):
        theirs = Office.objects.filter(authority=record).order_by("pk")
        return list(theirs.values_list("pk", flat=True))
    if isinstance(record, Office):
        return [record.pk]
    placed: Any = record.desk if isinstance(record, Responsibility) else record
    return [] if isinstance(record, LegalText) else [placed.office_id]


def _check_unchanged(record: Provenance, names: Collection[str], seen: int) -> None:
    rows = past.rows_of(record)
    newest = rows.first()
    before = rows.filter(pgh_id__lte=seen).first()
    if newest is None or newest.pgh_id <= seen:
        return
    found = list(past.differences(before, newest, names)) if before else []
    if found or before is None:
        raise ChangedMeanwhileError(found, done_by(newest))


@transaction.atomic
def take_back(record: R, *, seen: int, check: Callable[[R], None] = anything) -> R:
    """Undo the last change of a record; doing so once more brings it back.

    Raises ChangedMeanwhileError when there was another change after `seen`, NothingBeforeError;
    ValidationError as change() does.
    """
    fresh = _locked(record)
    now, before = _last_two(fresh)
    if now.pgh_id != seen:
        raise ChangedMeanwhileError(list(past.differences(before, now)), done_by(now))
    different = [one.name for one in past.differences(before, now)]
    for name in different:
        setattr(fresh, column(type(fresh), name), getattr(before, name))
    fresh.validate_constraints()
    check(fresh)
    write(fresh, {*different, *(column(type(fresh), name) for name in different)})
    return fresh


def _last_two(record: Provenance) -> tuple[Any, Any]:
    rows = list(past.rows_of(record)[:2])
    if len(rows) < 2:  # noqa: PLR2004
        raise NothingBeforeError
    return rows[0], rows[1]


@transaction.atomic
def confirm(record: Provenance, names: Collection[str]) -> bool:
    """Say that facts of a record are right as they stand; False where they were sure already."""
    fresh = _locked(record)
    if not sureness.confirm(fresh, names):
        return False
    fresh.save(update_fields=["confidence", "source"])
    return True
