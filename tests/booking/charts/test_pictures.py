"""Pictures are places and kinds: where a number stands, and how it is mirrored."""

import pytest

from booking.charts import Column, Dot, Part, Point, Rect, Text, columns, line, share
from booking.charts.scale import HEIGHT, WIDTH, Scale


@pytest.mark.parametrize(
    ("most", "numbers"),
    [
        (0, [0, 1]),
        (3, [0, 1, 2, 3]),
        (5, [0, 2, 4, 6]),
        (12, [0, 5, 10, 15]),
        (43, [0, 20, 40, 60]),
        (100, [0, 50, 100]),
        (730, [0, 200, 400, 600, 800]),
    ],
)
def test_scales_have_few_whole_numbers(most, numbers):
    assert list(Scale.up_to(most).numbers) == numbers


def test_a_line_is_broken_where_nothing_is_known_and_where_nothing_is_free():
    points = [Point(4, "a"), Point(2, "b"), None, Point(1, "c"), Point(None, "d"), Point(3, "e")]
    picture = line(points, list("abcdef"))
    assert picture.lines == ["53.5,16 100.5,72"]
    assert [(one.kind, one.title) for one in picture.dots] == [
        ("point", "a"),
        ("point", "b"),
        ("point", "c"),
        ("none", "d"),
        ("last", "e"),
    ]


def test_below_a_line_stand_a_few_words_and_always_the_last():
    picture = line([None] * 27, [str(number) for number in range(27)])
    assert [one.words for one in picture.texts if one.kind == "middle"] == ["5", "12", "19", "26"]


def test_a_column_stands_on_the_ground_and_more_stands_on_it():
    picture = columns([Column("40", 5, "10", "Week 40", more=5), Column("41", 0, "–", "closed")])
    assert picture.rects == [
        Rect(55.4, 72.0, 90.2, 56.0, "first", "Week 40"),
        Rect(55.4, 16.0, 90.2, 56.0, "more", "Week 40"),
        Rect(196.4, 128.0, 90.2, 0.0, "first", "closed"),
    ]
    assert [one.words for one in picture.texts] == ["0", "5", "10", "40", "41", "10", "–"]


def test_of_a_hundred_percent_every_column_is_a_part():
    (half,) = columns([Column("40", 50, "50", "")], most=100).rects
    assert (half.y, half.height) == (72.0, 56.0)


def test_many_columns_have_no_numbers_above_them():
    picture = columns([Column(str(number), 1, "one", "") for number in range(30)])
    assert {one.kind for one in picture.texts} == {"end", "middle"}


def test_a_bar_is_cut_into_its_parts():
    picture = share([Part("came", 6, "came: 6"), Part("late", 0, ""), Part("missed", 2, "2")])
    assert picture.rects == [
        Rect(0.0, 0, 240.0, 16, "came", "came: 6"),
        Rect(240.0, 0, 80.0, 16, "missed", "2"),
    ]


def test_of_nothing_there_are_no_parts():
    assert share([Part("came", 0, "")]).rects == []


def test_read_from_the_right_everything_stands_on_the_other_side():
    picture = line([Point(1, "a"), Point(0, "b")], ["x", "y"])
    other = picture.mirrored()
    assert (other.left, other.right) == (WIDTH - picture.right, WIDTH - picture.left)
    assert other.lines == ["219.5,16 78.5,128"]
    assert other.dots[0] == Dot(219.5, 16.0, "point", "a")
    assert other.texts[-2] == Text(219.5, HEIGHT - 6, "x", "middle")
    (bar,) = columns([Column("40", 1, "1", "")]).mirrored().rects
    assert bar == Rect(58.7, 16.0, 180.5, 112.0, "first", "")
