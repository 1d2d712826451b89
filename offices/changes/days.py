"""Days that are not as every week: one date different, closures, and public holidays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from offices.changes.kinds import Values
from offices.changes.steps import Step, to_add, to_change, to_remove
from offices.models import Audience, Closure, Office, OpeningHours
from offices.moments import instant_of, midnight

OTHER_HOURS = _("Other opening hours on this day")
DAY = timedelta(days=1)
Words = Mapping[str, str]  # by language


def one_day(
    office: Office,
    rules: Sequence[OpeningHours],
    day: date,
    times: tuple[time, time] | None,
    desks: Iterable[int] = (),
    offerings: Iterable[int] = (),
) -> list[Step]:
    """On `day` the office, or some desks, is open from–to only, or not at all.

    A break in between stays one. Hours in which people come without an appointment end and begin
    with the others, but are not made longer. With `offerings`, these are served from–to too, and
    all other hours of the day stay as they are.
    """
    chosen, only = list(desks), sorted(offerings)
    hours = [rule for rule in rules if rule.fall_on(day) and _is_for(rule, chosen)]
    if times is None:
        return _closed((midnight(day, office.zone), midnight(day + DAY, office.zone)), chosen)
    missing = _missing([rule for rule in hours if _serves(rule, only)], *times)
    extra = [_extra(day, (a, b), chosen, only) for a, b in missing if a < b]
    return extra if only else [*_cut(office, hours, day, times, chosen), *extra]


def lift(office: Office, day: date, desks: Iterable[int] = ()) -> list[Step]:
    """Take away what `one_day` has closed on that day before: it is planned anew."""
    rows = Closure.objects.filter(
        office=office,
        holiday=None,
        starts_at__gte=midnight(day, office.zone),
        ends_at__lte=midnight(day + DAY, office.zone),
        reason_de=in_all_languages(OTHER_HOURS)["de"],
    )
    chosen = list(desks)
    mine = rows.filter(desk__in=chosen) if chosen else rows
    return [to_remove("closure", row) for row in mine.order_by("pk")]


def _is_for(rule: OpeningHours, desks: list[int]) -> bool:
    own = {desk.pk for desk in rule.desks.all()}
    return not desks or not own or bool(own & set(desks))


def _serves(rule: OpeningHours, offerings: list[int]) -> bool:
    own = {offering.pk for offering in rule.offerings.all()}
    return not offerings or not own or set(offerings) <= own


def _missing(hours: Sequence[OpeningHours], opens: time, closes: time) -> list[tuple[time, time]]:
    """What has to be added before the first and after the last hours of the day."""
    usual = [rule for rule in hours if rule.audience != Audience.WALK_IN]
    if not usual:
        return [(opens, closes)]
    first, last = min(r.opens for r in usual), max(r.closes for r in usual)
    if closes <= first or last <= opens:
        return [(opens, closes)]
    return [(opens, first), (last, closes)]


def _cut(
    office: Office,
    hours: Sequence[OpeningHours],
    day: date,
    times: tuple[time, time],
    desks: list[int],
) -> list[Step]:
    """Close what of the usual hours lies before and after."""
    opens, closes = times
    steps: list[Step] = []
    if any(rule.opens < opens for rule in hours):
        steps += _closed((midnight(day, office.zone), _at(office, day, opens)), desks)
    if any(rule.closes > closes for rule in hours):
        steps += _closed((_at(office, day, closes), midnight(day + DAY, office.zone)), desks)
    return steps


def _extra(day: date, span: tuple[time, time], desks: list[int], offerings: list[int]) -> Step:
    opens, closes = span
    only = {"valid_from": day.isoformat(), "valid_until": day.isoformat(), "every_weeks": 1}
    times = {"opens": opens.isoformat(), "closes": closes.isoformat()}
    return to_add(
        "hours",
        {
            "weekday": day.weekday(),
            "audience": Audience.PUBLIC.value,
            "desks": sorted(desks),
            "offerings": offerings,
            **only,
            **times,
        },
    )


def _at(office: Office, day: date, clock: time) -> datetime:
    return instant_of(day, clock, office.zone)


def _closed(span: tuple[datetime, datetime], desks: list[int]) -> list[Step]:
    return close(span, desks, in_all_languages(OTHER_HOURS))


def in_all_languages(words: str | Promise) -> Words:
    found = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found[code] = str(words)
    return found


def close(span: tuple[datetime, datetime], desks: Iterable[int], reason: Words) -> list[Step]:
    """Close the office, or each of some desks, from–to (aware)."""
    chosen: list[int | None] = [*desks]
    return [to_add("closure", _closure(span, desk, reason)) for desk in chosen or [None]]


def _closure(span: tuple[datetime, datetime], desk: int | None, reason: Words) -> Values:
    begins, ends = (moment.astimezone(UTC).isoformat() for moment in span)
    words = {f"reason_{code}": text for code, text in reason.items()}
    times = {"starts_at": begins, "ends_at": ends, "desk_id": desk}
    return {"holiday": None, "applies": True, "open_reason": "", **times, **words}


def change_closure(closure: Closure, span: tuple[datetime, datetime], reason: Words) -> list[Step]:
    values = _closure(span, closure.desk_id, reason)
    return [to_change("closure", closure, {k: values[k] for k in values if k != "holiday"})]


def end_closure(closure: Closure, since: datetime | None = None) -> list[Step]:
    """No such closure from `since` on; what was before stays.

    A public holiday would come back: it is opened instead.
    """
    if closure.holiday is not None:
        return open_holiday(closure, "")
    if since is not None and closure.starts_at < since < closure.ends_at:
        return [to_change("closure", closure, {"ends_at": since.astimezone(UTC).isoformat()})]
    return [to_remove("closure", closure)]


def open_holiday(closure: Closure, reason: str) -> list[Step]:
    """The usual hours of the weekday count; `reason` is for staff."""
    return [to_change("closure", closure, {"applies": False, "open_reason": reason})]


def close_again(closure: Closure) -> list[Step]:
    return [to_change("closure", closure, {"applies": True, "open_reason": ""})]
