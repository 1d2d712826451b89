"""What happened when staff signed in and out: lines are added and, when old, erased."""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from offices.models.authority import OwnedQuerySet
from offices.models.people import Membership, User


class SignInEventQuerySet(OwnedQuerySet["SignInEvent"]):
    def of(self, user: User, *roles: str) -> Self:
        """Keep what concerns people of the authorities where `user` has a role."""
        if user.is_superuser:
            return self
        colleagues = Membership.objects.of(user, *roles).values("user")
        return self.filter(user__in=colleagues)


class SignInEvent(models.Model):
    """Holds no address, browser or network; without a user, nobody knows who it was."""

    class Kind(models.TextChoices):
        SIGNED_IN = "signed_in", _("signed in")
        BY_PROVIDER = "by_provider", _("signed in by another service")
        FAILED = "failed", _("could not sign in")
        CODE_FAILED = "code_failed", _("typed a wrong code")
        SIGNED_OUT = "signed_out", _("signed out")
        IDLE = "idle", _("signed out because nothing happened")
        SESSION_ENDED = "session_ended", _("signed out from another place")
        FACTOR_SET_UP = "factor_set_up", _("second step set up")
        FACTOR_REMOVED = "factor_removed", _("second step removed")
        CODES_MADE = "codes_made", _("recovery codes made")
        CODE_USED = "code_used", _("recovery code used")
        PASSWORD_CHANGED = "password_changed", _("password changed")
        PASSWORD_RESET = "password_reset", _("new password chosen by mail")

    at = models.DateTimeField(_("at"))
    user = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sign_in_events",
        verbose_name=_("user"),
    )
    kind = models.CharField(_("what happened"), max_length=20, choices=Kind)

    objects = SignInEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("sign-in event")
        verbose_name_plural = _("sign-ins")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(name="offices_sign_in_event_by_time", fields=["-at", "-id"])]
        triggers = [
            pgtrigger.Protect(
                name="offices_sign_in_event_stays", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.get_kind_display()}"
