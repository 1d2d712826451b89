"""From a number to a height: scales that begin at nothing and have whole numbers beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from booking.charts.picture import Text

WIDTH, HEIGHT = 320, 150
LEFT, RIGHT, TOP, BOTTOM = 30, 8, 16, 22
TICKS = 4


@dataclass(frozen=True, slots=True)
class Scale:
    """From 0 to `top`, with a thin line at every `step`."""

    top: int
    step: int

    @classmethod
    def up_to(cls, most: int) -> Scale:
        """The finest scale with at most TICKS steps: 1, 2 or 5, times a power of ten."""
        least, step = max(most, 1), 1
        while step * TICKS < least:
            step = _next(step)
        return cls(-(-least // step) * step, step)

    def y(self, value: float) -> float:
        return round(TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / self.top), 1)

    @property
    def numbers(self) -> range:
        return range(0, self.top + 1, self.step)

    def rules(self) -> list[float]:
        return [self.y(number) for number in self.numbers]

    def texts(self) -> list[Text]:
        return [Text(LEFT - 6, self.y(one) + 4, str(one), "end") for one in self.numbers]


def _next(step: int) -> int:
    """1, 2, 5, 10, 20, 50 …"""
    return step * 5 // 2 if str(step)[0] == "2" else step * 2


def places(count: int) -> list[float]:
    """The middles of so many equal places side by side."""
    room = (WIDTH - LEFT - RIGHT) / max(count, 1)
    return [round(LEFT + room * (number + 0.5), 1) for number in range(count)]


def below(places_: Sequence[float], words: Sequence[str], most: int) -> list[Text]:
    """Words under the places, at most so many, the last one always."""
    every = -(-len(words) // most) if words else 1
    return [
        Text(x, HEIGHT - 6, word, "middle")
        for number, (x, word) in enumerate(zip(places_, words, strict=True), start=1)
        if (len(words) - number) % every == 0
    ]
