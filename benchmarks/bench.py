"""What every room of the bench works with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection

from benchmarks import databases
from benchmarks.changes import Changes, ask_after_changes
from benchmarks.load import Burst, ask
from benchmarks.processes import Cpu, Meter, family
from benchmarks.sending import Crowd
from benchmarks.servers import House, Web
from benchmarks.table import Row

WARM_SECONDS = 2
PAGES_A_SECOND = 25  # where they are asked for one by one


@dataclass(frozen=True)
class Pace:
    """How often and how long; a quick run is for trying out, its figures swing more."""

    rounds: int
    seconds: int  # wrk knows whole seconds only
    bookings: int
    is_quick: bool

    @classmethod
    def of(cls, *, quick: bool) -> Pace:
        rounds, seconds, bookings = (2, 1, 16) if quick else (5, 2, 40)
        return cls(rounds, seconds, bookings, quick)


@dataclass(frozen=True)
class Room:
    """Rows that are measured together; it is entered when one of them is wanted."""

    names: tuple[str, ...]
    run: Callable[[Bench], Iterable[Row]]


@dataclass(frozen=True)
class Source:
    """Where pages come from: one server, and the paths to ask for in turn."""

    web: Web
    paths: tuple[str, ...]
    changes: Changes | None = None  # to be made before each page


@dataclass(frozen=True)
class Sample:
    """One round at one source; `cpu` is that of one answer."""

    burst: Burst
    cpu: Cpu


@dataclass(frozen=True)
class Bench:
    house: House
    crowd: Crowd
    template: str  # the name of the database that everything begins with, and nobody writes to
    url: str
    servers: tuple[int, int]  # the first processes of PostgreSQL and Valkey
    pace: Pace
    say: Callable[[str], None]
    words: str = ""
    workers: list[int] = field(default_factory=list)

    def wants(self, *names: str) -> bool:
        return any(self.words.lower() in name.lower() for name in names)

    def meter(self, web: Web | None) -> Meter:
        postmaster, valkey = self.servers
        web_pids = (web.pid,) if web else ()
        roots = {"web": web_pids, "database": (postmaster,), "queue": (valkey,)}
        return Meter({**roots, "workers": tuple(self.workers)})

    @contextmanager
    def database(self, name: str, change: Callable[[], object] | None = None) -> Iterator[str]:
        """A copy of the template, changed by `change`; gone afterwards. Yields its address."""
        copy = f"{self.template}_{name}"
        connection.close()  # nobody may use what is copied
        url = databases.make(self.url, copy, copy_of=self.template)
        try:
            if change:
                with databases.within(url):
                    change()
            databases.settle(url)
            yield url
        finally:
            databases.drop(self.url, copy)

    @contextmanager
    def world(self, name: str, change: Callable[[], object] | None = None) -> Iterator[Web]:
        """A database of its own with the program before it."""
        with self.database(name, change) as url, self.house.web(DATABASE_URL=url) as web:
            yield web

    @contextmanager
    def yardstick(self, name: str, url: str) -> Iterator[Web]:
        """One of the small projects we are measured against, with the same flags.

        But with one thread: they have no gate that keeps the others out, and are fastest so.
        """
        module, alone = f"benchmarks.yardsticks.{name}:application", ("--blocking-threads", "1")
        web = self.house.web(*alone, application=module, health="/de/", DATABASE_URL=url)
        with web as serving:
            yield serving

    def in_turn(self, sources: Mapping[str, Source]) -> dict[str, list[Sample]]:
        """Ask every source once in each round, so that whatever else happens strikes all."""
        for source in sources.values():
            ask(source.web.url, *source.paths, seconds=WARM_SECONDS)
        samples: dict[str, list[Sample]] = {name: [] for name in sources}
        for number in range(self.pace.rounds):
            self.say(f"round {number + 1} of {self.pace.rounds}, {len(sources)} rows")
            for name, source in sources.items():
                samples[name].append(self._sample(source))
        return samples

    def _sample(self, source: Source) -> Sample:
        meter = self.meter(source.web)
        if source.changes:
            (path,), pages = source.paths, PAGES_A_SECOND * self.pace.seconds
            url = source.web.url
            return Sample(*ask_after_changes(url, path, source.changes, pages=pages, meter=meter))
        before = meter.read()
        burst = ask(source.web.url, *source.paths, seconds=self.pace.seconds)
        return Sample(burst, (meter.read() - before) / burst.answers)


def processes_of(web: Web) -> list[int]:
    """The processes that answer, without the one that watches them."""
    return [pid for pid in family(web.pid) if pid != web.pid]
