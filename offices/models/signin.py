"""What happened when staff signed in and out: lines are added and, when old, erased."""

from __future__ import annotations

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from offices.models.authority import Authority, OwnedQuerySet
from offices.models.people import Membership, User


class SignInEventQuerySet(OwnedQuerySet["SignInEvent"]):
    def of(self, user: User, *roles: str) -> Self:
        """Keep what concerns people of the authorities where `user` has a role.

        Nothing from before they worked there, and nothing that another authority did; of whoever
        was invited, nothing until they sign in (see Membership.is_known).
        """
        if user.is_superuser:
            return self
        theirs = Membership.objects.of(user, *roles)
        colleagues = theirs.filter(user=OuterRef("user")).filter(
            Q(since=None) | Q(since__lte=OuterRef("at"), user__last_login__gte=F("since"))
        )
        at_theirs = Q(authority=None) | Q(authority__in=theirs.values("authority"))
        return self.filter(Exists(colleagues), at_theirs)


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
        # What somebody else did, of the person's authority.
        INVITED = "invited", _("invitation sent")
        FACTOR_RESET = "factor_reset", _("second step reset")
        SWITCHED_OFF = "switched_off", _("account switched off")
        SWITCHED_ON = "switched_on", _("account switched on again")

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
    # Of what somebody else did: who, for which authority, and why.
    by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    authority = models.ForeignKey(
        Authority,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("authority"),
    )
    note = models.CharField(_("reason"), max_length=300, blank=True, default="", db_default="")

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
