"""A later change of the same, which stands in the way of a draft, or of taking a change back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.text import Truncator

from booking.views.caseworker.place import Place
from offices.changes.steps import Step
from offices.changes.undo import later_change
from offices.changes.words import Told, told
from offices.models import Change

MOST = 160  # letters of what was planned with one press


class Later(NamedTuple):
    """When and by whom it was saved, what it did, and where it is taken back."""

    at: str
    who: str
    what: list[str]
    url: str


def shown_later(place: Place, change: Change, wrong: Step) -> Later | None:
    """None where no change made here is in the way: then it was done elsewhere."""
    found = later_change(change, wrong)
    if found is None or found.saved_at is None:
        return None
    return Later(
        at=place.on_the_wall(found.saved_at),
        who=str(found.saved_by or "–"),
        what=[in_short(edit) for edit in told(found)],
        url=place.manage("change", found.pk),
    )


def in_short(edit: Sequence[Told]) -> str:
    """What was planned with one press, in a line."""
    said = (f"{one.title}: {one.after or one.before}" for one in edit)
    return Truncator("; ".join(said)).chars(MOST)
