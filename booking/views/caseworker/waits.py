"""What waits at an office for somebody of the staff, each with the page that settles it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import (
    DurationField,
    ExpressionWrapper,
    F,
    IntegerField,
    QuerySet,
    Subquery,
    Value,
)
from django.urls import reverse
from django.utils.translation import ngettext

from booking.agenda import conflicts
from booking.models import Invitation, Request
from booking.views.caseworker.corrections import in_words
from booking.views.caseworker.next_times import next_times
from offices.models import Office
from offices.moments import day_at

ANSWERED_WITHIN = ExpressionWrapper(
    F("booking__authority__answer_days") * Value(timedelta(days=1)), DurationField()
)


@dataclass(frozen=True, slots=True)
class Waits:
    """How many of each; a conflict is one thing that somebody has to look after."""

    requests: int
    overdue: int
    conflicts: int
    unsent: int
    corrections: int
    without_a_time: int


@dataclass(frozen=True, slots=True)
class Line:
    """`warning` is what must not be overlooked; empty where there is no hurry."""

    office: Office
    url: str
    text: str = ""
    warning: str = ""


class Count(Subquery):
    """The number of rows of a question of its own."""

    template = "(SELECT count(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()
    empty_result_set_value = 0


def waits_at(office: Office, now: datetime) -> Waits:
    """Ask everything that can be counted in one statement."""
    requests = Request.objects.waiting(now).filter(booking__office=office)
    settle = [
        conflicts.outside_hours(office, now),
        conflicts.not_served(office, now),
        conflicts.without_a_word(office, now),
        conflicts.clashed(office),
    ]
    counted: tuple[Any, ...] = (
        requests,
        requests.alias(within=ANSWERED_WITHIN).filter(asked_at__lt=now - F("within")),
        conflicts.unsent(office, now),
        conflicts.misspelt(office),
        *settle,
    )
    waiting, overdue, unsent, corrections, *to_settle = _numbers(office, counted)
    return Waits(
        waiting, overdue, sum(to_settle), unsent, corrections, _without_a_time(office, now)
    )


def _numbers(office: Office, asked: tuple[QuerySet[Any], ...]) -> tuple[int, ...]:
    counts = {
        f"n{number}": Count(rows.order_by().values("pk")) for number, rows in enumerate(asked)
    }
    rows = Office.objects.filter(pk=office.pk).annotate(**counts)
    found: tuple[int, ...] = rows.values_list(*counts).get()
    return found


def _without_a_time(office: Office, now: datetime) -> int:
    """Invited people for whom nothing is free."""
    waiting = Invitation.objects.to_choose(day_at(now, office.zone))
    near = waiting.filter(booking__office=office).select_related(
        "booking__office__authority",
        "booking__reservation",
        "booking__invitation",
        "booking__request",
    )
    return sum(time is None for time in next_times(near, now).values())


def lines_of(office: Office, waits: Waits) -> Iterator[Line]:
    """What to read of it; nothing where nothing waits."""
    yield from _requests(office, waits)
    if waits.conflicts:
        text = ngettext(
            "%(count)d appointment has to be settled.",
            "%(count)d appointments have to be settled.",
            waits.conflicts,
        )
        yield Line(office, _page(office, "conflicts"), warning=text % {"count": waits.conflicts})
    if waits.unsent:
        text = ngettext(
            "%(count)d message was not sent.", "%(count)d messages were not sent.", waits.unsent
        )
        yield Line(office, _page(office, "conflicts"), warning=text % {"count": waits.unsent})
    yield from _invitations(office, waits)
    if waits.corrections:
        yield Line(office, _page(office, "corrections"), in_words(waits.corrections))


def _requests(office: Office, waits: Waits) -> Iterator[Line]:
    if waits.requests:
        text = ngettext(
            "%(count)d request waits for an answer.",
            "%(count)d requests wait for an answer.",
            waits.requests,
        )
        late = ngettext(
            "%(count)d of them is overdue.", "%(count)d of them are overdue.", waits.overdue
        )
        yield Line(
            office,
            _page(office, "requests"),
            text % {"count": waits.requests},
            late % {"count": waits.overdue} if waits.overdue else "",
        )


def _invitations(office: Office, waits: Waits) -> Iterator[Line]:
    if waits.without_a_time:
        warning = ngettext(
            "For %(count)d invited person no time is free.",
            "For %(count)d invited people no time is free.",
            waits.without_a_time,
        )
        url = f"{_page(office, 'invitations')}?state=nothing"
        yield Line(office, url, warning=warning % {"count": waits.without_a_time})


def _page(office: Office, name: str) -> str:
    return reverse(f"desk:{name}", args=[office.slug])
