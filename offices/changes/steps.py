"""The steps of a change: one row each, what it was and what it becomes.

Everything else speaks in steps: forms make them, the rehearsal and the saving write them, and a
change is undone by turning them round.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import IntegrityError
from django.utils import translation

from offices.changes.kinds import KINDS, Kind, Values
from offices.models import Change, Desk, Offering, Office

GERMAN = "de"


class ChangedMeanwhileError(Exception):
    """Somebody else has changed a row since the step was drafted, or has taken its place."""

    def __init__(self, step: Step) -> None:
        super().__init__(f"{step.what} {step.pk}")
        self.step = step


@dataclass(frozen=True)
class Step:
    """`was` is None for a new row, `now` for one that goes."""

    what: str
    pk: int
    was: Values | None
    now: Values | None

    @property
    def kind(self) -> Kind:
        return KINDS[self.what]

    @property
    def back(self) -> Step:
        return Step(self.what, self.pk, self.now, self.was)

    @property
    def named(self) -> set[tuple[str, int]]:
        """The desks and offerings that it refers to."""
        now = self.now or {}
        desks = [*now.get("desks", []), *filter(None, [now.get("desk_id")])]
        offerings = now.get("offerings", [])
        return {("desk", pk) for pk in desks} | {("offering", pk) for pk in offerings}


def edits_of(change: Change) -> list[list[Step]]:
    """What was planned, press by press."""
    return [[Step(**step) for step in edit] for edit in change.steps]


def steps_of(change: Change) -> list[Step]:
    """All of it, one step for each row."""
    return joined(step for edit in edits_of(change) for step in edit)


def to_add(what: str, values: Values) -> Step:
    return Step(what, KINDS[what].next_number(), None, KINDS[what].complete(values))


def to_change(what: str, row: Any, values: Values) -> Step:
    """Write `values` into the row and leave the rest of it as it is."""
    was = KINDS[what].values_of(row)
    return Step(what, row.pk, was, KINDS[what].complete(was | values))


def to_remove(what: str, row: Any) -> Step:
    return Step(what, row.pk, KINDS[what].values_of(row), None)


def joined(steps: Iterable[Step]) -> list[Step]:
    """Of several steps about one row, one; what comes to nothing is left out."""
    found: dict[tuple[str, int], Step] = {}
    for step in steps:
        key = step.what, step.pk
        before = found.pop(key, None)
        found[key] = Step(step.what, step.pk, before.was if before else step.was, step.now)
    return [step for step in found.values() if step.was != step.now]


def add_to(change: Change, steps: Iterable[Step]) -> None:
    """Keep what was planned with one press."""
    change.steps = [*change.steps, [asdict(step) for step in steps]]
    change.save(update_fields=["steps"])


def drop_from(change: Change, number: int) -> None:
    """Take out what was planned with the press of that number (from 0 on)."""
    change.steps = [edit for place, edit in enumerate(change.steps) if place != number]
    if number == 0:
        change.undoes = None  # what takes another change back was planned first
    change.save(update_fields=["steps", "undoes"])


@translation.override(GERMAN)  # a column without a language holds the German
def write(office: Office, steps: Sequence[Step]) -> None:
    """Write the steps; to be called within a transaction.

    Raises ChangedMeanwhileError when a row is not as it was when the step was drafted, names a desk
    or an offering that the office has not, or cannot stand beside others that are there now; rows
    of other offices are as though they were not there. The transaction is of no use afterwards.
    """
    if not steps:
        return
    rows, near = _locked(office, steps), _near(office, steps)
    for step in steps:
        row = rows.get((step.what, step.pk))
        is_as_it_was = (step.kind.values_of(row) if row else None) == _was(step)
        if not is_as_it_was or not step.named <= near:
            raise ChangedMeanwhileError(step)
    for step in steps:
        try:
            _write(office, step, rows.get((step.what, step.pk)))
        except IntegrityError as error:
            raise ChangedMeanwhileError(step) from error


def _locked(office: Office, steps: Sequence[Step]) -> dict[tuple[str, int], Any]:
    """The rows as they are now. In one order, whoever writes: of two, one waits for the other.

    Whoever takes a time at a desk meanwhile refers to its row, and does not wait.
    """
    found: dict[tuple[str, int], Any] = {}
    for what, kind in KINDS.items():
        numbers = [step.pk for step in steps if step.what == what]
        rows = kind.rows(office).select_for_update(of=("self",), no_key=True).order_by("pk")
        found |= {(what, row.pk): row for row in (rows.filter(pk__in=numbers) if numbers else ())}
    return found


def _near(office: Office, steps: Iterable[Step]) -> set[tuple[str, int]]:
    """The desks and offerings of the office, and those desks that the steps add."""
    desks = Desk.objects.filter(office=office).values_list("pk", flat=True)
    offerings = Offering.objects.filter(office=office).values_list("pk", flat=True)
    added = {("desk", step.pk) for step in steps if step.what == "desk" and step.was is None}
    return added | {("desk", pk) for pk in desks} | {("offering", pk) for pk in offerings}


def _was(step: Step) -> Values | None:
    """A draft from before a column was there knows nothing of it."""
    return step.was and step.kind.complete(step.was)


def _write(office: Office, step: Step, row: Any) -> None:
    if step.now is None:
        row.delete()
        return
    kind, is_new = step.kind, row is None
    if is_new:
        row = kind.model(pk=step.pk, **({"office": office} if kind.has_office else {}))
    for name, value in kind.columns_from(step.now).items():
        setattr(row, name, value)
    row.save(force_insert=is_new)
    for name in kind.links:
        _link(row, name, step)


def _link(row: Any, name: str, step: Step) -> None:
    wanted = step.now[name] if step.now else []
    if (step.was or {}).get(name, []) != wanted:
        getattr(row, name).set(wanted)
