"""Authority (Behörde), the municipalities it covers, and its offices (Standorte)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self, TypeVar
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from offices.models.place import Place, places
from offices.models.provenance import Provenance

if TYPE_CHECKING:  # people.py stands above: users belong to authorities
    from offices.models.people import User


M = TypeVar("M", bound=models.Model)


class OwnedQuerySet(models.QuerySet[M]):
    """The one door to what belongs to an authority: `authority_path` leads to it.

    `office_path` leads to the office of what belongs to one; whoever works at one office only
    sees nothing of the others.
    """

    authority_path = "authority"
    office_path = ""

    def of(self, user: User, *roles: str) -> Self:
        """Keep what belongs to the authorities or offices where `user` has a role.

        With `roles`, only where it is one of them. Superusers keep all.
        """
        if user.is_superuser:
            return self
        mine = user.memberships.filter(role__in=roles) if roles else user.memberships.all()
        if not self.office_path:
            return self.filter(**{f"{self.authority_path}__in": mine.values("authority")})
        whole, one = mine.filter(office=None), mine.exclude(office=None)
        return self.filter(
            Q(**{f"{self.authority_path}__in": whole.values("authority")})
            | Q(**{f"{self.office_path}__in": one.values("office")})
        )


class AuthorityQuerySet(OwnedQuerySet["Authority"]):
    authority_path = "pk"


class OfficeQuerySet(OwnedQuerySet["Office"]):
    office_path = "pk"


class Authority(Provenance):
    class OfficialHeader(models.TextChoices):
        """The three wordings allowed by the IT-Planungsrat (decision 2024/04); off by default."""

        NONE = "", _("none")
        FEDERAL = "federal", "Eine offizielle Website der Bundesrepublik Deutschland"
        ALL_LEVELS = "all", "Offizielle Website von Bund, Ländern und Kommunen"
        LAND = "land", "Offizielle Website des Landes"

    slug = models.SlugField(_("short address"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("place"), max_length=80)
    kind = models.CharField(_("kind"), max_length=200, blank=True)
    land = models.CharField(_("Land"), max_length=80)
    iso = models.CharField(_("ISO code of the Land"), max_length=5)
    ags = models.CharField(_("municipality key (AGS)"), max_length=8, blank=True)
    official_header = models.CharField(
        _("official header"), max_length=8, choices=OfficialHeader, blank=True, default=""
    )

    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True)

    apply_way = models.TextField(_("how to apply"), blank=True)
    apply_note = models.TextField(_("note on applying"), blank=True)
    apply_url = models.URLField(_("page for applying"), blank=True)
    apply_post = models.CharField(_("postal address for applying"), max_length=250, blank=True)
    apply_email = models.EmailField(_("e-mail for applying"), blank=True)
    deadline_letterbox = models.BooleanField(_("has a deadline letterbox"), null=True, blank=True)

    earliest_days_before_expiry = models.PositiveSmallIntegerField(
        _("days before expiry: not earlier than"), null=True, blank=True
    )
    apply_at_least_days = models.PositiveSmallIntegerField(
        _("apply at least so many days before expiry"), null=True, blank=True
    )
    apply_at_most_days = models.PositiveSmallIntegerField(
        _("apply at most so many days before expiry"), null=True, blank=True
    )
    cards_per_slot = models.PositiveSmallIntegerField(
        _("cards per appointment for collection"), null=True, blank=True
    )
    collect_after_weeks = models.PositiveSmallIntegerField(
        _("collect without news after so many weeks"), null=True, blank=True
    )
    rules_note = models.TextField(_("note on its rules"), blank=True)
    history_note = models.TextField(_("how it was before"), blank=True)
    payment_note = models.TextField(_("how to pay"), blank=True)
    photo_terminal = models.BooleanField(
        _("photo can be taken in the office"), null=True, blank=True
    )
    photo_note = models.TextField(_("note on the photo"), blank=True)

    data_protection_law = models.CharField(_("data-protection law"), max_length=80, blank=True)
    retention_days = models.PositiveSmallIntegerField(
        _("days until personal data is erased"), default=7
    )
    answer_days = models.PositiveSmallIntegerField(
        _("days within which a request is answered"), default=3, db_default=3
    )
    advice_link = models.URLField(_("page with advice centres"), blank=True)
    correction_way = models.TextField(_("how typing errors are corrected"), blank=True)
    holiday_category = models.CharField(
        _("extra category of public holidays"), max_length=20, blank=True
    )

    objects = AuthorityQuerySet.as_manager()

    class Meta:
        verbose_name = _("authority")
        verbose_name_plural = _("authorities")
        ordering = ["short_name"]
        constraints = [
            models.CheckConstraint(
                name="offices_retention_within_a_year",
                condition=Q(retention_days__lte=365),
                violation_error_message=_("Personal data must be erased within a year."),
            ),
        ]

    def __str__(self) -> str:
        return self.short_name

    @property
    def contact(self) -> str:
        """Phone and e-mail in one line; the website where there is no e-mail."""
        return ", ".join(part for part in (self.phone, self.email or self.website) if part)


class Municipality(models.Model):
    authority = models.ForeignKey(
        Authority, models.CASCADE, related_name="municipalities", verbose_name=_("authority")
    )
    name = models.CharField(_("name"), max_length=80)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                name="offices_municipality_once",
                fields=["authority", "name"],
                violation_error_message=_("This municipality is already on the list."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


def is_time_zone(value: str) -> None:
    if value not in available_timezones():
        raise ValidationError(_("This is no time zone, such as Europe/Berlin."))


class Office(Provenance):
    class Status(models.TextChoices):
        IN_USE = "in_use", _("in use")
        TO_CONFIRM = "to_confirm", _("to be confirmed")

    authority = models.ForeignKey(
        Authority, models.PROTECT, related_name="offices", verbose_name=_("authority")
    )
    slug = models.SlugField(_("short address"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    # Where it is until the first of its `addresses` begins: ask place_on().
    street = models.CharField(_("street"), max_length=120)
    postal_code = models.CharField(_("postal code"), max_length=10)
    city = models.CharField(_("city"), max_length=80)
    access_notes = models.TextField(_("how to get in"), blank=True)
    directions = models.TextField(_("how to get there"), blank=True)
    timezone = models.CharField(
        _("time zone"), max_length=40, default="Europe/Berlin", validators=[is_time_zone]
    )
    grid_minutes = models.PositiveSmallIntegerField(
        _("appointments begin every"), choices=[(n, f"{n} min") for n in (5, 10, 15)], default=10
    )
    release_at = models.TimeField(
        _("new dates open at"),
        null=True,
        blank=True,
        help_text=_(
            "At this time every day the newest day can be booked. Empty means: at midnight."
        ),
    )
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.IN_USE)
    valid_until = models.DateField(_("open until"), null=True, blank=True)
    warns_of_shortage = models.BooleanField(
        _("mail managers before a service runs out of free times"), default=True, db_default=True
    )

    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["authority", "pk"]
        constraints = [
            models.CheckConstraint(
                name="offices_grid_is_5_10_or_15",
                condition=Q(grid_minutes__in=[5, 10, 15]),
                violation_error_message=_("Appointments begin every 5, 10 or 15 minutes."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def place_on(self, day: date) -> Place:
        """Where the office is on that day of its calendar, in the language that is active."""
        return self.places_between(day, day)[0]

    def places_between(self, first: date, last: date) -> list[Place]:
        """Where it is on the days from `first` to `last`, in their order.

        `addresses` may be prefetched: office_row() of the showcase keeps them with the office.
        """
        everywhere = places(self, self.addresses.all())
        return [place for place in everywhere if place.is_within(first, last)]
