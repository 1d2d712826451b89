"""Who of the staff looked at whose data: a row for every answer that showed some."""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from offices.models import Authority, Office, User
from offices.models.authority import OwnedQuerySet


class LookQuerySet(OwnedQuerySet["Look"]):
    office_path = "office"


class Look(models.Model):
    """Names what was shown, never its content. Rows are added and, when old, erased; never changed.

    A page of one or a few people names their bookings; a page of a whole day names the day.
    """

    class Page(models.TextChoices):
        DAY = "day", _("calendar of a day")
        APPOINTMENT = "appointment", _("appointment")
        SEARCH = "search", _("search")
        LIST = "list", _("list to print or save")
        DOOR = "door", _("list for the door")
        REQUEST = "request", _("request")
        CONFLICTS = "conflicts", _("conflicts")
        PAPER = "paper", _("paper for the person")

    authority = models.ForeignKey(
        Authority, models.PROTECT, related_name="looks", verbose_name=_("authority")
    )
    office = models.ForeignKey(
        Office, models.PROTECT, related_name="looks", verbose_name=_("office")
    )
    user = models.ForeignKey(User, models.PROTECT, related_name="looks", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    page = models.CharField(_("page"), max_length=12, choices=Page)
    fields = ArrayField(models.CharField(max_length=20), verbose_name=_("what was shown"))
    bookings = ArrayField(models.BigIntegerField(), verbose_name=_("bookings"), default=list)
    day = models.DateField(_("day"), null=True, blank=True)

    objects = LookQuerySet.as_manager()

    class Meta:
        verbose_name = _("look at data")
        verbose_name_plural = _("looks at data")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(name="booking_look_by_day", fields=["authority", "-at"])]
        triggers = [
            pgtrigger.Protect(
                name="booking_look_stays", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.at}: {self.user}"
