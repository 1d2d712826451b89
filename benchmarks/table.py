"""What was measured, as rows of one table: for reading, and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from benchmarks.processes import Cpu

HEAD = ("row", "median", "spread", "CPU web", "PostgreSQL", "Redis", "workers", "goals", "notes")

NUMBERS = 6


@dataclass(frozen=True)
class Goal:
    """What a figure must not pass: `most`, or not stay below: `least`. An aim is no duty."""

    of: str
    figure: float
    most: float | None = None
    least: float | None = None
    aim: float | None = None

    @property
    def is_met(self) -> bool:
        return self._reaches(self.most, self.least)

    @property
    def is_beaten(self) -> bool:
        """Whether the aim is reached too."""
        up, down = (self.aim, None) if self.least is None else (None, self.aim)
        return self._reaches(up, down)

    def _reaches(self, most: float | None, least: float | None) -> bool:
        return (most is None or self.figure <= most) and (least is None or self.figure >= least)

    @property
    def words(self) -> str:
        bound = f"≤ {self.most:g}" if self.least is None else f"≥ {self.least:g}"
        if self.most is not None and self.most == self.least:
            bound = f"= {self.most:g}"
        aim = "" if self.aim is None else f", aim {self.aim:g}{'' if self.is_beaten else ' missed'}"
        verdict = "met" if self.is_met else "**missed**"
        return f"{bound} {self.of}: {figure(self.figure)}, {verdict}{aim}"


@dataclass(frozen=True)
class Row:
    """One figure in several rounds; `cpu` is what one of it costs (a page, a booking)."""

    name: str
    unit: str
    rounds: Sequence[float]
    cpu: Cpu | None = None
    goals: Sequence[Goal] = ()
    also: str = ""

    @property
    def median(self) -> float:
        return median(self.rounds)

    @property
    def is_met(self) -> bool:
        return all(goal.is_met for goal in self.goals)

    @property
    def cells(self) -> tuple[str, ...]:
        low, high = min(self.rounds), max(self.rounds)
        spread = f"{figure(low)}–{figure(high)}" if len(self.rounds) > 1 else ""
        parts = asdict(self.cpu).values() if self.cpu else [None] * 4
        cpu = ["" if part is None else figure(part) for part in parts]
        goals = "; ".join(goal.words for goal in self.goals)
        return self.name, f"{figure(self.median)} {self.unit}", spread, *cpu, goals, self.also

    @property
    def record(self) -> dict[str, Any]:
        return {
            **asdict(self),
            "median": self.median,
            "goals": [
                {**asdict(goal), "met": goal.is_met, "aim met": goal.aim and goal.is_beaten}
                for goal in self.goals
            ],
        }


def figure(value: float) -> str:
    """Three digits that mean something, and no more."""
    size = abs(value)
    digits = 0 if size >= 100 or value == int(value) else 1 if size >= 10 else 2  # noqa: PLR2004
    return f"{value:.{digits}f}"


def median_cpu(rounds: Sequence[Cpu]) -> Cpu:
    """Each part by itself."""
    columns = zip(*(asdict(one).values() for one in rounds), strict=True)
    return Cpu(*(median(column) for column in columns))


def as_text(rows: Iterable[Row]) -> Iterator[str]:
    """A table that reads well on a terminal and is Markdown."""
    shown = [row.cells for row in rows]
    widths = [max(map(len, column)) for column in zip(HEAD, *shown, strict=True)]
    yield _line(HEAD, widths)
    yield "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    yield from (_line(cells, widths) for cells in shown)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    sides = [str.ljust, *[str.rjust] * NUMBERS, str.ljust, str.ljust]
    padded = (side(cell, width) for side, cell, width in zip(sides, cells, widths, strict=True))
    return f"| {' | '.join(padded)} |"
