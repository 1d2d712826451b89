"""CPU time and memory of programs with all they have started, as /proc tells them."""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from pathlib import Path

PROC = Path("/proc")
MS_PER_TICK = 1000 / os.sysconf("SC_CLK_TCK")
# Fields of /proc/<pid>/stat, counted from the one after the name.
PARENT, USER, SYSTEM, CHILDREN_USER, CHILDREN_SYSTEM = 1, 11, 12, 13, 14


@dataclass(frozen=True)
class Cpu:
    """CPU milliseconds, by whom; `workers` deliver mail and are no part of what a page costs."""

    web: float = 0.0
    database: float = 0.0
    queue: float = 0.0
    workers: float = 0.0

    @property
    def pages(self) -> float:
        """What goals are held against."""
        return self.web + self.database + self.queue

    def __sub__(self, other: Cpu) -> Cpu:
        return Cpu(*(a - b for a, b in zip(astuple(self), astuple(other), strict=True)))

    def __truediv__(self, number: float) -> Cpu:
        return Cpu(*(value / number for value in astuple(self)))


@dataclass(frozen=True)
class Meter:
    """Whose time is counted: the first processes of each part."""

    roots: Mapping[str, tuple[int, ...]]

    def read(self) -> Cpu:
        started = _children()
        return Cpu(
            **{
                part: sum(_cpu_ms(pid) for root in pids for pid in _family(root, started))
                for part, pids in self.roots.items()
            }
        )

    def only(self, web: int) -> Meter:
        """The same, with one web server instead of all."""
        return Meter({**self.roots, "web": (web,)})


def family(root: int) -> list[int]:
    """A process and everything it has started that still runs."""
    return _family(root, _children())


def parent(pid: int) -> int:
    return int(_stat(pid)[PARENT])


def cpu_ms(root: int) -> float:
    return sum(map(_cpu_ms, family(root)))


def wait_until_quiet(
    roots: Iterable[int], *, seconds: float, ms: float, patience: float, since: float = 0.0
) -> None:
    """Wait until all together use less than `ms` for so many seconds, after at least `since`."""
    deadline, before = time.monotonic() + patience, -ms
    while (used := sum(map(cpu_ms, roots))) - before >= ms or used < since:
        if time.monotonic() >= deadline:
            return
        before = used
        time.sleep(seconds)


def memory_mb(pid: int) -> tuple[float, float]:
    """Resident, and its share of what it has in common with others (RSS and PSS)."""
    lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()[1:]
    kilobytes = {
        name: int(value.split()[0]) for name, _, value in (x.partition(":") for x in lines)
    }
    return kilobytes["Rss"] / 1024, kilobytes["Pss"] / 1024


def _children() -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for entry in PROC.glob("[0-9]*"):
        pid = int(entry.name)
        fields = _stat(pid)
        if fields:
            found[int(fields[PARENT])].append(pid)
    return found


def _family(root: int, started: Mapping[int, Iterable[int]]) -> list[int]:
    members = [root]
    for member in members:  # grows while it is read
        members.extend(started.get(member, ()))
    return members


def _cpu_ms(pid: int) -> float:
    """All threads, and the children that have ended.

    Time on the processor is told to the nanosecond for each thread that lives; what ended threads
    have used is only in the sum, which is told in ticks of ten milliseconds.
    """
    fields = _stat(pid)
    if not fields:
        return 0.0
    ticks = int(fields[USER]) + int(fields[SYSTEM])
    ended = int(fields[CHILDREN_USER]) + int(fields[CHILDREN_SYSTEM])
    return max(_threads_ms(pid), ticks * MS_PER_TICK) + ended * MS_PER_TICK


def _threads_ms(pid: int) -> float:
    files = (PROC / str(pid) / "task").glob("*/schedstat")
    return sum(int(_read(file).partition(" ")[0] or 0) for file in files) / 1e6


def _stat(pid: int) -> list[str]:
    """The fields after the name, which may hold blanks; nothing of a process that has ended."""
    return _read(PROC / str(pid) / "stat").rpartition(")")[2].split()


def _read(file: Path) -> str:
    try:
        return file.read_text()
    except OSError:
        return ""
