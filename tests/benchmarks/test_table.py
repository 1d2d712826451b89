"""What the table says of what was measured."""

import pytest

from benchmarks.processes import Cpu
from benchmarks.table import Goal, Row, as_text, figure, median_cpu

BOOKING = Row(
    name="whole booking",
    unit="bookings/s",
    rounds=[10.0, 12.5, 11.0],
    cpu=Cpu(web=50.0, database=20.0, queue=2.0, workers=30.0),
    goals=[Goal("CPU ms", 72.0, most=80, aim=40), Goal("winners", 5, most=5, least=5)],
    also="200: 12",
)


def test_a_row_shows_median_spread_and_who_used_the_processor():
    assert BOOKING.cells == (
        "whole booking",
        "11 bookings/s",
        "10–12.5",
        "50",
        "20",
        "2",
        "30",
        "≤ 80 CPU ms: 72, met, aim 40 missed; = 5 winners: 5, met",
        "200: 12",
    )


def test_one_round_has_no_spread_and_nothing_measured_shows_nothing():
    assert Row("start", "s", [1.25]).cells == ("start", "1.25 s", "", "", "", "", "", "", "")


def test_the_table_is_as_wide_as_its_widest_cells():
    lines = list(as_text([BOOKING, Row("start", "s", [1.25])]))
    assert len({len(line) for line in lines}) == 1
    assert [len(line.split("|")) for line in lines] == [11] * 4


def test_json_says_which_goals_are_met():
    record = BOOKING.record
    assert (record["median"], record["cpu"]["workers"]) == (11.0, 30.0)
    assert [(goal["met"], goal["aim met"]) for goal in record["goals"]] == [
        (True, False),
        (True, None),
    ]


@pytest.mark.parametrize(
    ("goal", "met", "beaten"),
    [
        (Goal("CPU ms", 80, most=80, aim=40), True, False),
        (Goal("CPU ms", 80.1, most=80, aim=40), False, False),
        (Goal("CPU ms", 39, most=80, aim=40), True, True),
        (Goal("of the empty page", 0.1, least=0.1, aim=0.2), True, False),
        (Goal("of the empty page", 0.2, least=0.1, aim=0.2), True, True),
        (Goal("of the empty page", 0.09, least=0.1, aim=0.2), False, False),
        (Goal("held", 199, most=200, least=200), False, True),
        (Goal("held", 200, most=200, least=200), True, True),
    ],
)
def test_a_goal_is_a_bound_and_an_aim_lies_further(goal, met, beaten):
    assert (goal.is_met, goal.is_beaten) == (met, beaten)


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0, "0"), (0.034, "0.03"), (1.256, "1.26"), (12.34, "12.3"), (123.4, "123"), (5.0, "5")],
)
def test_figures_keep_three_digits(value, shown):
    assert figure(value) == shown


def test_time_of_workers_is_not_what_a_page_costs():
    assert Cpu(1, 2, 3, 40).pages == 6


def test_the_median_of_each_part_is_taken_by_itself():
    rounds = [Cpu(1, 30, 0, 5), Cpu(2, 20, 0, 6), Cpu(9, 10, 3, 7)]
    assert median_cpu(rounds) == Cpu(2, 20, 0, 6)


def test_what_was_used_between_two_readings_is_shared_by_all_answers():
    assert (Cpu(10, 6, 4, 2) - Cpu(2, 2, 2, 2)) / 2 == Cpu(4, 2, 1, 0)
