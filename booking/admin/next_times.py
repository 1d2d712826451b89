"""Which invitations are meant, and the next free time of each of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from booking.availability import first_free
from booking.models import Invitation, Reservation
from booking.models.stage import Stage, stage_of
from booking.reservations import asks_of

MAY_CHOOSE = (Stage.INVITED, Stage.HELD)
TAKEN = Q(
    booking__reservation__status__in=[
        Reservation.Status.BOOKED,
        Reservation.Status.ATTENDED,
        Reservation.Status.MISSED,
    ]
)


def next_times(invitations: list[Invitation], now: datetime) -> dict[int, datetime | None]:
    """The next free time of everybody who may still choose one; one statement for all."""
    choosing = [one.booking for one in invitations if stage_of(one.booking, now) in MAY_CHOOSE]
    found = first_free(asks_of(choosing, now=now), now=now) if choosing else []
    return {one.invitation.pk: time for one, time in zip(choosing, found, strict=True)}


def still_open(invitations: QuerySet[Any]) -> QuerySet[Any]:
    """Keep those with which a time has still to be chosen."""
    running = invitations.filter(withdrawn_at=None, latest__gte=timezone.localdate())
    return running.exclude(TAKEN)


class StateFilter(admin.SimpleListFilter):
    title = gettext_lazy("status")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:  # noqa: ARG002
        return [
            ("open", _("open")),
            ("nothing", _("open, and nothing is free")),
            ("chosen", _("chosen")),
            ("past", _("past")),
            ("withdrawn", _("withdrawn")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:  # noqa: ARG002
        withdrawn, past = ~Q(withdrawn_at=None), Q(latest__lt=timezone.localdate())
        running = queryset.exclude(withdrawn)
        if self.value() == "nothing":
            return _without_a_time(still_open(queryset))
        kept = {
            "open": still_open(queryset),
            "chosen": running.filter(TAKEN),
            "past": running.exclude(TAKEN).filter(past),
            "withdrawn": queryset.filter(withdrawn),
        }
        return kept.get(self.value() or "", queryset)


def _without_a_time(waiting: QuerySet[Invitation]) -> QuerySet[Invitation]:
    times = next_times(list(waiting), timezone.now())
    return waiting.filter(pk__in=[pk for pk, time in times.items() if time is None])


class WithNextTimes(ChangeList):
    """A page of the list, which knows the next free time of each of its rows."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        now = timezone.now()
        times = next_times(self.result_list, now)
        for row in self.result_list:
            row.stage = stage_of(row.booking, now)
            row.next_time = times.get(row.pk)
