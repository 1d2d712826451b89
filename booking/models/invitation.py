"""The right to choose a time: given by the office to one person, until a latest day."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from booking import keys
from booking.models.booking import Booking
from booking.models.reservation import Reservation
from offices.models import User
from offices.models.authority import OwnedQuerySet

# A time was chosen, and not cancelled.
CHOSEN = Q(
    booking__reservation__status__in=[
        Reservation.Status.BOOKED,
        Reservation.Status.ATTENDED,
        Reservation.Status.MISSED,
    ]
)


class InvitationQuerySet(OwnedQuerySet["Invitation"]):
    """Days are those of the office's calendar."""

    authority_path = "booking__authority"
    office_path = "booking__office"

    def to_choose(self, today: date) -> InvitationQuerySet:
        """Keep those with which a time has still to be chosen."""
        return self.filter(withdrawn_at=None, latest__gte=today).exclude(CHOSEN)

    def displaced(self) -> InvitationQuerySet:
        """Keep those of people who had an appointment that could not stay."""
        again = Q(booking__affected__decision="again", booking__affected__status="done")
        return self.filter(again, booking__confirmed_at=None).distinct()

    def chosen(self) -> InvitationQuerySet:
        return self.filter(CHOSEN, withdrawn_at=None)

    def past(self, today: date) -> InvitationQuerySet:
        """Keep those whose latest day has passed without a time."""
        return self.filter(withdrawn_at=None, latest__lt=today).exclude(CHOSEN)

    def withdrawn(self) -> InvitationQuerySet:
        return self.exclude(withdrawn_at=None)


class Invitation(models.Model):
    """For one person and the matters of its booking; good for one appointment at a time.

    Who cancels may choose again until `latest`, a day of the office's calendar.
    """

    class Way(models.TextChoices):
        EMAIL = "email", _("by e-mail")
        LETTER = "letter", _("by letter")

    booking = models.OneToOneField(Booking, models.CASCADE, related_name="invitation")
    way = models.CharField(_("way"), max_length=8, choices=Way)
    latest = models.DateField(_("latest day of the appointment"))
    # § 82(4) AufenthG: the person must appear; the letter beats any "you may cancel".
    is_order = models.BooleanField(
        _("a written order to appear (Vorladung, § 82 Abs. 4 AufenthG)"), default=False
    )
    # Who had an appointment that cannot stay chooses again: a time is kept for them until then.
    kept_until = models.DateTimeField(_("a time is kept until"), null=True, blank=True)
    internal_hours = models.BooleanField(_("internal hours too"), default=False)
    invited_at = models.DateTimeField(_("invited at"))
    invited_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-invited_at"]

    def __str__(self) -> str:
        return str(self.booking)

    @property
    def code(self) -> str:
        """What the letter asks to type: the number and four more letters, in groups of four."""
        return keys.letter_code(self.booking.number, self.booking.version)

    def is_open(self, today: date) -> bool:
        return self.withdrawn_at is None and today <= self.latest
