"""A stretch of one desk's time that is taken."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Deferrable, Q
from django.utils.translation import gettext_lazy as _

from offices.models import Desk
from offices.models.offering import OfDeskQuerySet


class ReservationQuerySet(OfDeskQuerySet["Reservation"]):
    def live(self, now: datetime) -> ReservationQuerySet:
        """Keep what takes time at `now`: an expired hold does not, whoever has noticed."""
        return self.filter(status__in=Reservation.LIVE).exclude(
            status=Reservation.Status.HELD, expires_at__lte=now
        )

    def run_out(self, now: datetime) -> ReservationQuerySet:
        return self.filter(status=Reservation.Status.HELD, expires_at__lte=now)


class Reservation(models.Model):
    class Kind(models.TextChoices):
        APPOINTMENT = "appointment", _("appointment")
        BLOCK = "block", _("blocked")

    class Status(models.TextChoices):
        HELD = "held", _("held")
        BOOKED = "booked", _("booked")
        ATTENDED = "attended", _("attended")
        MISSED = "missed", _("missed")
        CANCELLED = "cancelled", _("cancelled")
        LAPSED = "lapsed", _("lapsed")

    class Reason(models.TextChoices):
        BREAK = "break", _("break")
        MEETING = "meeting", _("meeting")
        TRAINING = "training", _("training")
        SICK = "sick", _("nobody is there")
        OTHER = "other", _("other work")

    LIVE = (Status.HELD, Status.BOOKED, Status.ATTENDED)

    desk = models.ForeignKey(
        Desk, models.PROTECT, related_name="reservations", verbose_name=_("desk")
    )
    during = DateTimeRangeField(_("time"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.APPOINTMENT)
    status = models.CharField(_("status"), max_length=12, choices=Status)
    expires_at = models.DateTimeField(_("held until"), null=True, blank=True)
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)
    # Of a block: why; and what it was made together with, when it is repeated.
    reason = models.CharField(
        _("reason"), max_length=10, choices=Reason, blank=True, default="", db_default=""
    )
    series = models.UUIDField(_("series"), null=True, blank=True, editable=False)

    objects = ReservationQuerySet.as_manager()

    class Meta:
        verbose_name = _("reservation")
        verbose_name_plural = _("reservations")
        indexes = [
            # Which hold ran out last: asked with every page of free times.
            models.Index(
                name="booking_hold_that_ends", fields=["expires_at"], condition=Q(status="held")
            ),
        ]
        constraints = [
            # Rule 1: a desk is never taken twice. Deferrable, so that two may swap desks.
            ExclusionConstraint(
                name="booking_desk_is_never_taken_twice",
                expressions=[("desk", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
                condition=Q(status__in=["held", "booked", "attended"]),
                deferrable=Deferrable.IMMEDIATE,
                violation_error_message=_("This desk is already taken at that time."),
            ),
            models.CheckConstraint(
                name="booking_a_hold_ends",
                condition=~Q(status="held") | Q(expires_at__isnull=False),
                violation_error_message=_("A hold needs a time at which it ends."),
            ),
            models.CheckConstraint(
                name="booking_reservation_takes_time",
                condition=Q(during__isempty=False),
                violation_error_message=_("A reservation must begin before it ends."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.desk}: {self.during}"

    @property
    def starts_at(self) -> datetime:
        return cast("datetime", self.during.lower)

    @property
    def ends_at(self) -> datetime:
        return cast("datetime", self.during.upper)

    def is_held(self, now: datetime) -> bool:
        return (
            self.status == self.Status.HELD
            and self.expires_at is not None
            and self.expires_at > now
        )
