"""Of every drawn change: what the preview says is true after saving, and a walk by the minute
says the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

import pytest
from django.db import transaction

from booking.impact import foresee
from offices.changes.kinds import KINDS
from offices.changes.rehearsal import rehearsed
from offices.changes.steps import add_to, joined, steps_of, write
from offices.changes.undo import draft_back
from offices.models import Change, Office, User
from tests import make
from tests.booking.availability.storing import Stored
from tests.booking.impact.aftermath import Aftermath
from tests.booking.impact.edits import NAMES, Drawing, Edit
from tests.booking.impact.foretelling import Foretold
from tests.booking.impact.minutes import Town, audience_is, is_short, open_at
from tests.booking.impact.peopled import peopled, store_all
from tests.booking.impact.reading import everything, read

BATCH = 8
AUDIENCES = ("public", "internal", "walk_in")
DAYS = 18  # of which each edit is looked at by itself
OFTEN = [*NAMES, "shorter", "close", "end_of_a_desk", "at_one_desk", "longer", "add"]
AT_LEAST = {
    "several edits": 25,
    "clock change": 40,
    "somebody is hit": 25,
    "several are hit": 20,
    "somebody is hit who is there for two matters": 5,
    "a kept or offered time is gone": 8,
    "somebody types for a time that is gone": 8,
    "somebody was outside before": 30,
    "somebody fits again": 2,
    "another desk is possible": 3,
    "no other desk is possible": 20,
    "the letters of the name decide": 20,
    "more times are free": 10,
    "fewer times are free": 30,
    "staff have other times": 10,
    "a first free day is another": 10,
    "decided: leave": 15,
    "decided: desk": 1,
    "decided: again": 10,
    "decided: cancel": 5,
    "a time is kept": 8,
    "no time can be kept": 2,
    "the nearest time is known": 4,
    **{name: 1 for name in NAMES if name != "close_again"},  # closures are seldom switched off
}


@pytest.fixture
def how_many(request) -> int:
    return 4_000 if request.config.getoption("--long") else 80


@pytest.fixture
def manager(db) -> User:
    return make.user()


def test_what_is_foreseen_of_a_drawn_change_is_true_once_it_is_saved(how_many, manager, capsys):
    seen: Counter[str] = Counter()
    for first in range(0, how_many, BATCH):
        seen.update(played(range(first, first + BATCH), manager))
    shares = {name: 100 * count / how_many for name, count in seen.items()}
    with capsys.disabled():
        print(f"\n{how_many} drawn changes", *_lines(shares), sep="\n")  # noqa: T201
    assert {name for name, least in AT_LEAST.items() if shares.get(name, 0) < least} == set()


def _lines(shares: dict[str, float]) -> Iterator[str]:
    for name, share in sorted(shares.items(), key=lambda item: -item[1]):
        yield f"{share:6.1f} %  {name}"


def played(numbers: range, manager: User) -> Iterator[str]:
    with transaction.atomic():
        for number, rows in zip(numbers, store_all([*map(peopled, numbers)]), strict=True):
            try:
                yield from play(number, rows, manager)
            except Exception as error:
                error.add_note(f"drawn change {number}")
                raise
        transaction.set_rollback(True)


def play(number: int, rows: Stored, manager: User) -> set[str]:
    office, now = Office.objects.get(pk=rows.office.pk), rows.drawn.now
    change = Change.objects.create(office=office, made_by=manager, made_at=now)
    names = planned(number, change)
    before, untouched = read(office.pk, now), everything()
    said = foresee(office, steps_of(change), now=now)
    assert everything() == untouched
    with rehearsed(office, steps_of(change)):
        told = Foretold.of(number, before, read(office.pk, now), said)
    told.compare()
    after = Aftermath(told, change, now)
    after.happen()
    after.compare()
    return names | {*told.features(), *after.features(), *_clock(before)}


def _clock(town: Town) -> Iterator[str]:
    if any(is_short(town_day(town, ahead), town) for ahead in range(8)):
        yield "clock change"


def town_day(town: Town, ahead: int) -> date:
    return town.now.astimezone(town.calendar.zone).date() + timedelta(days=ahead)


# --- the change, edit by edit --------------------------------------------------------------------
def planned(number: int, change: Change) -> set[str]:
    """One edit, or several at once; each on the office as it is with those before it."""
    random = Random(f"change {number}")
    names = [NAMES[number % len(NAMES)], *random.choices(OFTEN, k=random.choice([0, 0, 1, 2]))]
    done = {edit.name for name in names if (edit := plan(name, random, change))}
    return done | ({"several edits"} if len(done) > 1 else set())


def plan(name: str, random: Random, change: Change) -> Edit | None:
    office, now = change.office, change.made_at
    with rehearsed(office, steps_of(change)):
        before = read(office.pk, now, with_people=False)
        edit = Drawing(random, office, before).edit(name)
    if edit is None:
        return None
    add_to(change, joined(edit.steps))
    with rehearsed(office, steps_of(change)):
        does_what_it_says(edit, before, read(office.pk, now, with_people=False))
    return edit


def does_what_it_says(edit: Edit, before: Town, after: Town) -> None:
    for day in (town_day(before, ahead) for ahead in range(DAYS)):
        wanted = edit.on(before, day)
        for key in (desk.key for desk in before.calendar.desks):
            for who in AUDIENCES:
                is_, must_be = (
                    open_at(town, town.desk(key), day, audience_is(who)) for town in (after, wanted)
                )
                assert is_ == must_be, f"{edit.name}, {day}, {who}, desk {key}"
                assert wanted.desk(key).serves == after.desk(key).serves


# --- and back ------------------------------------------------------------------------------------
def test_undone_a_drawn_change_leaves_everything_as_before(how_many, manager):
    for first in range(0, how_many // 2, BATCH):
        numbers = range(first, first + BATCH)
        with transaction.atomic():
            for number, rows in zip(numbers, store_all([*map(peopled, numbers)]), strict=True):
                undo(number, rows, manager)
            transaction.set_rollback(True)


def undo(number: int, rows: Stored, manager: User) -> None:
    office, now = Office.objects.get(pk=rows.office.pk), rows.drawn.now
    change = Change.objects.create(office=office, made_by=manager, made_at=now)
    planned(number, change)
    before = configuration(office)
    write(office, steps_of(change))
    Change.objects.filter(pk=change.pk).update(saved_at=now)
    write(office, steps_of(draft_back(change, by=manager, now=now)))
    after = configuration(office)
    added = {(s.what, s.pk) for s in steps_of(change) if s.what == "desk" and s.was is None}
    assert {key: row for key, row in after.items() if key not in added} == before, number


def configuration(office: Office) -> dict[tuple[str, int], dict]:
    """Everything that a change may write."""
    return {
        (what, row.pk): kind.values_of(row)
        for what, kind in KINDS.items()
        for row in kind.rows(office)
    }
