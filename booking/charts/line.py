"""A line through time; where nothing can be said it is broken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from booking.charts.picture import Dot, Picture
from booking.charts.scale import HEIGHT, LEFT, RIGHT, TOP, WIDTH, Scale, below, places

LABELS = 4


@dataclass(frozen=True, slots=True)
class Point:
    """`value` None stands for nothing at all, marked at the top; a gap is no Point."""

    value: int | None
    title: str


def line(points: Sequence[Point | None], words: Sequence[str]) -> Picture:
    """`words` stand below the points, as many as there is room for."""
    scale = Scale.up_to(max((one.value or 0 for one in points if one), default=0))
    middles = places(len(points))
    return Picture(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=WIDTH - RIGHT,
        rules=scale.rules(),
        texts=[*scale.texts(), *below(middles, words, LABELS)],
        strokes=_strokes(points, middles, scale),
        dots=[
            _dot(x, one, scale, is_last=number == len(points))
            for number, (x, one) in enumerate(zip(middles, points, strict=True), start=1)
            if one
        ],
    )


def _dot(x: float, point: Point, scale: Scale, *, is_last: bool) -> Dot:
    if point.value is None:
        return Dot(x, TOP - 6, "none", point.title)
    return Dot(x, scale.y(point.value), "last" if is_last else "point", point.title)


def _strokes(
    points: Sequence[Point | None], middles: Sequence[float], scale: Scale
) -> list[list[tuple[float, float]]]:
    strokes: list[list[tuple[float, float]]] = [[]]
    for x, one in zip(middles, points, strict=True):
        if one is None or one.value is None:
            strokes.append([])
        else:
            strokes[-1].append((x, scale.y(one.value)))
    return [stroke for stroke in strokes if len(stroke) > 1]
