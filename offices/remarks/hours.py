"""Hours that overlap, leave a few minutes out, or that nobody can use."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations
from math import lcm

from django.utils.translation import gettext as _

from offices.remarks.rows import HoursRow, Remark, Rows

FEW_MINUTES = 15
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)


def odd(rows: Rows) -> Iterator[Remark]:
    """Only what will be so on some day: hours that have had their last day are left alone."""
    coming = [one for one in rows.hours if one.is_coming]
    for one in rows.hours:
        if not one.ever_falls:
            said = {"hours": one.name}
            text = _("%(hours)s: this weekday does not come between its first and last day.")
            yield Remark(text % said, "change_hours", one.pk)
        elif one.is_coming and one.is_by_time and rows.services:
            yield from _without_a_service(rows, one)
    for first, second in combinations(coming, 2):
        if _may_meet(first, second) and _meet(first, second, rows.today):
            yield from _beside(first, second)


def _without_a_service(rows: Rows, one: HoursRow) -> Iterator[Remark]:
    said: dict[str, object] = {"hours": one.name}
    served = {pk for desk in rows.desks if desk.pk in one.desks for pk in desk.offerings}
    minutes = [each.minutes for each in rows.services if each.pk in served & one.offerings]
    if not minutes:
        text = _("%(hours)s: no desk of these hours serves a service of these hours.") % said
        yield Remark(text, "change_hours", one.pk)
    elif one.minutes < min(minutes) and not _is_continued(rows, one):
        said["minutes"] = min(minutes)
        text = _("%(hours)s: shorter than the shortest service (%(minutes)d minutes).") % said
        yield Remark(text, "change_hours", one.pk)


def _is_continued(rows: Rows, one: HoursRow) -> bool:
    """Whether other hours of the day go on without a gap."""
    others = (other for other in rows.hours if other.pk != one.pk and _may_meet(one, other))
    close = (other for other in others if one.gap_to(other) <= 0 and other.gap_to(one) <= 0)
    return any(_meet(one, other, rows.today) for other in close)


def _may_meet(first: HoursRow, second: HoursRow) -> bool:
    """The same weekday, people, some desk and some service."""
    same = (first.rule.weekday, first.rule.audience) == (second.rule.weekday, second.rule.audience)
    return same and bool(first.desks & second.desks and first.offerings & second.offerings)


def _meet(first: HoursRow, second: HoursRow, today: date) -> bool:
    """Whether both fall on the same day."""
    begin = max(filter(None, (first.rule.valid_from, second.rule.valid_from, today)))
    begin += (first.rule.weekday - begin.weekday()) % 7 * DAY
    weeks = lcm(first.rule.every_weeks, second.rule.every_weeks)  # then all comes again
    days = (begin + n * WEEK for n in range(weeks))
    return any(first.rule.fall_on(day) and second.rule.fall_on(day) for day in days)


def _beside(first: HoursRow, second: HoursRow) -> Iterator[Remark]:
    gap = first.gap_to(second)
    said: dict[str, object] = {"first": first.name, "second": second.name, "minutes": gap}
    if gap < 0:
        text = _("%(first)s and %(second)s overlap at the same desks; they count as one.") % said
        yield Remark(text, "change_hours", second.pk)
    elif 0 < gap < FEW_MINUTES:
        text = _("Only %(minutes)d minutes lie between %(first)s and %(second)s.") % said
        yield Remark(text, "change_hours", second.pk)
