"""One bar that is all of something, cut into its parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from booking.charts.picture import Picture, Rect

WIDTH, HEIGHT = 320, 16


@dataclass(frozen=True, slots=True)
class Part:
    kind: str
    count: int
    title: str


def share(parts: Sequence[Part]) -> Picture:
    return Picture(width=WIDTH, height=HEIGHT, left=0, right=WIDTH, rects=list(_rects(parts)))


def _rects(parts: Sequence[Part]) -> Iterator[Rect]:
    whole = sum(one.count for one in parts) or 1
    begins = 0.0
    for one in parts:
        width = WIDTH * one.count / whole
        if one.count:
            yield Rect(round(begins, 1), 0, round(width, 1), HEIGHT, one.kind, one.title)
        begins += width
