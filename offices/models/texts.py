"""How far a text has come in another language, and what an authority adds to its mails."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from offices.models.authority import Authority, OwnedQuerySet
from offices.models.people import User


class TextState(models.Model):
    """What somebody, or a machine, made of a German text in one other language.

    It speaks of this wording of this German only: where the text stands otherwise now nobody has
    reviewed it, and where the German does it is outdated. See offices.texts.states.
    """

    class State(models.TextChoices):
        MACHINE = "machine", _("not reviewed")
        REVIEWED = "reviewed", _("reviewed")

    # None: of the catalogue that all authorities share.
    authority = models.ForeignKey(
        Authority,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="text_states",
        verbose_name=_("authority"),
    )
    model = models.CharField(max_length=20)  # its name in small letters
    row = models.BigIntegerField()
    field = models.CharField(max_length=30)
    language = models.CharField(max_length=12)
    state = models.CharField(max_length=8, choices=State, default=State.MACHINE)
    german_hash = models.CharField(max_length=64)  # SHA-256 of the German it was made from
    text = models.TextField()
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = "state of a translation"
        verbose_name_plural = "states of translations"
        constraints = [
            models.UniqueConstraint(
                name="offices_one_state_per_text_and_language",
                fields=["model", "row", "field", "language"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.row}, {self.field}, {self.language}: {self.state}"


class MailAddition(models.Model):
    """A few sentences of an authority at the foot of its mails to people."""

    LONGEST = 600

    class Mails(models.TextChoices):
        """Which mails; those with a code carry none, their only word is the code."""

        ALL = "all", _("all mails but those with a code")
        CONFIRMATION = "confirmation", _("confirmations and new times")
        REMINDER = "reminder", _("reminders")
        CANCELLATION = "cancellation", _("cancellations")
        INVITATION = "invitation", _("invitations")
        REQUEST = "request", _("answers to requests")

    authority = models.ForeignKey(
        Authority, models.CASCADE, related_name="mail_additions", verbose_name=_("authority")
    )
    mails = models.CharField(_("mails"), max_length=16, choices=Mails)
    text = models.TextField(_("addition"), max_length=LONGEST, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("addition to mails")
        verbose_name_plural = _("additions to mails")
        ordering = ["authority", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="offices_one_addition_per_kind_of_mails", fields=["authority", "mails"]
            ),
        ]

    def __str__(self) -> str:
        return self.get_mails_display()
