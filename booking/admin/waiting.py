"""What waits for the office stands on the first page of the administration."""

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

from booking.admin.next_times import next_times, still_open
from booking.models import Correction, Invitation, Request
from offices.admin.scope import mine


@dataclass(frozen=True, slots=True)
class Line:
    """`warning` is what must not be overlooked; empty where there is no hurry."""

    url: str
    text: str = ""
    warning: str = ""


def what_waits(request: HttpRequest, now: datetime) -> Iterator[Line]:
    yield from _requests(request, now)
    yield from _invitations(request, now)
    yield from _corrections(request)


def _requests(request: HttpRequest, now: datetime) -> Iterator[Line]:
    near = Request.objects.waiting(now).select_related("booking__authority", "booking__reservation")
    rows = list(mine(near, request))
    late = sum(row.is_overdue(now) for row in rows)
    if rows:
        text = ngettext(
            "%(count)d request waits for an answer.",
            "%(count)d requests wait for an answer.",
            len(rows),
        )
        warning = ngettext("%(count)d of them is overdue.", "%(count)d of them are overdue.", late)
        yield Line(
            reverse("admin:booking_request_changelist"),
            text % {"count": len(rows)},
            warning % {"count": late} if late else "",
        )


def _invitations(request: HttpRequest, now: datetime) -> Iterator[Line]:
    near = still_open(Invitation.objects.all()).select_related(
        "booking__office__authority",
        "booking__reservation",
        "booking__invitation",
        "booking__request",
    )
    times = next_times(list(mine(near, request)), now)
    missing = sum(time is None for time in times.values())
    if missing:
        warning = ngettext(
            "For %(count)d invited person no time is free.",
            "For %(count)d invited people no time is free.",
            missing,
        )
        url = reverse("admin:booking_invitation_changelist")
        yield Line(f"{url}?state=nothing", warning=warning % {"count": missing})


def _corrections(request: HttpRequest) -> Iterator[Line]:
    count = mine(Correction.objects.filter(status=Correction.Status.OPEN), request).count()
    if count:
        text = ngettext(
            "%(count)d reported typing error waits.",
            "%(count)d reported typing errors wait.",
            count,
        )
        yield Line(reverse("admin:booking_correction_changelist"), text % {"count": count})


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
