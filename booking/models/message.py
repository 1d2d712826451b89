"""A message that is owed to a person: what, to whom, in which language, when due."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from booking.models.booking import Booking
from booking.models.words import Note
from offices.models import Authority, Change
from offices.models.authority import OwnedQuerySet


class MessageQuerySet(OwnedQuerySet["Message"]):
    office_path = "booking__office"

    def due(self, now: datetime) -> MessageQuerySet:
        """Keep what is owed at `now` and not in anybody's hands."""
        waiting = self.filter(status=Message.Status.OWED, due_at__lte=now)
        return waiting.filter(Q(leased_until=None) | Q(leased_until__lte=now))


class Message(models.Model):
    class Kind(models.TextChoices):
        CODE = "code", _("code")
        CONFIRMATION = "confirmation", _("confirmation")
        MOVED = "moved", _("new time")
        CANCELLATION = "cancellation", _("cancellation")
        REMINDER = "reminder", _("reminder")
        CORRECTED = "corrected", _("correction")
        NOT_CORRECTED = "not_corrected", _("nothing corrected")
        NEW_EMAIL = "new_email", _("code for a new address")
        OTHER_EMAIL = "other_email", _("word to the address of before")
        INVITATION = "invitation", _("invitation")
        LAST_CALL = "last_call", _("invitation ends soon")
        WITHDRAWAL = "withdrawal", _("invitation withdrawn")
        RECEIPT = "receipt", _("receipt of a request")
        OFFER = "offer", _("offered time")
        QUESTION = "question", _("question of the office")
        DECLINED = "declined", _("request declined")
        MISSING = "missing", _("documents to bring next time")
        CHOOSE_AGAIN = "choose_again", _("has to choose again")
        OTHER_DESK = "other_desk", _("other desk, same time")
        OFFER_OVER = "offer_over", _("offered time given back")
        NEW_PLACE = "new_place", _("new place")

    class Status(models.TextChoices):
        OWED = "owed", _("owed")
        SENT = "sent", _("sent")
        DROPPED = "dropped", _("no longer true")
        FAILED = "failed", _("failed")

    authority = models.ForeignKey(
        Authority, models.PROTECT, related_name="messages", verbose_name=_("authority")
    )
    booking = models.ForeignKey(
        Booking, models.CASCADE, related_name="messages", verbose_name=_("booking")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    language = models.CharField(_("language"), max_length=12)
    to = models.EmailField(_("recipient"), blank=True)  # emptied when the person is forgotten
    # The issue of the code, or the calendar's SEQUENCE: what the message was true for.
    issue = models.PositiveIntegerField(default=1)
    # The start before a move, to say what changed.
    before = models.DateTimeField(_("before"), null=True, blank=True)
    note = models.ForeignKey(
        Note, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("note")
    )
    # The change of hours that caused it: it explains why.
    change = models.ForeignKey(
        Change, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("change")
    )
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.OWED)
    due_at = models.DateTimeField(_("due"))
    leased_until = models.DateTimeField(_("in hands until"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.CharField(_("last error"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-created_at"]
        indexes = [
            models.Index(
                name="booking_message_owed", fields=["due_at"], condition=Q(status="owed")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} – {self.booking}"
