"""The table of a day: what stands in its cells, and that they fill every column exactly."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from booking.agenda import Cell, Day, Entry, Row, rows_of
from booking.availability import Window
from offices.moments import midnight

BERLIN = ZoneInfo("Europe/Berlin")
WEDNESDAY = date(2026, 9, 16)
SHORTER, LONGER = date(2026, 3, 29), date(2026, 10, 25)  # 23 and 25 hours
MINUTE = timedelta(minutes=1)
FIRST, SECOND = 1, 2


def at(clock: str, day: date = WEDNESDAY) -> datetime:
    hours, minutes = map(int, clock.split(":"))
    wall = datetime(day.year, day.month, day.day, hours, minutes, tzinfo=BERLIN)
    return wall.astimezone(UTC)


def entry(begins: datetime, ends: datetime, desk: int = FIRST, **facts: object) -> Entry:
    given = dict.fromkeys((field.name for field in fields(Entry)), None)
    given |= {"reservation": 1, "kind": "appointment", "status": "booked", "reason": ""}
    return Entry(**given | {"desk": desk, "begins": begins, "ends": ends} | facts)


def window(opens: str, closes: str, audience: str = "public", desk: int = FIRST) -> Window:
    return Window(desk, audience, at(opens), at(closes))


def table(*, windows=(), entries=(), **facts: object) -> list[Row]:
    day = {
        "midnight": midnight(facts.pop("day", WEDNESDAY), BERLIN),
        "step": 10 * MINUTE,
        "desks": [FIRST],
        "now": at("00:00"),
    }
    return rows_of(Day(windows=windows, entries=entries, **day | facts))


def clock(moment: datetime) -> str:
    return f"{moment.astimezone(BERLIN):%H:%M}"


def cells(rows: list[Row], desk: int = FIRST) -> list[str]:
    """Of one desk, as they stand below one another."""
    mine = [cell for row in rows for cell in row.cells if cell.desk == desk]
    return [f"{clock(one.begins)}-{clock(one.ends)} {one.kind}" for one in mine]


def fills(rows: list[Row], desk: int) -> bool:
    """Whether every row is covered once by the cells of the desk, each in the row it says."""
    reached, number = 0, 0
    for number, row in enumerate(rows):
        mine = [cell for cell in row.cells if cell.desk == desk]
        if bool(mine) != (number == reached) or len(mine) > 1:
            return False
        reached += sum(cell.span for cell in mine)
    return reached == number + 1 if rows else reached == 0


def test_a_day_without_hours_and_entries_has_no_rows():
    assert table() == []


def test_free_time_is_cut_at_full_hours_and_the_rest_of_the_first_and_last_hour_is_closed():
    assert cells(table(windows=[window("08:30", "10:20")])) == [
        "08:00-08:30 closed",
        "08:30-09:00 free",
        "09:00-10:00 free",
        "10:00-10:20 free",
        "10:20-11:00 closed",
    ]


def test_rows_are_named_by_the_clock_and_full_hours_and_now_are_marked():
    rows = table(windows=[window("08:00", "09:00")], now=at("08:25"))
    assert [clock(row.begins) for row in rows] == [f"08:{n}0" for n in range(6)]
    assert [row.is_full_hour for row in rows] == [True, *[False] * 5]
    assert [row.is_now for row in rows] == [False, False, True, False, False, False]


def test_hours_are_what_the_widest_audience_makes_of_them():
    windows = [
        window("08:00", "09:00"),
        window("08:30", "09:30", "internal"),
        window("09:20", "10:00", "walk_in"),
    ]
    assert cells(table(windows=windows)) == [
        "08:00-09:00 free",
        "09:00-09:30 internal",
        "09:30-10:00 walk_in",
    ]


def test_what_has_passed_is_gone_and_the_step_that_has_just_begun_can_be_given():
    rows = table(windows=[window("08:00", "09:00")], now=at("08:25"))
    assert cells(rows) == ["08:00-08:20 gone", "08:20-09:00 free"]
    rows = table(windows=[window("08:00", "09:00")], now=at("08:30"))
    assert cells(rows) == ["08:00-08:30 gone", "08:30-09:00 free"]


def test_what_is_closed_stays_closed_also_when_it_has_passed():
    rows = table(windows=[window("08:30", "09:00")], now=at("12:00"))
    assert cells(rows) == ["08:00-08:30 closed", "08:30-09:00 gone"]


def test_an_entry_takes_its_rows():
    visit = entry(at("08:20"), at("08:50"))
    rows = table(windows=[window("08:00", "09:00")], entries=[visit])
    assert cells(rows) == ["08:00-08:20 free", "08:20-08:50 taken", "08:50-09:00 free"]
    assert rows[2].cells == [Cell(FIRST, at("08:20"), at("08:50"), 3, "taken", (visit,))]


def test_an_entry_outside_of_all_hours_is_shown():
    rows = table(windows=[window("08:00", "09:00")], entries=[entry(at("17:00"), at("17:30"))])
    assert cells(rows)[-3:] == [
        "09:00-17:00 closed",
        "17:00-17:30 taken",
        "17:30-18:00 closed",
    ]


def test_a_missed_one_and_who_came_instead_share_a_cell():
    missed = entry(at("08:00"), at("08:30"), status="missed")
    instead = entry(at("08:20"), at("08:40"), reservation=2)
    rows = table(windows=[window("08:00", "09:00")], entries=[missed, instead])
    assert cells(rows) == ["08:00-08:40 taken", "08:40-09:00 free"]
    assert rows[0].cells[0].entries == (missed, instead)


def test_one_within_another_does_not_make_the_cell_shorter():
    entries = [
        entry(at("08:00"), at("09:00"), status="missed"),
        entry(at("08:10"), at("08:20"), reservation=2),
        entry(at("08:30"), at("08:40"), reservation=3),
    ]
    rows = table(windows=[window("08:00", "09:00")], entries=entries)
    assert cells(rows) == ["08:00-09:00 taken"]
    assert [one.reservation for one in rows[0].cells[0].entries] == [1, 2, 3]


def test_one_after_the_other_are_two_cells():
    entries = [entry(at("08:00"), at("08:30")), entry(at("08:30"), at("09:00"), reservation=2)]
    assert cells(table(entries=entries)) == ["08:00-08:30 taken", "08:30-09:00 taken"]


def test_entries_off_the_grid_take_every_row_they_touch_and_share_one_they_both_touch():
    entries = [entry(at("08:05"), at("08:20")), entry(at("08:20"), at("08:35"), reservation=2)]
    rows = table(entries=entries, step=15 * MINUTE)
    assert cells(rows) == ["08:00-08:45 taken", "08:45-09:00 closed"]
    assert fills(rows, FIRST)


def test_hours_off_the_grid_are_open_where_a_whole_step_is():
    assert cells(table(windows=[window("07:53", "08:17")])) == [
        "07:00-08:00 closed",
        "08:00-08:10 free",
        "08:10-09:00 closed",
    ]


def test_every_desk_has_its_column_in_their_order():
    windows = [window("08:00", "09:00"), window("08:30", "09:00", desk=SECOND)]
    rows = table(windows=windows, desks=[SECOND, FIRST])
    assert [cell.desk for cell in rows[0].cells] == [SECOND, FIRST]
    assert cells(rows, SECOND) == ["08:00-08:30 closed", "08:30-09:00 free"]


def test_desks_that_are_not_shown_take_no_part_but_keep_the_rows():
    rows = table(windows=[window("08:00", "09:00", desk=SECOND)], desks=[FIRST])
    assert cells(rows) == ["08:00-09:00 closed"]


@pytest.mark.parametrize(
    ("day", "hours", "names"),
    [
        (SHORTER, 23, ["00", "01", "03", "04"]),
        (LONGER, 25, ["00", "01", "02", "02", "03"]),
        (WEDNESDAY, 24, ["00", "01", "02", "03"]),
    ],
)
def test_when_the_clock_changes_an_hour_is_left_out_or_comes_twice(day, hours, names):
    whole = Window(
        FIRST, "public", midnight(day, BERLIN), midnight(day + timedelta(days=1), BERLIN)
    )
    rows = table(day=day, windows=[whole], now=at("00:00", day))
    full = [clock(row.begins)[:2] for row in rows if row.is_full_hour]
    assert (len(rows), full[: len(names)]) == (6 * hours, names)
    assert {cell.kind for row in rows for cell in row.cells} == {"free"}
    assert fills(rows, FIRST)


@pytest.mark.parametrize("day", [SHORTER, LONGER])
def test_after_the_clock_has_changed_rows_are_where_the_clock_says(day):
    opening = Window(FIRST, "public", at("08:00", day), at("09:00", day))
    visit = entry(at("08:20", day), at("08:40", day))
    rows = table(day=day, windows=[opening], entries=[visit], now=at("00:00", day))
    assert cells(rows) == ["08:00-08:20 free", "08:20-08:40 taken", "08:40-09:00 free"]


def test_what_began_the_day_before_or_ends_the_day_after_is_shown_from_or_until_midnight():
    before, after = at("00:00") - 30 * MINUTE, at("00:00") + timedelta(hours=24)
    entries = [
        entry(before, before + 60 * MINUTE),
        entry(after - 10 * MINUTE, after + 20 * MINUTE, reservation=2),
    ]
    rows = table(entries=entries)
    assert clock(rows[0].begins) == "00:00"
    assert cells(rows)[0] == "00:00-00:30 taken"
    assert fills(rows, FIRST)


@pytest.mark.parametrize("number", range(40))
def test_in_every_column_the_spans_sum_up_to_the_rows(number):
    random = Random(number)
    day = random.choice([SHORTER, LONGER, WEDNESDAY])
    begins = midnight(day, BERLIN).astimezone(UTC)

    def stretch() -> tuple[datetime, datetime]:
        first = begins + random.randrange(-60, 1380) * MINUTE
        return first, first + random.choice([5, 7, 30, 90]) * MINUTE

    desks = [random.choice([FIRST, SECOND]) for _ in range(15)]
    entries = [entry(*stretch(), desk) for desk in desks[: random.randrange(12)]]
    entries.sort(key=lambda one: one.begins)
    windows = [Window(desk, "public", *stretch()) for desk in desks[12:]]
    rows = table(
        day=day,
        windows=windows,
        entries=entries,
        desks=[FIRST, SECOND],
        step=random.choice([5, 10, 15]) * MINUTE,
        now=begins + random.randrange(1440) * MINUTE,
    )
    assert fills(rows, FIRST)
    assert fills(rows, SECOND)
    shown = [one for row in rows for cell in row.cells for one in cell.entries]
    assert sorted(map(id, shown)) == sorted(map(id, entries))
