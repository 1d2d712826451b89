"""Keeping answers while nothing has changed: cheap pages that cannot lie.

An answer is known again by what was asked and by the state of the calendars it came from: which
transaction changed them last, and which hold ran out last. The state is read before the answer,
so an answer may be newer than its name says, never older. Whoever takes a time asks anew.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import datetime
from threading import Lock
from typing import Any, TypeVar

from django.db import connection

from booking import prepared
from booking.availability.ask import Ask

Answer = TypeVar("Answer")

MOST = 256  # some 20 kB each

STATE = """
SELECT (SELECT max(expires_at) FROM booking_reservation WHERE status = 'held' AND expires_at <= $2),
  ARRAY(SELECT changed_by FROM booking_calendar WHERE office = ANY ($1) ORDER BY office)
"""

_answers: dict[Hashable, Any] = {}
_lock = Lock()


def while_unchanged(
    what: Hashable, asks: Sequence[Ask], answer: Callable[[], Answer], *, now: datetime
) -> Answer:
    """Return what `answer` says, or said when nothing was otherwise than now.

    It must follow from `what`, `asks` and the calendars alone. Costs one statement. Within a
    transaction, whose own changes nobody has counted yet, it is always asked.
    """
    if connection.in_atomic_block:
        return answer()
    name = (what, tuple(ask.on_grid() for ask in asks), _state({ask.office for ask in asks}, now))
    found = _answers.get(name)
    if found is None:
        found = answer()
        _keep(name, found)
    return found


def _state(offices: set[int], now: datetime) -> tuple[Any, ...]:
    ((ran_out, changes),) = prepared.rows("calendar_state", STATE, sorted(offices), now)
    return ran_out, *changes


def _keep(name: Hashable, answer: object) -> None:
    """The oldest goes first: most names belong to calendars that have changed since."""
    with _lock:
        _answers[name] = answer
        while len(_answers) > MOST:
            del _answers[next(iter(_answers))]
