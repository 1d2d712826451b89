"""Anonymous lines of statistics: written with the change, kept when the person is forgotten."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from offices.models import Authority, Offering
from offices.models.authority import OwnedQuerySet


class OutcomeQuerySet(OwnedQuerySet["Outcome"]):
    office_path = "offering__office"


class Outcome(models.Model):
    """What became of one matter. No number, no time of day, nothing that leads to a person."""

    class What(models.TextChoices):
        BOOKED = "booked", _("booked")
        MOVED = "moved", _("moved")
        CANCELLED = "cancelled", _("cancelled")
        # The office changed its hours: no matter of the person's.
        DISPLACED = "displaced", _("could not stay")
        ASKED = "asked", _("asked")
        DECLINED = "declined", _("declined")
        ATTENDED = "attended", _("attended")
        MISSED = "missed", _("missed")
        DONE = "done", _("done")
        DOCUMENTS_MISSING = "missing", _("documents are missing")
        WRONG_MATTER = "wrong", _("wrong matter")
        FOLLOW_UP = "follow_up", _("another visit is needed")

    authority = models.ForeignKey(
        Authority, models.PROTECT, related_name="outcomes", verbose_name=_("authority")
    )
    offering = models.ForeignKey(
        Offering, models.PROTECT, related_name="outcomes", verbose_name=_("offering")
    )
    what = models.CharField(_("what became of it"), max_length=10, choices=What)
    on = models.DateField(_("on"))  # the day of the change, of the office's calendar
    lead_days = models.SmallIntegerField(_("days until the appointment"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    # Of the whole visit, as somebody at the counter said.
    took_minutes = models.PositiveSmallIntegerField(_("minutes it took"), null=True, blank=True)
    persons = models.PositiveSmallIntegerField(_("persons"))
    language = models.CharField(_("language"), max_length=12)

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        ordering = ["-on"]
        indexes = [models.Index(name="booking_outcome_of_days", fields=["offering", "on"])]

    def __str__(self) -> str:
        return f"{self.get_what_display()} – {self.on}"
