"""Keeping what was read for a moment, in this process.

Texts and hours on a page may be ten seconds old after a manager changed them. Times never are:
they are asked of the calendar; and whoever writes reads the offering itself.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Read = TypeVar("Read")

FRESH_SECONDS = 10.0

_kept: dict[Hashable, tuple[float, Any]] = {}


def fresh(what: Hashable, read: Callable[[], Read]) -> Read:
    """Return what `read` answers now, or answered a moment ago. Exceptions are not kept."""
    until, value = _kept.get(what, (0.0, None))
    if time.monotonic() >= until:
        value = read()
        _forget_stale()
        _kept[what] = (time.monotonic() + FRESH_SECONDS, value)
    return value  # type: ignore[no-any-return]


def _forget_stale() -> None:
    """So that a process holds what was asked for just now, not all that ever was."""
    now = time.monotonic()
    for what, (until, _value) in list(_kept.items()):
        if now >= until:
            _kept.pop(what, None)


def forget() -> None:
    """Read everything anew at the next question."""
    _kept.clear()
