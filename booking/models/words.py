"""Sentences between a person and the office, and corrections asked for. Erased with the person."""

from __future__ import annotations

from django.db import models
from django.db.models import Case, F, When
from django.utils.translation import gettext_lazy as _

from booking.models.booking import Attendee, Booking
from offices.models import User
from offices.models.authority import OwnedQuerySet


class CorrectionQuerySet(OwnedQuerySet["Correction"]):
    authority_path = "booking__authority"
    office_path = "booking__office"

    def open_first(self) -> CorrectionQuerySet:
        """What waits for the office comes first, the oldest of it at the top; then the newest."""
        waits = Case(When(status=Correction.Status.OPEN, then=F("reported_at")))
        return self.order_by(waits.asc(nulls_last=True), "-settled_at", "pk")


class Note(models.Model):
    """A question, an answer or a reason, as somebody wrote it, in the language it was written."""

    booking = models.ForeignKey(Booking, models.CASCADE, related_name="notes")
    from_office = models.BooleanField(_("from the office"))
    text = models.TextField(_("text"), max_length=2000)
    written_at = models.DateTimeField(_("written at"))
    written_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return str(self.booking)


class Correction(models.Model):
    """A typing error reported by the person (rule 6: staff correct it, nobody else).

    `was` keeps the old spelling of what was corrected, until the person is forgotten.
    """

    CORRECTED = ("family_name", "given_names", "birth_year", "birth_month", "birth_day")

    class Status(models.TextChoices):
        OPEN = "open", _("not looked at")
        ACCEPTED = "accepted", _("corrected")
        DECLINED = "declined", _("not corrected")

    booking = models.ForeignKey(Booking, models.CASCADE, related_name="corrections")
    position = models.PositiveSmallIntegerField(default=0)
    family_name = models.CharField(_("family name"), max_length=120)
    given_names = models.CharField(_("given names"), max_length=120, blank=True)
    birth_year = models.PositiveSmallIntegerField(_("year of birth"))
    birth_month = models.PositiveSmallIntegerField(_("month of birth"), null=True, blank=True)
    birth_day = models.PositiveSmallIntegerField(_("day of birth"), null=True, blank=True)
    was = models.CharField(_("before"), max_length=260, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.OPEN)
    reported_at = models.DateTimeField(_("reported at"))
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    settled_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-reported_at"]

    def __str__(self) -> str:
        return str(self.booking)

    @property
    def person(self) -> Attendee:
        """The person as it is to be written; stored nowhere."""
        return Attendee(**{field: getattr(self, field) for field in self.CORRECTED})
