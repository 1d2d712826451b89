"""What managers do with opening hours, said in steps. Nothing here is written yet.

Days are those of the office's calendar. `since` is the first day on which the new applies, where
None means at once: what was before then stays as it was, and can be looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from offices.changes.kinds import KINDS, Values
from offices.changes.steps import Step, to_add, to_change, to_remove
from offices.models import OpeningHours
from offices.models.hours import monday_of

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)


def values_of(rule: OpeningHours) -> Values:
    return KINDS["hours"].values_of(rule)


def add_hours(weekdays: Iterable[int], values: Values) -> list[Step]:
    return [to_add("hours", values | {"weekday": weekday}) for weekday in weekdays]


def change_hours(rule: OpeningHours, values: Values, since: date | None) -> list[Step]:
    """From `since` on the hours are as in `values`; those of every few weeks keep their weeks.

    Hours that would begin later begin on that day.
    """
    present, first = values_of(rule), {}
    if since and _begins_by(rule, since):
        first = {"valid_from": since.isoformat()}
    new = KINDS["hours"].complete(present | values | first)
    if new == present:
        return []
    if since is None or first:
        return [to_change("hours", rule, values | first)]
    return [*end_hours(rule, since), *_beginning(new, _in_step(rule, since))]


def _beginning(values: Values, first: date) -> list[Step]:
    """Such hours from `first` on; none where they would be over by then."""
    if values["valid_until"] and values["valid_until"] < first.isoformat():
        return []
    return [to_add("hours", values | {"valid_from": first.isoformat()})]


def end_hours(rule: OpeningHours, since: date | None) -> list[Step]:
    """No such hours from `since` on."""
    if since is None or _begins_by(rule, since):
        return [to_remove("hours", rule)]
    if rule.valid_until and rule.valid_until < since:
        return []
    return [to_change("hours", rule, {"valid_until": (since - DAY).isoformat()})]


def _begins_by(rule: OpeningHours, since: date) -> bool:
    """Whether nothing of the rule lies before that day."""
    return rule.valid_from is not None and rule.valid_from >= since


def _in_step(rule: OpeningHours, since: date) -> date:
    """The first day from `since` on in a week in which the rule counts."""
    if rule.every_weeks == 1 or rule.valid_from is None:
        return since
    weeks = (monday_of(since) - monday_of(rule.valid_from)).days // 7
    late = -weeks % rule.every_weeks
    return since if not late else monday_of(since) + late * WEEK


def copy_day(
    rules: Sequence[OpeningHours], weekday: int, targets: Iterable[int], since: date | None
) -> list[Step]:
    """Let other weekdays be as this one from `since` on, instead of what they are."""
    source = _on(weekday, rules, since)
    steps: list[Step] = []
    for target in sorted(set(targets) - {weekday}):
        there, new = _other(_on(target, rules, since), source, since)
        steps += [step for rule in there for step in end_hours(rule, since)]
        steps += [step for rule in new for step in _moved(rule, target, since)]
    return steps


def _on(weekday: int, rules: Iterable[OpeningHours], since: date | None) -> list[OpeningHours]:
    return [rule for rule in rules if rule.weekday == weekday and not _is_over(rule, since)]


def _other(
    there: Iterable[OpeningHours], wanted: Iterable[OpeningHours], since: date | None
) -> tuple[list[OpeningHours], list[OpeningHours]]:
    """Those that are there and not wanted, and those that are wanted and not there."""
    gone, new = [], list(wanted)
    for rule in there:
        twin = next((one for one in new if _like(one, since) == _like(rule, since)), None)
        if twin is None:
            gone.append(rule)
        else:
            new.remove(twin)
    return gone, new


def _like(rule: OpeningHours, since: date | None) -> Values:
    """What has begun by then is the same whenever it began; weeks must be the same ones."""
    values = values_of(rule) | {"weekday": None}
    has_begun = since and rule.valid_from and rule.valid_from <= since
    return values | {"valid_from": None} if has_begun and rule.every_weeks == 1 else values


def _is_over(rule: OpeningHours, since: date | None) -> bool:
    return bool(since and rule.valid_until and rule.valid_until < since)


def _moved(rule: OpeningHours, weekday: int, since: date | None) -> list[Step]:
    values = values_of(rule) | {"weekday": weekday}
    if since is None or _begins_by(rule, since):
        return [to_add("hours", values)]
    return _beginning(values, _in_step(rule, since))


def copy_week(rules: Sequence[OpeningHours], source: date, first: date, last: date) -> list[Step]:
    """From `first` to `last` the hours are those of the week of `source`; afterwards as before."""
    days = [monday_of(source) + number * DAY for number in range(7)]
    wanted = [rule for day in days for rule in rules if rule.fall_on(day)]
    stay = {rule.pk for rule in wanted if _counts_from_to(rule, first, last)}
    wanted = [rule for rule in wanted if rule.pk not in stay]
    gone = [rule for rule in rules if rule.pk not in stay]
    steps = [step for rule in gone for step in _without(rule, first, last)]
    span = {"valid_from": first.isoformat(), "valid_until": last.isoformat(), "every_weeks": 1}
    return [*steps, *(to_add("hours", values_of(rule) | span) for rule in wanted)]


def _counts_from_to(rule: OpeningHours, first: date, last: date) -> bool:
    """Whether it falls on each such weekday of the span: on the first two and on the last."""
    begin = first + (rule.weekday - first.weekday()) % 7 * DAY
    end = last - (last.weekday() - rule.weekday) % 7 * DAY
    days = {begin, begin + WEEK, end} if begin < end else {begin}
    return begin > end or all(rule.fall_on(day) for day in days)


def _without(rule: OpeningHours, first: date, last: date) -> list[Step]:
    """Leave a gap from `first` to `last` in the rule."""
    if _is_over(rule, first) or (rule.valid_from and rule.valid_from > last):
        return []
    later = last + DAY
    return [*end_hours(rule, first), *_beginning(values_of(rule), _in_step(rule, later))]
