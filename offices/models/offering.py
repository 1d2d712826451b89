"""What an office offers, and at which desks."""

from __future__ import annotations

from datetime import date, datetime

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import DateField, F, Func, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext_lazy as _

from offices.models.authority import M, Office, OwnedQuerySet
from offices.models.catalogue import PeopleGroup, ServiceType
from offices.models.provenance import Provenance


class OfOfficeQuerySet(OwnedQuerySet[M]):
    authority_path = "office__authority"
    office_path = "office"


class OfDeskQuerySet(OwnedQuerySet[M]):
    authority_path = "desk__office__authority"
    office_path = "desk__office"


class OfOfferingQuerySet(OwnedQuerySet[M]):
    authority_path = "offering__office__authority"
    office_path = "offering__office"


class Desk(Provenance):
    """A place where one person is served at a time (Schalter)."""

    office = models.ForeignKey(
        Office, models.PROTECT, related_name="desks", verbose_name=_("office")
    )
    label = models.CharField(_("label"), max_length=80)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    valid_until = models.DateField(_("in use until"), null=True, blank=True)

    objects = OfOfficeQuerySet.as_manager()

    class Meta:
        verbose_name = _("desk")
        verbose_name_plural = _("desks")
        ordering = ["office", "position"]
        constraints = [
            models.UniqueConstraint(
                name="offices_desk_label_once_per_office",
                fields=["office", "label"],
                violation_error_message=_("Another desk of this office has this label."),
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Responsibility(Provenance):
    """Surnames (and a group of people) a desk is responsible for; without any it serves all.

    Both bounds count and are compared by prefix: up to `Doa` includes `Doanh`.
    """

    desk = models.ForeignKey(
        Desk, models.CASCADE, related_name="responsibilities", verbose_name=_("desk")
    )
    people = models.CharField(
        _("group of people"), max_length=16, choices=PeopleGroup, default=PeopleGroup.THIRD_COUNTRY
    )
    surname_from = models.CharField(_("surnames from"), max_length=20)
    surname_to = models.CharField(_("surnames to"), max_length=20)

    objects = OfDeskQuerySet.as_manager()

    class Meta:
        verbose_name = _("responsibility")
        verbose_name_plural = _("responsibilities")
        ordering = ["people", "surname_from"]
        constraints = [
            models.CheckConstraint(
                name="offices_surnames_in_order",
                condition=Q(surname_from__lte=F("surname_to")),
                violation_error_message=_("The first surname must not come after the last."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.surname_from} – {self.surname_to}"


class Access(models.TextChoices):
    OPEN = "open", _("anyone may book")
    INVITATION = "invitation", _("with an invitation from the office")
    REQUEST = "request", _("ask, the office answers")
    WRITTEN = "written", _("no visit: apply in writing")
    WALK_IN = "walk_in", _("come during walk-in hours")
    ELSEWHERE = "elsewhere", _("another authority does it")


def week_and_eve() -> list[int]:
    """Remind seven days and one day before, where nobody said otherwise."""
    return [7, 1]


class OfferingQuerySet(OfOfficeQuerySet["Offering"]):
    def with_access(self, now: datetime) -> OfferingQuerySet:
        """Add `access_now`: who may book today, a day of the office's calendar.

        It is the season's access where one has begun and not ended, else the offering's own.
        Whoever asks who may book asks here, or access_on of a row with its seasons.
        """
        today = Cast(
            Func(OuterRef("office__timezone"), Value(now), function="timezone"), DateField()
        )
        seasons = Season.objects.filter(
            offering=OuterRef("pk"), first_day__lte=today, last_day__gte=today
        )
        return self.annotate(access_now=Coalesce(Subquery(seasons.values("access")), F("access")))

    def accessible(self, *ways: str, now: datetime) -> OfferingQuerySet:
        """Keep those whose access today is one of `ways`."""
        return self.with_access(now).filter(Q(("access_now__in", ways)))


class Offering(Provenance):
    """A service at an office (Angebot): how long, for how many, who may book, at which desks."""

    office = models.ForeignKey(
        Office, models.PROTECT, related_name="offerings", verbose_name=_("office")
    )
    service = models.ForeignKey(
        ServiceType, models.PROTECT, related_name="offerings", verbose_name=_("service")
    )
    access = models.CharField(_("access"), max_length=12, choices=Access)
    walk_in = models.BooleanField(_("also during walk-in hours"), default=False)
    access_note = models.TextField(_("note on access"), blank=True)
    note = models.TextField(_("own note"), blank=True)

    duration_minutes = models.PositiveSmallIntegerField(_("minutes for one person"))
    minutes_per_further_person = models.PositiveSmallIntegerField(
        _("minutes for each further person"), default=0
    )
    tidy_minutes = models.PositiveSmallIntegerField(
        _("minutes to tidy up afterwards (not shown)"), default=0
    )
    max_persons = models.PositiveSmallIntegerField(_("persons at most"), default=1)
    notice_minutes = models.PositiveIntegerField(_("minutes of notice"), default=60)
    horizon_days = models.PositiveSmallIntegerField(_("bookable so many days ahead"), default=56)
    reminder_days = ArrayField(
        models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(60)]),
        verbose_name=_("remind so many days before"),
        help_text=_("With commas, for example: 7, 1. Empty means: no reminder."),
        default=week_and_eve,
        db_default=[7, 1],
        blank=True,
    )
    invited_internal = models.BooleanField(
        _("invited people may choose internal hours too"), default=False, db_default=False
    )
    desks = models.ManyToManyField(
        Desk, related_name="offerings", blank=True, verbose_name=_("desks")
    )
    valid_until = models.DateField(_("offered until"), null=True, blank=True)

    objects = OfferingQuerySet.as_manager()

    class Meta:
        verbose_name = _("offering")
        verbose_name_plural = _("offerings")
        ordering = ["office", "service__group__position", "service__position"]
        constraints = [
            models.UniqueConstraint(
                name="offices_offering_once_per_office",
                fields=["office", "service"],
                violation_error_message=_("This office already offers this service."),
            ),
            models.CheckConstraint(
                name="offices_offering_takes_time",
                condition=Q(duration_minutes__gte=1, max_persons__gte=1),
                violation_error_message=_("An offering takes at least a minute and one person."),
            ),
            models.CheckConstraint(
                name="offices_horizon_within_two_years",
                condition=Q(horizon_days__gte=1, horizon_days__lte=730),
                violation_error_message=_("Dates open between 1 and 730 days ahead."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service} – {self.office}"

    def minutes(self, persons: int) -> int:
        """Minutes the visit takes, as shown to people (without tidying up)."""
        return self.duration_minutes + (persons - 1) * self.minutes_per_further_person

    def access_on(self, day: date) -> str:
        """Who may book when they look on `day`; see OfferingQuerySet.with_access."""
        current = (one for one in self.seasons.all() if one.first_day <= day <= one.last_day)
        return next((one.access for one in current), self.access)


class Season(models.Model):
    """Days on which an offering's access is another one; both days count.

    The days are those on which people look, not those of their appointments: access says who may
    book now. See Offering.access_on and OfferingQuerySet.with_access.
    """

    offering = models.ForeignKey(
        Offering, models.CASCADE, related_name="seasons", verbose_name=_("offering")
    )
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    access = models.CharField(_("access"), max_length=12, choices=Access)

    objects = OfOfferingQuerySet.as_manager()

    class Meta:
        verbose_name = _("access for a season")
        verbose_name_plural = _("access per season")
        ordering = ["offering", "first_day"]
        constraints = [
            models.CheckConstraint(
                name="offices_season_in_order",
                condition=Q(first_day__lte=F("last_day")),
                violation_error_message=_("The first day must not come after the last."),
            ),
            ExclusionConstraint(
                name="offices_one_season_at_a_time",
                # A number as a range of its own: an index for ranges needs no extension.
                expressions=[
                    (
                        Func("offering", "offering", Value("[]"), function="int8range"),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        Func("first_day", "last_day", Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_("Another season of this service has some of these days."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_day:%d.%m.%Y}–{self.last_day:%d.%m.%Y}"

    def clean(self) -> None:
        """Said before the database is asked, which takes no range that ends before it begins."""
        if self.first_day > self.last_day:
            raise ValidationError(_("The first day must not come after the last."))
