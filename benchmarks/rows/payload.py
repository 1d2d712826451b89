"""What has to be loaded: every step of a booking in a real browser, the first time and again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from benchmarks.bench import Bench, Room
from benchmarks.load import ask
from benchmarks.phone import Loaded, Walk, phone
from benchmarks.rows.bookings import matter
from benchmarks.servers import Web
from benchmarks.table import Goal, Row, figure

MOST_KB = {"de": 150, "ar": 200}
FIRST = {code: f"payload: first page on a first visit, {code}" for code in MOST_KB}
WHOLE = {code: f"payload: whole booking on a first visit, {code}" for code in MOST_KB}
FILES = "payload: sending the files of a first visit, de"
Visit = list[tuple[str, list[Loaded]]]


def run(bench: Bench) -> Iterator[Row]:
    chosen = matter()
    with ExitStack() as stack:
        url = stack.enter_context(bench.database("payload"))
        # The browser speaks to the program without a proxy, and so without https.
        open_web = bench.house.web(DATABASE_URL=url, BASE_URL="http://127.0.0.1")
        web = stack.enter_context(open_web)
        stack.enter_context(bench.house.workers(DATABASE_URL=url))
        for language in MOST_KB:
            if bench.wants(FIRST[language], WHOLE[language], FILES):
                bench.say(f"two bookings in a browser, {language}")
                first, again = _visits(bench, web, language, chosen)
                yield from _rows(language, first, again)
                if language == "de":
                    yield _files(bench, web, first[0][1])


def _visits(bench: Bench, web: Web, language: str, chosen: dict[str, Any]) -> list[Visit]:
    """Walk twice in the same browser."""
    code = partial(_code, bench)
    visits = []
    with phone() as (page, wire):
        for name in ("Nour", "Amal"):
            email = f"{name.lower()}.{language}@post.example"
            walk = Walk(page, web.url, language, name=name, email=email, code=code, **chosen)
            visit: Visit = []
            for step in walk.steps():
                page.wait_for_load_state("networkidle")
                visit.append((step, wire.take()))
            visits.append(visit)
    return visits


def _code(bench: Bench, address: str) -> str:
    return str(bench.crowd.do("code", address=address))


def _rows(language: str, first: Visit, again: Visit) -> Iterator[Row]:
    for number, ((step, new), (_step, old)) in enumerate(zip(first, again, strict=True)):
        name = FIRST[language] if number == 0 else f"payload: {step}, {language}"
        goals = [Goal("KB", _kb(new), most=MOST_KB[language])] if number == 0 else []
        yield _row(name, new, old, goals)
    yield _row(WHOLE[language], _everything(first), _everything(again))


def _everything(visit: Visit) -> list[Loaded]:
    return [one for _step, loaded in visit for one in loaded]


def _row(
    name: str, new: Sequence[Loaded], old: Sequence[Loaded], goals: Sequence[Goal] = ()
) -> Row:
    also = f"{_kinds(new)}; on a second visit {figure(_kb(old))} KB"
    return Row(name, "KB", [_kb(new)], goals=goals, also=also)


def _kb(loaded: Sequence[Loaded]) -> float:
    return sum(one.size for one in loaded) / 1000


def _kinds(loaded: Sequence[Loaded]) -> str:
    kinds = dict.fromkeys(one.kind for one in loaded if one.size)
    sizes = {kind: _kb([one for one in loaded if one.kind == kind]) for kind in kinds}
    return ", ".join(f"{kind.lower()} {figure(size)}" for kind, size in sizes.items())


def _files(bench: Bench, web: Web, loaded: Sequence[Loaded]) -> Row:
    """What the files of a first visit cost the program, which sends them itself."""
    paths = [urlsplit(one.url).path for one in loaded if re.search(r"/static/", one.url)]
    meter = bench.meter(web)
    ask(web.url, *paths, seconds=1, encodings="br, gzip")
    before = meter.read()
    burst = ask(web.url, *paths, seconds=bench.pace.seconds, encodings="br, gzip")
    cpu = (meter.read() - before) / (burst.answers / len(paths))
    also = f"{len(paths)} files"
    return Row(FILES, "times/s", [burst.per_second / len(paths)], cpu, also=also)


ROOM = Room((*FIRST.values(), *WHOLE.values(), FILES), run)
