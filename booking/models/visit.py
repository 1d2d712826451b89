"""Somebody in the building, what the counter looked at, and what came of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from booking.models.booking import Booking
from offices.models import Authority, Office, RequiredDocument, User
from offices.models.authority import OwnedQuerySet


class VisitQuerySet(OwnedQuerySet["Visit"]):
    office_path = "office"


class Visit(models.Model):
    """What really happened, and when; it never touches the time reserved at a desk."""

    class Result(models.TextChoices):
        DONE = "done", _("done")
        DOCUMENTS_MISSING = "missing", _("documents are missing")
        WRONG_MATTER = "wrong", _("wrong matter")
        FOLLOW_UP = "follow_up", _("another visit is needed")

    authority = models.ForeignKey(
        Authority, models.PROTECT, related_name="visits", verbose_name=_("authority")
    )
    office = models.ForeignKey(
        Office, models.PROTECT, related_name="visits", verbose_name=_("office")
    )
    booking = models.OneToOneField(
        Booking, models.CASCADE, related_name="visit", verbose_name=_("booking")
    )
    came_at = models.DateTimeField(_("came at"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    result = models.CharField(_("result"), max_length=12, choices=Result, blank=True)
    # As somebody at the counter judged it, in minutes; None where nobody said.
    minutes = models.PositiveSmallIntegerField(_("minutes it took"), null=True, blank=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ["-came_at"]
        constraints = [
            models.CheckConstraint(
                name="booking_visit_with_a_result_has_ended",
                condition=Q(result="") | Q(ended_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.booking)


class CheckedDocument(models.Model):
    """A paper that was asked for: it was there, or it is missing. Erased with the person."""

    booking = models.ForeignKey(Booking, models.CASCADE, related_name="checked")
    document = models.ForeignKey(RequiredDocument, models.CASCADE, related_name="+")
    is_there = models.BooleanField(_("was there"))

    class Meta:
        verbose_name = _("checked document")
        verbose_name_plural = _("checked documents")
        constraints = [
            models.UniqueConstraint(
                name="booking_document_checked_once", fields=["booking", "document"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.booking}: {self.document.key}"


class Remark(models.Model):
    """A note of the counter (Vermerk). The person may ask to read it; erased with the person."""

    booking = models.ForeignKey(Booking, models.CASCADE, related_name="remarks")
    text = models.TextField(_("text"), max_length=1000)
    written_at = models.DateTimeField(_("written at"))
    written_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return str(self.booking)
