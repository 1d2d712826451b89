"""Many threads open no connections, and neither slow people nor the public keep a seat."""

from __future__ import annotations

import os
import socket
import time
from contextlib import closing

import psycopg2
import pytest

from tests.willkommen.house import NAME_AT_DATABASE, House, opened

VISITORS = 40


def sessions_of(house: House, paths: list[str]) -> set[str]:
    """The database's processes that answered, when everybody asked at once and came again."""

    def come(path: str) -> str:
        while (answer := house.ask(path)).status == 503:
            time.sleep(0.05)
        return answer.text

    return set(house.people.map(come, paths))


def connections_now() -> int:
    query = "SELECT count(*) FROM pg_stat_activity WHERE application_name = %s"
    with closing(psycopg2.connect(os.environ["DATABASE_URL"])) as connection:
        cursor = connection.cursor()
        cursor.execute(query, [NAME_AT_DATABASE])
        ((number,),) = cursor.fetchall()
    return int(number)


def test_there_are_never_more_connections_than_seats(house):
    public = sessions_of(house, ["/de/session/"] * VISITORS)
    staff = sessions_of(house, ["/admin/session/"] * VISITORS)
    assert (len(public), len(staff), len(public | staff)) == (1, 1, 2)
    assert connections_now() == 2


def test_static_files_need_no_connection(house):
    before = connections_now()
    answers = house.people.map(house.ask, ["/static/none"] * VISITORS)
    assert [answer.status for answer in answers] == [404] * VISITORS
    assert connections_now() == before


def test_without_the_gate_every_thread_opens_a_connection_of_its_own(tmp_path):
    """The control."""
    with opened(tmp_path, application="ungated", threads=20) as house:
        assert len(sessions_of(house, ["/de/session/"] * VISITORS)) > 2


def test_without_the_gate_and_with_one_thread_staff_wait_for_the_public(tmp_path):
    """The control: as it was before there was a gate."""
    with opened(tmp_path, application="ungated", threads=1) as house:
        first = house.come("/de/stay/Amal/")
        house.wait_for("Amal is in")
        staff = house.come("/admin/echo/")
        with pytest.raises(TimeoutError):
            staff.result(1)
        house.clear()
        assert [first.result(30).status, staff.result(30).status] == [200, 200]


def test_a_slow_sender_keeps_nobody_waiting_and_who_leaves_halfway_never_came_in(house):
    slow = socket.create_connection(("127.0.0.1", house.port))
    slow.sendall(b"POST /de/stay/Slow/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\na=1")
    assert house.ask("/de/echo/", body="b=2").text == "b=2"
    slow.close()
    assert house.ask("/de/echo/", body="c=3").text == "c=3"
    assert house.log == []


def test_a_slow_reader_keeps_no_seat(house):
    house.let_go("Bashir")
    slow = socket.create_connection(("127.0.0.1", house.port))
    slow.sendall(b"GET /de/stay/Bashir/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    house.wait_for("Bashir is done")
    assert house.ask("/de/echo/", body="b=2").text == "b=2"
    slow.close()


def test_who_goes_away_while_waiting_is_still_served_as_no_server_tells(house):
    """Known and bounded: it costs one page, and nobody behind waits longer than for a page."""
    first = house.come("/de/stay/Amal/")
    house.wait_for("Amal is in")
    gone = socket.create_connection(("127.0.0.1", house.port))
    gone.sendall(b"GET /de/stay/Bashir/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    house.wait_for_line(1)
    gone.close()
    house.clear()
    house.wait_for("Bashir is done")
    assert first.result(30).status == 200
