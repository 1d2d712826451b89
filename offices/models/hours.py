"""When an office is open, and when it is not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from offices.models.authority import Office
from offices.models.offering import Desk, Offering, OfOfficeQuerySet
from offices.models.provenance import Provenance


class Audience(models.TextChoices):
    PUBLIC = "public", _("everybody")
    INTERNAL = "internal", _("only staff book")
    WALK_IN = "walk_in", _("without an appointment")


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


def fall_on(hours: Mapping[str, Any], day: date) -> bool:
    """Whether weekly hours, given by their columns, fall on `day`; closures are another matter."""
    first, last = hours["valid_from"] or day, hours["valid_until"] or day
    if hours["weekday"] != day.weekday() or not first <= day <= last:
        return False
    return bool((monday_of(day) - monday_of(first)).days // 7 % hours["every_weeks"] == 0)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


class OpeningHours(Provenance):
    """A weekly stretch of the office's wall clock; hours that overlap are one.

    With `every_weeks` n > 1 the week of `valid_from` is the first, then every n-th. With
    `opens_to_public_before` n they are kept back for people with an invitation, for staff and for
    urgent matters, until the day is at most n days ahead.
    """

    office = models.ForeignKey(
        Office, models.CASCADE, related_name="opening_hours", verbose_name=_("office")
    )
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday)
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))
    audience = models.CharField(
        _("for whom"), max_length=10, choices=Audience, default=Audience.PUBLIC
    )
    opens_to_public_before = models.PositiveSmallIntegerField(
        _("kept back until so many days before"),
        null=True,
        blank=True,
        help_text=_(
            "For people with an invitation and for urgent matters; staff can give these times too. "
            "Then everybody may book what is left. Empty means: everybody, from the beginning."
        ),
    )
    desks = models.ManyToManyField(
        Desk,
        related_name="opening_hours",
        blank=True,
        verbose_name=_("desks"),
        help_text=_("Choose none to mean all."),
    )
    offerings = models.ManyToManyField(
        Offering,
        related_name="opening_hours",
        blank=True,
        verbose_name=_("offerings"),
        help_text=_("Choose none to mean all."),
    )
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_until = models.DateField(_("until"), null=True, blank=True)
    every_weeks = models.PositiveSmallIntegerField(_("every so many weeks"), default=1)
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects = OfOfficeQuerySet.as_manager()

    class Meta:
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        ordering = ["office", "weekday", "opens"]
        constraints = [
            models.CheckConstraint(
                name="offices_opens_before_it_closes",
                condition=Q(opens__lt=F("closes")),
                violation_error_message=_("A desk must open before it closes."),
            ),
            models.CheckConstraint(
                name="offices_hours_weekday",
                condition=Q(weekday__lte=6),
                violation_error_message=_("Choose a day of the week."),
            ),
            models.CheckConstraint(
                name="offices_hours_valid_in_order",
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_from__lte=F("valid_until")),
                violation_error_message=_("The first day must not come after the last."),
            ),
            models.CheckConstraint(
                name="offices_every_weeks_needs_a_first_week",
                condition=Q(every_weeks=1) | Q(every_weeks__gte=2, valid_from__isnull=False),
                violation_error_message=_(
                    "Hours that come every few weeks need the day from which weeks are counted."
                ),
            ),
            models.CheckConstraint(
                name="offices_hours_kept_back_within_a_year",
                condition=Q(opens_to_public_before__isnull=True)
                | Q(opens_to_public_before__gte=1, opens_to_public_before__lte=365),
                violation_error_message=_(
                    "Hours are kept back until between 1 and 365 days before."
                ),
            ),
            models.CheckConstraint(
                name="offices_hours_kept_back_are_public",
                condition=Q(opens_to_public_before__isnull=True) | Q(audience="public"),
                violation_error_message=_(
                    "Only hours for everybody can be kept back: others never open to everybody."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"

    def fall_on(self, day: date) -> bool:
        return fall_on(vars(self), day)


class Closure(models.Model):
    """An office, or one of its desks, is closed (Schließung). Instants, half open [from, to)."""

    office = models.ForeignKey(
        Office, models.CASCADE, related_name="closures", verbose_name=_("office")
    )
    desk = models.ForeignKey(
        Desk,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="closures",
        verbose_name=_("desk"),
        help_text=_("Choose none to close the whole office."),
    )
    starts_at = models.DateTimeField(_("closed from"))
    ends_at = models.DateTimeField(_("closed until"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    holiday = models.DateField(
        _("public holiday"), null=True, blank=True, editable=False
    )  # set by the system; a person may switch it off, never the loader again
    applies = models.BooleanField(_("closed"), default=True)
    open_reason = models.CharField(
        _("why it is open in spite of it"), max_length=200, blank=True, default="", db_default=""
    )  # for staff, in German; empty while it is closed

    objects = OfOfficeQuerySet.as_manager()

    class Meta:
        verbose_name = _("closure")
        verbose_name_plural = _("closures")
        ordering = ["office", "starts_at"]
        constraints = [
            models.CheckConstraint(
                name="offices_closure_starts_before_it_ends",
                condition=Q(starts_at__lt=F("ends_at")),
                violation_error_message=_("A closure must start before it ends."),
            ),
            models.UniqueConstraint(
                name="offices_holiday_once",
                fields=["office", "holiday"],
                violation_error_message=_("This public holiday is already on the list."),
            ),
        ]

    def __str__(self) -> str:
        return self.reason or str(self._meta.verbose_name)

    def clean(self) -> None:
        if self.desk is not None and self.desk.office_id != self.office_id:
            raise ValidationError({"desk": _("This desk stands in another office.")})
