"""What people may be told of planned steps: proposed, for a manager to choose otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.conf import settings

from offices.changes.days import OTHER_HOURS, Words, in_all_languages
from offices.changes.kinds import Values
from offices.changes.steps import Step
from offices.changes.yearly import Typical
from offices.models import Change

Reason = Change.Reason
LANGUAGES = [code for code, _name in settings.LANGUAGES]
# Of desks only: the office is open then.
OF_DESKS = {
    Typical.ASSEMBLY: Reason.STAFF,
    Typical.TRAINING: Reason.STAFF,
    Typical.ILLNESS: Reason.STAFF,
    Typical.FAULT: Reason.WORKS,
}


def proposed_reason(steps: Sequence[Step]) -> str:
    """Empty where nothing suggests itself: then somebody has to choose."""
    if any(step.what == "address" for step in steps):
        return Reason.HOUSE
    lost = [step for step in steps if step.was is not None and step.what != "closure"]
    closures = _closures(steps)
    if closures and not lost:
        return _of_closures(closures)
    return Reason.HOURS if _are_new_hours(steps) else ""


def proposed_words(steps: Iterable[Step]) -> Words:
    """Why the office or its desks are closed, as it was written when it was planned."""
    said = [_words(values) for values in _closures(steps)]
    is_one = bool(said) and all(words == said[0] for words in said)
    return said[0] if is_one and said[0] != in_all_languages(OTHER_HOURS) else {}


def _closures(steps: Iterable[Step]) -> list[Values]:
    planned = [step.now for step in steps if step.what == "closure" and step.now]
    return [values for values in planned if values["applies"]]


def _words(values: Values) -> Words:
    return {code: values.get(f"reason_{code}") or "" for code in LANGUAGES}


def _of_closures(closures: Sequence[Values]) -> str:
    if any(values["desk_id"] is None for values in closures):
        return Reason.CLOSED
    reasons = {_typical(_words(values)) for values in closures}
    found = {OF_DESKS.get(one, "") if one else "" for one in reasons}
    return found.pop() if len(found) == 1 else ""


def _typical(words: Words) -> Typical | None:
    return next((one for one in Typical if in_all_languages(one.label) == words), None)


def _are_new_hours(steps: Sequence[Step]) -> bool:
    """Hours of all desks, and nothing else."""
    sides = [side for step in steps for side in (step.was, step.now) if side]
    return all(step.what == "hours" for step in steps) and not any(one["desks"] for one in sides)
