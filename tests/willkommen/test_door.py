"""Who comes in at a door, who waits, who is to come later, and when."""

import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from willkommen.gate.door import Door

SEAT = "the only seat"


@pytest.fixture
def people():
    with ThreadPoolExecutor(20) as pool:
        yield pool


def stand_in_line(
    people: ThreadPoolExecutor, door: Door[str], names: list[str], *, went_in: list[str]
) -> list[Future[str | None]]:
    """Let people come one after the other; who gets the seat writes the name down, and leaves."""

    def come(name: str) -> str | None:
        seat = door.come_in()
        if seat:
            went_in.append(name)
            door.leave(seat, after=0)
        return seat

    answers = []
    for number, name in enumerate(names, start=1):
        answers.append(people.submit(come, name))
        while door.waiting < number:
            time.sleep(0.001)
    return answers


def test_a_free_seat_is_had_at_once_and_again_after_it_was_left():
    door = Door([SEAT], places=0)
    assert door.come_in() == SEAT
    assert door.come_in() is None
    door.leave(SEAT, after=0)
    assert door.come_in() == SEAT


def test_who_came_first_goes_in_first(people):
    door = Door([SEAT], places=10)
    names = ["Amal", "Bashir", "Chiara", "Dilara", "Emre", "Fatou"]
    went_in: list[str] = []
    assert door.come_in() == SEAT
    answers = stand_in_line(people, door, names, went_in=went_in)
    door.leave(SEAT, after=0)
    assert [answer.result(10) for answer in answers] == [SEAT] * 6
    assert went_in == names
    assert door.waiting == 0


def test_never_more_are_inside_than_there_are_seats(people):
    door = Door([1, 2, 3], places=1000)
    inside, most, counting = 0, 0, threading.Lock()

    def visit(_number: int) -> None:
        nonlocal inside, most
        seat = door.come_in()
        with counting:
            inside += 1
            most = max(most, inside)
        time.sleep(0.001)
        with counting:
            inside -= 1
        assert seat is not None
        door.leave(seat, after=0)

    list(people.map(visit, range(200)))
    assert (inside, most, door.waiting) == (0, 3, 0)


def test_who_comes_when_the_line_is_full_is_sent_away_at_once(people):
    door = Door([SEAT], places=2)
    assert door.come_in() == SEAT
    answers = stand_in_line(people, door, ["Amal", "Bashir"], went_in=[])
    assert door.come_in() is None
    door.leave(SEAT, after=0)
    assert [answer.result(10) for answer in answers] == [SEAT, SEAT]


def test_a_share_of_the_line_is_kept_for_others(people):
    door = Door([SEAT], places=4)
    assert door.come_in() == SEAT
    answers = stand_in_line(people, door, ["Amal", "Bashir", "Chiara"], went_in=[])
    assert door.come_in(share=0.75) is None
    answers += [people.submit(door.come_in)]
    door.leave(SEAT, after=0)
    assert [answer.result(10) for answer in answers] == [SEAT] * 4


def test_where_visits_take_long_fewer_may_wait(people):
    """A second each, so after the third one would wait longer than three seconds."""
    door = Door([SEAT], places=100)
    door.leave(door.come_in() or "", after=16.0)  # a sixteenth of it is the mean
    assert door.come_in() == SEAT
    answers = stand_in_line(people, door, ["Amal", "Bashir", "Chiara"], went_in=[])
    assert door.come_in() is None
    door.leave(SEAT, after=1.0)
    assert [answer.result(10) for answer in answers] == [SEAT] * 3


def test_nobody_waits_for_ever_and_who_gives_up_leaves_no_gap(people):
    door = Door([SEAT], places=10, longest_wait=0.3)
    assert door.come_in() == SEAT
    assert door.come_in() is None
    assert door.waiting == 0
    (answer,) = stand_in_line(people, door, ["Amal"], went_in=[])
    door.leave(SEAT, after=0)
    assert answer.result(10) == SEAT
    assert door.come_in() == SEAT


def test_who_is_sent_away_comes_again_one_after_the_other_as_fast_as_people_are_served():
    door = Door([SEAT], places=0)
    door.leave(door.come_in() or "", after=16.0)  # a second each
    again = [door.come_again() for _ in range(13)]
    assert again == [5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 15, 15]


def test_with_two_seats_they_come_twice_as_fast():
    door = Door([1, 2], places=0)
    door.leave(door.come_in() or 0, after=12.8)  # 0.8 seconds each
    assert [door.come_again() for _ in range(7)] == [4, 5, 5, 6, 6, 6, 7]
