"""Keeping what was read while the catalogue stays as it is, in this process.

Every ten seconds a process looks whether anybody has changed a text, an offering or hours: one
small statement. So a page may be ten seconds old after a manager saved something. Times never
are: they are asked of the calendar; and whoever writes reads the offering itself.

What is read must be read inside: an object from before may be older than the state.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import suppress
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
_kept: OrderedDict[Hashable, tuple[State, Any]] = OrderedDict()
_lock = Lock()


def fresh(what: Hashable, read: Callable[[], Read]) -> Read:
    """Return what `read` answers now, or answered when the catalogue was as it is.

    Exceptions are not kept. The state is known before `read` is asked, so an answer may be newer
    than the state it is kept under, never older. Not for a transaction that changes texts.
    """
    state = _state()
    kept = _kept.get(what)
    if kept and kept[0] is state:
        _note_use(what)
        return cast(Read, kept[1])
    value = read()
    _keep(what, state, value)
    return value


def _state() -> State:
    """What day it is, since offerings begin and end, and which transactions changed something."""
    global _look  # noqa: PLW0603
    if time.monotonic() >= _look.until:
        until = time.monotonic() + FRESH_SECONDS
        changes = CatalogueChange.objects.order_by("slot").values_list("changed_by", flat=True)
        state = (timezone.localdate(), *changes)
        if state == _look.state:
            state = _look.state  # the same object: so it is known again at a glance
        else:
            _clear()
        _look = _Look(until, state)
    return _look.state


def _keep(what: Hashable, state: State, value: object) -> None:
    with _lock:
        _kept[what] = (state, value)
        _kept.move_to_end(what)
        while len(_kept) > MOST:
            _kept.popitem(last=False)


def _note_use(what: Hashable) -> None:
    """What is asked for goes last: not an authority because of all the days that people type."""
    with suppress(KeyError):  # it has just gone
        _kept.move_to_end(what)


def _clear() -> None:
    with _lock:
        _kept.clear()


def look_again() -> None:
    """Look at the next question whether anything has changed: for who has just changed it."""
    global _look  # noqa: PLW0603
    _look = _Look(0.0, _look.state)


def forget() -> None:
    """Look again, and read everything anew at the next question."""
    global _look  # noqa: PLW0603
    _look = _Look(0.0, ())
    _clear()
