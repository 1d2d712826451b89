"""Columns side by side; each may have a second part on top of the first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from booking.charts.picture import Picture, Rect, Text
from booking.charts.scale import HEIGHT, LEFT, RIGHT, WIDTH, Scale, below, places

BROAD = 0.64  # of the room that each column has
LABELS = 8  # words for which there is room below
VALUES = 12  # columns that have room for a number above


@dataclass(frozen=True, slots=True)
class Column:
    """`said` stands above it."""

    word: str
    value: int
    said: str
    title: str
    more: int = 0

    @property
    def whole(self) -> int:
        return self.value + self.more


def columns(shown: Sequence[Column], *, most: int = 0) -> Picture:
    """`most` is what the scale reaches at least: 100 where all of something can be taken."""
    scale = Scale.up_to(max([most, *(one.whole for one in shown)]))
    middles = places(len(shown))
    broad = round(BROAD * (WIDTH - LEFT - RIGHT) / max(len(shown), 1), 1)
    return Picture(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=WIDTH - RIGHT,
        rules=scale.rules(),
        texts=[
            *scale.texts(),
            *below(middles, [one.word for one in shown], LABELS),
            *_values(shown, middles, scale),
        ],
        rects=[
            part
            for x, one in zip(middles, shown, strict=True)
            for part in _parts(round(x - broad / 2, 1), broad, one, scale)
        ],
    )


def _values(shown: Sequence[Column], middles: Sequence[float], scale: Scale) -> Iterator[Text]:
    if len(shown) <= VALUES:
        for x, one in zip(middles, shown, strict=True):
            yield Text(x, scale.y(one.whole) - 4, one.said, "value")


def _parts(x: float, broad: float, one: Column, scale: Scale) -> Iterator[Rect]:
    foot, top, whole = scale.y(0), scale.y(one.value), scale.y(one.whole)
    yield Rect(x, top, broad, round(foot - top, 1), "first", one.title)
    if one.more:
        yield Rect(x, whole, broad, round(top - whole, 1), "more", one.title)
