"""Pages with one entry and with 250: as many statements, and what CPU the others cost.

Asked within this process, so that nothing but the page is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from time import process_time

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from benchmarks import calendar, databases, dossiers, languages
from benchmarks.bench import Bench, Room
from benchmarks.measure import database_cpu, statements
from benchmarks.processes import Cpu
from benchmarks.signed_in import cookie_of
from benchmarks.table import Goal, Row, figure
from offices import showcase
from offices.models import Authority, Membership, Municipality, Offering, User

ONE, MANY = 1, 250
SLUG = "grown"
REPEATS = 20
SERVICES = "services"
PLACES = "where"
TIMES = "free times"
LISTS = {
    f"list of {what}s": f"admin:booking_{what}_changelist"
    for what in ("booking", "reservation", "message")
}
AT_DESK = {f"list of {what}": f"desk:{what}" for what in ("requests", "invitations")}
NAMES = {
    what: f"growth: {what}, {MANY} entries instead of {ONE}"
    for what in (SERVICES, PLACES, TIMES, *LISTS, *AT_DESK)
}
READ = "growth: services read anew, texts in {} languages"
LANGUAGES = {number: READ.format(number) for number in (1, 4, 17)}


@dataclass(frozen=True)
class Cost:
    statements: int
    cpu: Cpu


def run(bench: Bench) -> Iterator[Row]:
    bench.say("pages with one entry and with 250")
    costs: dict[int, dict[str, Cost]] = {}
    for number in (ONE, MANY) if bench.wants(*NAMES.values()) else ():
        made = bench.database(f"growth{number}", partial(_furnish, number))
        with made as url, databases.within(url):
            costs[number] = {what: _cost(ask) for what, ask in _pages().items()}
    for what, name in NAMES.items():
        if bench.wants(name):
            yield _row(name, costs[ONE][what], costs[MANY][what])
    for number, name in LANGUAGES.items():
        if bench.wants(name):
            yield _in_languages(bench, number, name)


def _furnish(number: int) -> None:
    """An office with so many offerings and appointments, and so many authorities beside it."""
    made = calendar.build(desks=1, offerings=number, slug=SLUG)
    calendar.fill(made.office, days=7, share=0.6, now=timezone.now())
    dossiers.write(SLUG, each=number)
    dossiers.ask_and_invite(SLUG)
    Membership.objects.create(user=_chief(), authority=made.office.authority, role="caseworker")
    others = [
        Authority(slug=f"{SLUG}-{n}", name_de=f"Amt {n}", short_name=f"Amt {n}", iso="DE-NI")
        for n in range(number)
    ]
    Municipality.objects.bulk_create(
        Municipality(authority=one, name=one.short_name)
        for one in Authority.objects.bulk_create(others)
    )


def _pages() -> Mapping[str, Callable[[], None]]:
    offering = Offering.objects.filter(office__slug=SLUG).order_by("pk")[0]
    paths = {
        SERVICES: _services(calendar.SLUG),
        PLACES: reverse("citizen:where"),
        TIMES: reverse("citizen:times", args=[offering.pk]),
        **{what: reverse(name) for what, name in LISTS.items()},
        **{what: reverse(name, args=[SLUG]) for what, name in AT_DESK.items()},
    }
    browser = Client(headers={"host": "127.0.0.1"})
    browser.cookies.load(cookie_of(_chief()))
    return {what: partial(_ask, browser, path) for what, path in paths.items()}


def _chief() -> User:
    return User.objects.filter(is_superuser=True)[0]


def _ask(browser: Client, path: str) -> None:
    """Read everything anew: what is kept for seconds costs nothing, which is not the question."""
    showcase.forget()
    answer = browser.get(path, secure=True)
    assert answer.status_code == HTTPStatus.OK, path  # noqa: S101


def _cost(ask: Callable[[], None]) -> Cost:
    for _ in range(3):
        ask()
    asked = len(statements(ask))
    program, database = process_time(), database_cpu()
    for _ in range(REPEATS):
        ask()
    web, server = (process_time() - program) * 1000, database_cpu() - database
    return Cost(asked, Cpu(web / REPEATS, server / REPEATS))


def _row(name: str, one: Cost, many: Cost) -> Row:
    goal = Goal("statements, as with one", many.statements, most=one.statements)
    also = f"with one: {figure(one.cpu.web)} + {figure(one.cpu.database)} CPU ms"
    return Row(name, "statements", [many.statements], many.cpu, [goal], also)


def _in_languages(bench: Bench, number: int, name: str) -> Row:
    """What wide rows cost when the texts are read; otherwise processes keep them for seconds."""
    made = bench.database(f"read{number}", partial(languages.say_in, number))
    with made as url, databases.within(url):
        ask = partial(_ask, Client(headers={"host": "127.0.0.1"}), _services("essen"))
        cost = _cost(ask)
    return Row(name, "CPU ms", [cost.cpu.pages], cost.cpu, also=f"{cost.statements} statements")


def _services(authority: str) -> str:
    return reverse("citizen:services", args=[authority])


ROOM = Room((*NAMES.values(), *LANGUAGES.values()), run)
