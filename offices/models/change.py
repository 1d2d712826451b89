"""What somebody of an office changes about its hours, closures and desks: a draft, then kept."""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from offices.models.authority import Office
from offices.models.offering import OfOfficeQuerySet
from offices.models.people import User


class ChangeQuerySet(OfOfficeQuerySet["Change"]):
    def drafts(self) -> ChangeQuerySet:
        return self.filter(saved_at=None)

    def saved(self) -> ChangeQuerySet:
        """The newest first."""
        return self.exclude(saved_at=None).order_by("-saved_at", "-pk")


class Change(models.Model):
    """Steps that are tried out together and saved together; see offices.changes. They stand press
    by press, so that what was planned can be taken out again.

    What was before is kept in each step, so that a change can be undone by another one.
    """

    class Reason(models.TextChoices):
        """What people are told whose appointments cannot stay."""

        CLOSED = "closed", _("The office is closed at that time.")
        FEWER = "fewer", _("Fewer people work at the office at that time.")
        STAFF = "staff", _("Nobody is there at that time who can help you with your matter.")
        WORKS = "works", _("Something is being repaired or built at the office at that time.")
        HOUSE = "house", _("The office moves to another building.")
        HOURS = "hours", _("The office has new opening hours.")

    office = models.ForeignKey(
        Office, models.PROTECT, related_name="changes", verbose_name=_("office")
    )
    steps = models.JSONField(_("steps"), default=list)
    reason = models.CharField(
        _("reason for people"), max_length=8, choices=Reason, blank=True, default=""
    )
    words = models.TextField(_("own words for people"), max_length=600, blank=True)
    made_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("made by")
    )
    made_at = models.DateTimeField(_("made at"))
    saved_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("saved by")
    )
    saved_at = models.DateTimeField(_("saved at"), null=True, blank=True)
    undoes = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="undone_by"
    )
    # What was decided for people, while it is a draft: nothing of it is lost when more is changed.
    decisions = models.JSONField(default=dict, blank=True)
    # Somebody has stopped what follows for people; it goes on from there.
    stopped_at = models.DateTimeField(_("stopped at"), null=True, blank=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "made_by"],
                condition=models.Q(saved_at=None),
                name="offices_one_draft_of_a_manager",
            )
        ]

    def __str__(self) -> str:
        return f"{self.office} {self.made_at:%Y-%m-%d %H:%M}"

    @property
    def is_saved(self) -> bool:
        return self.saved_at is not None

    @property
    def taken_back_by(self) -> Change | None:
        """The saved change that undid this one, unless that was undone itself."""
        undone = Change.objects.saved().filter(undoes=self)
        return next((one for one in undone if one.taken_back_by is None), None)

    def explanation(self) -> list[str]:
        """The prepared sentence, and the office's own words where they are in this language."""
        own = getattr(self, f"words_{get_language() or 'de'}", "") or ""
        return [str(self.get_reason_display()), own]
