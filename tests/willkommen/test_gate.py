"""The gate in a real server: who is told to come later, that nothing typed is lost, staff."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from socket import create_connection
from urllib.parse import parse_qsl, urlencode

import pytest

from tests.willkommen.house import ROOT, Answer, House
from willkommen import gate, supervisor

TYPED = [
    ("csrfmiddlewaretoken", "abc"),
    ("given_name", 'Zoë "Zo" <b>&amp;'),
    ("family_name", "نور"),
    ("wishes", "first line\r\nsecond line"),
    ("needs", "ramp"),
    ("needs", "interpreter"),
    ("phone", ""),
]


@pytest.fixture
def full(house: House) -> Iterator[House]:
    """Nobody more comes in, unless they send something: for these one place is left."""
    answers = house.fill()
    yield house
    house.clear()
    assert [answer.result(30).status for answer in answers] == [200] * 4


@pytest.mark.parametrize(
    ("path", "accepted", "language", "sentence"),
    [
        ("/de/", "en", "de", "Diese Seite versucht es in etwa 5 Sekunden von selbst noch einmal."),
        ("/en/mine/", "", "en", "This page tries again by itself in about 5 seconds."),
        ("/ar/?a=1", "", "ar", "ستحاول هذه الصفحة مرة أخرى من تلقاء نفسها بعد نحو 5 ثوانٍ."),
        ("/uk/", "", "uk", "Ця сторінка сама спробує ще раз приблизно за 5 секунд."),
        ("/", "fr, uk-UA;q=0.8, en;q=0.5", "uk", "Нічого натискати не потрібно."),
        ("/", "", "de", "Sie müssen nichts drücken."),
    ],
)
def test_who_comes_beyond_the_line_is_told_in_their_language_that_the_page_tries_again(
    full, path, accepted, language, sentence
):
    answer = full.ask(path, Accept_Language=accepted)
    assert answer.status == 503
    assert sentence in answer.text
    assert f'<html lang="{language}"' in answer.text
    seconds = answer.headers["retry-after"]
    assert seconds in ("4", "5")
    said = {"retry-after": seconds, "refresh": seconds, "content-language": language}
    assert {name: answer.headers.get(name) for name in said} == said
    assert answer.headers["cache-control"] == "no-store"


def test_the_page_is_as_safe_as_any_other_page(full):
    told, other = full.ask("/de/"), full.ask("/static/none")
    assert (told.status, other.status) == (503, 404)
    assert safety(told) == safety(other)
    assert len(safety(told)) == 6


def safety(answer: Answer) -> dict[str, set[str]]:
    """The headers that keep a page safe, without the order of their parts."""
    ours = re.compile("content-security|permissions|x-|referrer|cross-origin|strict")
    found = {name: value for name, value in answer.headers.items() if ours.match(name)}
    return {name: set(re.split("[;,] *", value)) for name, value in found.items()}


def test_asked_for_the_head_alone_there_is_no_page(full):
    whole, head = full.ask("/ar/"), full.ask("/ar/", method="HEAD")
    assert (head.status, head.text) == (503, "")
    assert head.headers["content-length"] == whole.headers["content-length"]


def test_who_sends_something_is_let_in_where_others_are_sent_away(full):
    sent = full.come("/de/echo/", body="a=1")
    full.wait_for_line(4)
    full.clear()
    assert sent.result(30).text == "a=1"


def test_what_was_typed_is_in_the_page_and_can_be_sent_again(full):
    last = full.come("/de/echo/", body="a=1")  # takes the last place
    full.wait_for_line(4)
    told = full.ask("/ar/echo/?persons=2", body=urlencode(TYPED))
    assert told.status == 503
    assert 4 <= int(told.headers["retry-after"]) <= 5
    assert "refresh" not in told.headers
    assert "ما أدخلته ما زال هنا." in told.text
    assert '<form class="form" method="post">' in told.text
    full.clear()
    assert last.result(30).status == 200
    again = full.ask("/ar/echo/?persons=2", body=urlencode(hidden_fields(told.text)))
    assert (again.status, parse_qsl(again.text, keep_blank_values=True)) == (200, TYPED)


def hidden_fields(page: str) -> list[tuple[str, str]]:
    """What a browser sends when the only button of the page is pressed."""
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page)
    return [(unescape(name), unescape(value)) for name, value in found]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("--x\r\n\r\nfile\r\n--x--", "multipart/form-data; boundary=x"),
        ("a=" + "x" * 100_000, "application/x-www-form-urlencoded"),
        ("&".join("a=1" for _ in range(2_001)), "application/x-www-form-urlencoded"),
        ('{"a": 1}', "application/json"),
    ],
)
def test_what_no_page_can_hold_is_still_in_the_page_before(full, body, kind):
    last = full.come("/de/echo/", body="a=1")
    full.wait_for_line(4)
    told = full.ask("/de/echo/", body=body, kind=kind)
    assert told.status == 503
    assert "Gehen Sie dann im Browser eine Seite zurück" in told.text
    assert "<form" not in told.text
    full.clear()
    assert last.result(30).status == 200


def test_only_staff_send_more_than_can_be_read_before_waiting(house):
    announced = b"POST /de/echo/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000001\r\n\r\n"
    with create_connection(("127.0.0.1", house.port)) as sender:
        sender.sendall(announced)
        assert sender.recv(100).startswith(b"HTTP/1.1 413 ")
    assert house.ask("/admin/echo/", body="x" * 1_000_001).text == "x" * 1_000_001


def test_staff_static_files_and_who_watches_over_us_pass_by_the_line(full):
    css = re.findall(r"/static/css/site\.\w+\.css", full.ask("/static/none").text)[0]
    paths = ["/admin/echo/", "/accounts/echo/", "/desk/echo/", "/manage/echo/", "/health/", css]
    assert [full.ask(path).status for path in paths] == [200] * 6
    assert full.ask("/de/").status == 503


def test_who_waits_comes_in_one_after_the_other_and_answers_are_closed_inside(full):
    names = ["Amal", "Bashir", "Chiara", "Dilara"]
    full.clear()
    full.wait_for("Dilara is done")
    steps = [f"{name} is {step}" for name in names for step in ("in", "told", "done")]
    assert full.log == steps


def test_a_page_that_falls_keeps_no_seat(house):
    assert [house.ask("/de/fall/").status for _ in range(3)] == [500] * 3
    assert house.ask("/de/echo/", body="a=1").text == "a=1"


def test_the_server_is_given_a_thread_for_everybody_who_may_wait():
    assert gate.SEATS + gate.PLACES + gate.STAFF_SEATS + gate.STAFF_PLACES < gate.THREADS
    assert f'"--blocking-threads", "{gate.THREADS}"' in (ROOT / "Dockerfile").read_text()
    assert supervisor.WEB[supervisor.WEB.index("--blocking-threads") + 1] == str(gate.THREADS)
