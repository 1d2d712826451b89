"""Who changed what of an office's configuration, and how it was before: read from the history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Q

from offices.models import Office
from offices.models.history import done_by

MOST = 200
# By which columns of its history a row belongs to an office or its authority.
BELONGS = {
    "openinghours": "office",
    "closure": "office",
    "desk": "office",
    "responsibility": "desk__office",
    "offering": "office",
    "office": "pgh_obj",
    "authority": "authority",
    "membership": "authority",
    "legaltext": "authority",
    "mailaddition": "authority",
}


@dataclass(frozen=True, slots=True)
class Difference:
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


def changes_at(office: Office, kind: str) -> list[Changed]:
    """The newest changes of one kind of rows (a key of BELONGS), the newest first."""
    table = apps.get_model("offices", f"{kind}History")
    rows = list(table._default_manager.filter(_mine(office, kind)).order_by("-pgh_id")[:MOST])  # noqa: SLF001
    older = table._default_manager.filter(pgh_obj__in={row.pgh_obj_id for row in rows})  # noqa: SLF001
    before = _before(older.order_by("pgh_id"))
    return [_changed(row, before.get(row.pgh_id)) for row in rows]


def _mine(office: Office, kind: str) -> Q:
    path = BELONGS[kind]
    if kind == "authority":
        return Q(pgh_obj=office.authority_id)
    return Q(**{path: office.authority_id if path == "authority" else office.pk})


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
        differences=list(_differences(row, before)) if row.pgh_label == "update" else [],
    )


def _name(row: Any) -> str:
    """What the row calls itself, in German where it has words."""
    said = (getattr(row, name, None) for name in ("label", "name", "reason", "note"))
    return next((str(one) for one in said if one), f"#{row.pgh_obj_id}")


def _differences(row: Any, before: Any) -> Iterator[Difference]:
    for field in row._meta.concrete_fields:
        if field.name.startswith("pgh_") or field.name == "id" or before is None:
            continue
        old, new = getattr(before, field.attname), getattr(row, field.attname)
        if old != new:
            yield Difference(str(field.verbose_name), old, new)
