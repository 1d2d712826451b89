"""Free times that somebody asked for: those on the days and times they wished are marked."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from django.utils.safestring import SafeString

from booking.models import PartOfDay, Request
from booking.views.free_times import Day

PARTS = {
    PartOfDay.MORNING: range(10),
    PartOfDay.NOON: range(10, 14),
    PartOfDay.AFTERNOON: range(14, 24),
}
# The label of a tile: its instant, and the clock that can be read.
LABEL = re.compile(r'(<label for="[a-z]+-([^"]+)">[^<]+)')


def mark_wished(days: list[Day], asked: Request) -> list[Day]:
    """Put a star behind the clock of every time that was wished."""
    zone = asked.booking.office.zone

    def star(label: re.Match[str]) -> str:
        wall = datetime.fromisoformat(label[2]).astimezone(zone)
        return f"{label[1]} ★" if was_wished(asked, wall) else label[1]

    return [_with(star, day) for day in days]


def _with(star: Callable[[re.Match[str]], str], day: Day) -> Day:
    return replace(day, tiles=SafeString(LABEL.sub(star, day.tiles)))


def was_wished(asked: Request, wall: datetime) -> bool:
    """Whether the person named this day and time of day; False where they named nothing."""
    if not (asked.weekdays or asked.parts_of_day):
        return False
    on_day = not asked.weekdays or wall.weekday() in asked.weekdays
    parts = [PARTS[PartOfDay(part)] for part in asked.parts_of_day]
    return on_day and (not parts or any(wall.hour in part for part in parts))
