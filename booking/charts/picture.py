"""What a picture is made of. Lengths are units of its own; the page decides how wide it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Text:
    """Words at a place; `kind` says which point of them stands there."""

    x: float
    y: float
    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class Rect:
    x: float
    y: float
    width: float
    height: float
    kind: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    kind: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """`rules` are heights of thin lines from `left` to `right`; `strokes` are drawn through."""

    width: float
    height: float
    left: float
    right: float
    rules: Sequence[float] = ()
    texts: Sequence[Text] = ()
    rects: Sequence[Rect] = ()
    strokes: Sequence[Sequence[tuple[float, float]]] = ()
    dots: Sequence[Dot] = ()

    @property
    def lines(self) -> list[str]:
        return [" ".join(f"{x:g},{y:g}" for x, y in stroke) for stroke in self.strokes]

    def mirrored(self) -> Picture:
        """The same for people who read from right to left."""
        width = self.width
        return replace(
            self,
            left=round(width - self.right, 1),
            right=round(width - self.left, 1),
            texts=[replace(one, x=round(width - one.x, 1)) for one in self.texts],
            rects=[replace(one, x=round(width - one.x - one.width, 1)) for one in self.rects],
            strokes=[[(round(width - x, 1), y) for x, y in stroke] for stroke in self.strokes],
            dots=[replace(one, x=round(width - one.x, 1)) for one in self.dots],
        )
