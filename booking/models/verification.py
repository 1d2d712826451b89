"""The code by which a person shows that mail reaches them."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from booking.models.booking import Booking


class Verification(models.Model):
    """The code that was mailed: which issue, when, and how often somebody guessed."""

    LIFETIME = timedelta(minutes=20)
    TRIES = 5
    RESEND_AFTER = timedelta(minutes=1)

    booking = models.OneToOneField(Booking, models.CASCADE, related_name="verification")
    issue = models.PositiveIntegerField(default=1)
    issued_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("verification")
        verbose_name_plural = _("verifications")

    def __str__(self) -> str:
        return f"{self.booking} #{self.issue}"
