"""What the page with free times costs: CPU milliseconds of the program and of its database.

Asked within this process, so that nothing but the page is counted; the empty page says how much
of it is Django and the asking itself.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from time import process_time

from django.conf import settings
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path, reverse
from django.utils import timezone

from benchmarks.calendar import Measured, build, fill
from benchmarks.measure import database_cpu
from benchmarks.slots import analyze

REPEATS = 200
WARM = 20


def empty(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


urlpatterns = [path("", empty)]  # the empty page, without any middleware


def run(say: Callable[[str], None]) -> None:
    usual, one, none = build(desks=10, offerings=40), build(desks=1), build(desks=10, horizon=90)
    for measured, days, share in ((usual, 56, 0.6), (one, 56, 0.6), (none, 92, 1)):
        fill(measured.office, days=days, share=share, now=timezone.now())
    analyze()
    call_command("collectstatic", interactive=False, verbosity=0)
    say(f"\n{'CPU milliseconds of a page':<52} {'app':>8} {'db':>8} {'in all':>8}")
    with override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=[]):
        told(say, "an empty Django page", "/")
    pages = {"60 % booked": usual, "one desk": one, "sold out for 90 days": none}
    cpu = {
        name: told(say, f"free times, {name}", _address(measured))
        for name, measured in pages.items()
    }
    say(f"  → ten desks instead of one: {cpu['60 % booked'] / cpu['one desk']:.2f} ×")
    say(f"  → sold out: {cpu['sold out for 90 days'] / cpu['60 % booked']:.2f} ×")


def _address(measured: Measured) -> str:
    return reverse("citizen:times", args=[measured.offerings[0].pk])


def told(say: Callable[[str], None], name: str, address: str) -> float:
    page = partial(Client(headers={"host": settings.ALLOWED_HOSTS[0]}).get, address)
    answers = [page() for _ in range(WARM)]
    assert {answer.status_code for answer in answers} == {HTTPStatus.OK}, address  # noqa: S101
    app, database = process_time(), database_cpu()
    for _ in range(REPEATS):
        page()
    app, database = (process_time() - app) * 1000 / REPEATS, (database_cpu() - database) / REPEATS
    size = len(answers[0].content) / 1000
    say(f"{name:<52} {app:8.2f} {database:8.2f} {app + database:8.2f}   {size:.0f} KB")
    return app + database
