"""The read side: which times are free. Rules in, values out; nothing here is stored."""

from booking.availability.ask import Ask, ask_for
from booking.availability.coming import Opening, next_openings, opens_later
from booking.availability.kept import while_unchanged
from booking.availability.responsibility import (
    RoutingError,
    responsible_desks,
    responsible_for_name,
    routes_by_name,
)
from booking.availability.slots import (
    FreeDay,
    FreeStart,
    Gap,
    first_days,
    first_free,
    fitting_desks,
    free_days,
    free_starts,
    gaps_at,
    next_season,
    room,
)
from booking.availability.windows import Misfit, Window, is_misfit, misfits, outside, windows

__all__ = [
    "Ask",
    "FreeDay",
    "FreeStart",
    "Gap",
    "Misfit",
    "Opening",
    "RoutingError",
    "Window",
    "ask_for",
    "first_days",
    "first_free",
    "fitting_desks",
    "free_days",
    "free_starts",
    "gaps_at",
    "is_misfit",
    "misfits",
    "next_openings",
    "next_season",
    "opens_later",
    "outside",
    "responsible_desks",
    "responsible_for_name",
    "room",
    "routes_by_name",
    "while_unchanged",
    "windows",
]
