"""A seat's connection is looked at before use, but not when it has answered just now."""

from __future__ import annotations

import io
from time import monotonic

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory

from tests.connections import end_all_others
from willkommen.gate import seat as seats
from willkommen.gate.seat import RESTED, Seat

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def seat():
    made = Seat()
    yield made
    made._connection.close()  # noqa: SLF001


@pytest.fixture
def rest(monkeypatch):
    """Let the time go by in which nobody sits there."""
    gone = [0.0]
    monkeypatch.setattr(seats, "monotonic", lambda: monotonic() + gone[0])

    def go_by() -> None:
        gone[0] += RESTED

    return go_by


def test_one_that_has_rested_and_was_cut_is_opened_anew(seat, rest):
    assert health_at(seat) == 200
    end_all_others()
    rest()
    assert health_at(seat) == 200


def test_of_one_that_is_cut_while_it_works_one_person_hears(seat):
    assert health_at(seat) == 200
    end_all_others()
    assert [health_at(seat) for _ in range(3)] == [503, 200, 200]


def test_one_that_has_just_answered_is_not_asked_whether_it_is_there(seat, rest, monkeypatch):
    health_at(seat)
    looks = []
    monkeypatch.setattr(seat._connection, "is_usable", lambda: looks.append(1) or True)  # noqa: SLF001
    health_at(seat)
    assert looks == []
    rest()
    health_at(seat)
    assert looks == [1]


def health_at(seat: Seat) -> int:
    said: list[str] = []
    environ = RequestFactory(headers={"host": "127.0.0.1"}).get("/health/").environ
    environ["wsgi.errors"] = io.StringIO()
    seat.serve(WSGIHandler(), environ, lambda status, *_: said.append(status))
    return int(said[0].split()[0])
