"""Undoing a saved change: another change, with its own preview."""

from __future__ import annotations

from datetime import date, datetime

from offices.changes.kinds import KINDS
from offices.changes.steps import Step, add_to, steps_of, to_change
from offices.models import Change, User
from offices.moments import day_at


def draft_back(change: Change, *, by: User, now: datetime) -> Change:
    """Draft the steps of `change` turned round.

    What was decided for people is not taken back by it. A row that was changed again since stops
    the draft when it is tried out.
    """
    draft = Change.objects.create(office=change.office, made_by=by, made_at=now, undoes=change)
    add_to(draft, [_back(step, change, now) for step in reversed(steps_of(change))])
    return draft


def later_change(change: Change, step: Step) -> Change | None:
    """The newest saved change of the same row, since `change` was drafted, or since the one that
    it undoes was saved; since it was saved itself, if it was.
    """
    since = change.saved_at or (change.undoes and change.undoes.saved_at) or change.made_at
    touched = [[{"what": step.what, "pk": step.pk}]]
    rows = Change.objects.saved().filter(office=change.office, saved_at__gt=since)
    found: Change | None = rows.filter(steps__contains=touched).exclude(pk=change.pk).first()
    return found


def _back(step: Step, change: Change, now: datetime) -> Step:
    """A desk that was added is used no more from today on: somebody may have an appointment."""
    if step.what != "desk" or step.was is not None:
        return step.back
    desk = KINDS["desk"].rows(change.office).get(pk=step.pk)
    last = min(day_at(now, change.office.zone), desk.valid_until or date.max)
    return to_change("desk", desk, {"valid_until": last.isoformat()})
