"""Somebody asks for an appointment; the office answers. Nothing is decided automatically."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from booking.models.booking import Booking
from booking.models.reservation import Reservation
from offices.models import User, Weekday
from offices.models.authority import OwnedQuerySet


class HeldDocument(models.TextChoices):
    """What a person has now: it decides which legal sentence is right, and what ends when."""

    TITLE = "title", _("Residence title, a card (Aufenthaltstitel)")
    VISA = "visa", _("National visa in the passport (nationales Visum, D)")
    SCHENGEN = "schengen", _("Schengen visa, for a visit up to 90 days (Schengen-Visum, C)")
    FICTION = "fiction", _("Interim certificate (Fiktionsbescheinigung)")
    GESTATTUNG = "gestattung", _("Permission to stay during the asylum procedure (Gestattung)")
    TOLERATION = "duldung", _("Suspension of deportation (Duldung)")
    SECTION_24 = "section24", _("Protection for people from Ukraine (§ 24 AufenthG)")
    EU = "eu", _("EU passport, or card as family of an EU citizen (Aufenthaltskarte)")
    NONE = "none", _("Nothing of these, or I don’t know")


class PartOfDay(models.TextChoices):
    MORNING = "morning", _("in the morning, until 10:00")
    NOON = "noon", _("around noon, 10:00 to 14:00")
    AFTERNOON = "afternoon", _("in the afternoon, from 14:00")


# So long the office waits for the answer to its question; then it is its turn again.
SILENCE = timedelta(days=14)


class RequestQuerySet(OwnedQuerySet["Request"]):
    authority_path = "booking__authority"
    office_path = "booking__office"

    def waiting(self, now: datetime) -> RequestQuerySet:
        """Keep those the office has to act on.

        They are unanswered, its offered time was not accepted, or its question was not answered
        for two weeks.
        """
        return self.filter(_waits(now))

    def answered(self, now: datetime) -> RequestQuerySet:
        """Keep all others, what was answered last first."""
        said = Coalesce("answered_at", "asked_at")
        return self.exclude(pk__in=self.waiting(now).values("pk")).order_by(said.desc(), "-pk")

    def waiting_first(self, now: datetime) -> RequestQuerySet:
        """All of them: those the office has to act on by urgency, then the others likewise."""
        waits = Case(When(_waits(now), then=0), default=1)
        return self.order_by(waits, F("ends_on").asc(nulls_last=True), "asked_at", "pk")

    def by_urgency(self) -> RequestQuerySet:
        """What ends first comes first; without an end after all others; the older the earlier."""
        return self.order_by(F("ends_on").asc(nulls_last=True), "asked_at", "pk")


def _waits(now: datetime) -> Q:
    held = Q(booking__reservation__status=Reservation.Status.HELD)
    lapsed = ~held | Q(booking__reservation__expires_at__lte=now)
    offered = Q(status=Request.Status.OFFERED, booking__confirmed_at=None) & lapsed
    silent = Q(status=Request.Status.QUESTION, answered_at__lte=now - SILENCE)
    return Q(status=Request.Status.OPEN) | offered | silent


class Request(models.Model):
    class Status(models.TextChoices):
        OPEN = "open", _("not answered")
        OFFERED = "offered", _("a time was offered")
        INVITED = "invited", _("invited to choose")
        QUESTION = "question", _("asked back")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn by the person")

    booking = models.OneToOneField(Booking, models.CASCADE, related_name="request")
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.OPEN)
    asked_at = models.DateTimeField(_("asked at"))
    # Emptied when the person is forgotten.
    matter = models.TextField(_("what it is about"), max_length=1000, blank=True)
    document = models.CharField(
        _("what ends"), max_length=12, choices=HeldDocument, blank=True, default=""
    )
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    has_proof = models.BooleanField(_("has a proof at hand"), default=False)
    weekdays = ArrayField(
        models.PositiveSmallIntegerField(choices=Weekday),
        verbose_name=_("wished weekdays"),
        default=list,
        blank=True,
    )
    parts_of_day = ArrayField(
        models.CharField(max_length=10, choices=PartOfDay),
        verbose_name=_("wished times of day"),
        default=list,
        blank=True,
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request")
        verbose_name_plural = _("requests")
        ordering = [F("ends_on").asc(nulls_last=True), "asked_at"]

    def __str__(self) -> str:
        return str(self.booking)

    @property
    def answer_by(self) -> datetime:
        """Until when the office means to answer: Authority.answer_days after it was asked."""
        return self.asked_at + timedelta(days=self.booking.authority.answer_days)

    def is_overdue(self, now: datetime) -> bool:
        return self.answer_by < now and self.waits_for_the_office(now)

    def waits_for_the_office(self, now: datetime) -> bool:
        """See RequestQuerySet.waiting."""
        kept = self.booking.reservation
        is_kept = kept is not None and kept.is_held(now)
        is_offered = self.status == self.Status.OFFERED and self.booking.confirmed_at is None
        is_silent = self.answered_at is not None and self.answered_at <= now - SILENCE
        return (
            self.status == self.Status.OPEN
            or (is_offered and not is_kept)
            or (self.status == self.Status.QUESTION and is_silent)
        )
