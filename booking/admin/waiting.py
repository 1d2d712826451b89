"""What waits at one's offices stands on the first page of the administration."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from booking.models import Invitation, Request
from booking.views.caseworker.corrections import waiting_in_words
from booking.views.caseworker.next_times import next_times
from offices.admin.scope import mine
from offices.models import Office
from offices.moments import day_at


@dataclass(frozen=True, slots=True)
class Line:
    """`warning` is what must not be overlooked; empty where there is no hurry."""

    office: Office
    url: str
    text: str = ""
    warning: str = ""


def what_waits(request: HttpRequest, now: datetime) -> Iterator[Line]:
    for office in mine(Office.objects.all(), request):
        yield from _requests(office, now)
        yield from _invitations(office, now)
        yield from _corrections(office)


def _page(office: Office, name: str) -> str:
    return reverse(f"desk:{name}", args=[office.slug])


def _requests(office: Office, now: datetime) -> Iterator[Line]:
    near = Request.objects.waiting(now).filter(booking__office=office)
    rows = list(near.select_related("booking__authority", "booking__reservation"))
    late = sum(row.is_overdue(now) for row in rows)
    if rows:
        text = ngettext(
            "%(count)d request waits for an answer.",
            "%(count)d requests wait for an answer.",
            len(rows),
        )
        warning = ngettext("%(count)d of them is overdue.", "%(count)d of them are overdue.", late)
        yield Line(
            office,
            _page(office, "requests"),
            text % {"count": len(rows)},
            warning % {"count": late} if late else "",
        )


def _invitations(office: Office, now: datetime) -> Iterator[Line]:
    waiting = Invitation.objects.to_choose(day_at(now, office.zone))
    near = waiting.filter(booking__office=office).select_related(
        "booking__office__authority",
        "booking__reservation",
        "booking__invitation",
        "booking__request",
    )
    missing = sum(time is None for time in next_times(near, now).values())
    if missing:
        warning = ngettext(
            "For %(count)d invited person no time is free.",
            "For %(count)d invited people no time is free.",
            missing,
        )
        url = f"{_page(office, 'invitations')}?state=nothing"
        yield Line(office, url, warning=warning % {"count": missing})


def _corrections(office: Office) -> Iterator[Line]:
    text = waiting_in_words(office)
    if text:
        yield Line(office, _page(office, "corrections"), text)


Index = Callable[[HttpRequest, dict[str, Any] | None], TemplateResponse]


def with_what_waits(shown: Index) -> Index:
    @wraps(shown)
    def index(
        request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        waits = list(what_waits(request, timezone.now()))
        return shown(request, {**(extra_context or {}), "waits": waits})

    return index


admin.site.index = with_what_waits(admin.site.index)  # type: ignore[assignment, method-assign]
