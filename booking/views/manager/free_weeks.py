"""Free times of weeks before and after a change; many that change alike are one row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import ngettext

from booking.impact import Week
from offices.moments import day_in_words

WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Row:
    """Of several weeks the numbers are the least and the most; the difference is that of each."""

    name: str
    weeks: int
    before: str
    after: str
    gained: str
    staff_before: str
    staff_after: str
    staff_gained: str

    @property
    def is_run(self) -> bool:
        return self.weeks > 1


def runs(weeks: Iterable[Week]) -> Iterator[list[Week]]:
    """Weeks that follow each other with the same difference; none where nothing changes."""
    run: list[Week] = []
    for week in weeks:
        if run and not _goes_on(run, week):
            yield run
            run = []
        run += [week] if week.is_changed else []
    if run:
        yield run


def _goes_on(run: Sequence[Week], week: Week) -> bool:
    return week.begins - run[-1].begins == WEEK and _difference(week) == _difference(run[0])


def _difference(week: Week) -> tuple[int, int]:
    return week.gained, week.staff_gained


def row_of(run: Sequence[Week], language: str) -> Row:
    return Row(
        name=_name(run, language),
        weeks=len(run),
        before=_least_to_most(week.before for week in run),
        after=_least_to_most(week.after for week in run),
        gained=_signed(run[0].gained),
        staff_before=_least_to_most(week.staff_before for week in run),
        staff_after=_least_to_most(week.staff_after for week in run),
        staff_gained=_signed(run[0].staff_gained),
    )


def _name(run: Sequence[Week], language: str) -> str:
    day, count = day_in_words(run[0].begins, language), len(run)
    said = ngettext("%(count)d week from %(day)s", "%(count)d weeks from %(day)s", count)
    return said % {"count": count, "day": day} if count > 1 else day


def _least_to_most(numbers: Iterable[int]) -> str:
    found = sorted(set(numbers))
    return "–".join(map(str, [found[0], *found[1:][-1:]]))


def _signed(number: int) -> str:
    return f"{number:+d}" if number else ""
