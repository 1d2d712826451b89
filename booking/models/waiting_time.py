"""How far away the first free date of a service was, day by day; nobody is in it."""

from __future__ import annotations

from django.db import models

from offices.models import Offering
from offices.models.authority import OwnedQuerySet


class WaitingTimeQuerySet(OwnedQuerySet["WaitingTime"]):
    authority_path = "offering__office__authority"
    office_path = "offering__office"


class WaitingTime(models.Model):
    """`days` from the day we looked until the first free date; None when nothing was free."""

    offering = models.ForeignKey(
        Offering, models.CASCADE, related_name="waiting_times", verbose_name="offering"
    )
    on = models.DateField("on")  # of the office's calendar
    days = models.PositiveSmallIntegerField("days until the first free date", null=True)

    objects = WaitingTimeQuerySet.as_manager()

    class Meta:
        verbose_name = "waiting time"
        verbose_name_plural = "waiting times"
        ordering = ["offering", "-on"]
        constraints = [
            models.UniqueConstraint(name="booking_waiting_time_once", fields=["offering", "on"]),
        ]

    def __str__(self) -> str:
        return f"{self.offering_id}, {self.on}: {self.days}"


class ShortageWarning(models.Model):
    """When managers were last warned that free times of an offering run out."""

    offering = models.OneToOneField(
        Offering, models.CASCADE, related_name="shortage_warning", verbose_name="offering"
    )
    warned_on = models.DateField("warned on")  # of the office’s calendar

    class Meta:
        verbose_name = "warning of a shortage"
        verbose_name_plural = "warnings of a shortage"

    def __str__(self) -> str:
        return f"{self.offering_id}: {self.warned_on}"
