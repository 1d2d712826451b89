"""What a record was before, read from the history that triggers of the database write."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models

from offices.models.history import done_by

# Whoever sets a fact makes it sure; that this changed too is nothing to read about.
SURENESS = ("confidence", "source")


@dataclass(frozen=True, slots=True)
class Difference:
    name: str
    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Changed:
    """One change: `label` is insert, update or delete; `user` the id of who did it, if known."""

    at: datetime
    label: str
    what: str
    user: int | None
    differences: list[Difference]


def table_of(kind: str) -> models.Manager[Any]:
    """The history of a kind of rows: pghistory makes its class, so there is none to import."""
    found: models.Manager[Any] = apps.get_model("offices", f"{kind}History")._default_manager  # noqa: SLF001
    return found


def rows_of(record: models.Model) -> models.QuerySet[Any]:
    """Everything that is known of one record, the newest first."""
    table = table_of(type(record).__name__)
    return table.filter(pgh_obj=record.pk).order_by("-pgh_id")


def changed(rows: Iterable[Any], kind: str) -> list[Changed]:
    """Put into words what became of each of `rows`, held against the one before it."""
    rows = list(rows)
    older = table_of(kind).filter(pgh_obj__in={row.pgh_obj_id for row in rows})
    before = _before(older.order_by("pgh_id"))
    return [_changed(row, before.get(row.pgh_id)) for row in rows]


def _before(rows: Iterable[Any]) -> dict[int, Any]:
    """Of each row of the history, by its number, the one before it of the same object."""
    last: dict[int, Any] = defaultdict(lambda: None)
    found = {}
    for row in rows:
        found[row.pgh_id] = last[row.pgh_obj_id]
        last[row.pgh_obj_id] = row
    return found


def _changed(row: Any, before: Any) -> Changed:
    return Changed(
        at=row.pgh_created_at,
        label=row.pgh_label,
        what=_name(row),
        user=done_by(row),
        differences=list(differences(before, row)) if row.pgh_label == "update" else [],
    )


def _name(row: Any) -> str:
    """What the row calls itself, in German where it has words."""
    said = (getattr(row, name, None) for name in ("label", "name", "reason", "note", "street"))
    return next((str(one) for one in said if one), f"#{row.pgh_obj_id}")


def differences(
    before: Any, after: Any, among: Collection[str] | None = None
) -> Iterator[Difference]:
    """What differs between two rows of one history, of the fields `among` where these are named."""
    if before is None:
        return
    for field in after._meta.concrete_fields:
        if field.name.startswith("pgh_") or field.name == "id":
            continue
        old, new = getattr(before, field.attname), getattr(after, field.attname)
        if old != new and (among is None or field.name in among):
            yield Difference(field.name, str(field.verbose_name), old, new)
