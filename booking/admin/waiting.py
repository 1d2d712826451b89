"""What waits at one's offices stands on the first page of the administration."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone

from booking.views.caseworker.waits import Line, lines_of, waits_at
from offices.admin.scope import mine
from offices.models import Office


def what_waits(request: HttpRequest, now: datetime) -> Iterator[Line]:
    for office in mine(Office.objects.all(), request):
        yield from lines_of(office, waits_at(office, now))


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
