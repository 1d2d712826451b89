"""Keeping what was read while the catalogue stays as it is, in this process.

Every ten seconds a process looks whether anybody has changed a text, an offering or hours: one
small statement. So a page may be ten seconds old after a manager saved something. Times never
are: they are asked of the calendar; and whoever writes reads the offering itself.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, NamedTuple, TypeVar, cast

from django.utils import timezone

from offices.models import CatalogueChange

Read = TypeVar("Read")
State = tuple[Hashable, ...]

FRESH_SECONDS = 10.0
MOST = 2048  # an authority with all it offers takes some 200 kB, a sentence less than one


class _Look(NamedTuple):
    until: float
    state: State


_look = _Look(0.0, ())
_kept: dict[Hashable, tuple[State, Any]] = {}
_lock = Lock()


def fresh(what: Hashable, read: Callable[[], Read]) -> Read:
    """Return what `read` answers now, or answered when the catalogue was as it is.

    Exceptions are not kept. The state is known before `read` is asked, so an answer may be newer
    than the state it is kept under, never older. Not for a transaction that changes texts.
    """
    state = _state()
    kept = _kept.get(what)
    if kept and kept[0] == state:
        return cast(Read, kept[1])
    value = read()
    _keep(what, state, value)
    return value


def _state() -> State:
    """What day it is, since offerings begin and end, and which transactions changed something."""
    global _look  # noqa: PLW0603
    if time.monotonic() >= _look.until:
        changes = CatalogueChange.objects.order_by("slot").values_list("changed_by", flat=True)
        _look = _Look(time.monotonic() + FRESH_SECONDS, (timezone.localdate(), *changes))
    return _look.state


def _keep(what: Hashable, state: State, value: object) -> None:
    """Under a new state all that was kept is old; within one the oldest goes first."""
    with _lock:
        for name in [name for name, (of, _) in _kept.items() if of != state]:
            del _kept[name]
        while len(_kept) >= MOST:
            del _kept[next(iter(_kept))]
        _kept[what] = (state, value)


def forget() -> None:
    """Look again, and read everything anew at the next question."""
    global _look  # noqa: PLW0603
    with _lock:
        _look = _Look(0.0, ())
        _kept.clear()
