"""The catalogue all authorities share: services (Leistungen), their groups and documents."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from offices.models.authority import Authority, OwnedQuerySet
from offices.models.provenance import Provenance


class PeopleGroup(models.TextChoices):
    """The groups by which some offices divide their desks."""

    THIRD_COUNTRY = "third_country", _("third countries")
    EU = "eu", _("EU citizens and their families")
    ASYLUM = "asylum", _("asylum and Duldung")


class ServiceGroup(models.Model):
    """A situation in life, by which people find what they need."""

    slug = models.SlugField(unique=True)
    name = models.CharField(_("name"), max_length=120)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    people = models.CharField(
        _("group of people"),
        max_length=16,
        choices=PeopleGroup,
        default=PeopleGroup.THIRD_COUNTRY,
    )
    special_law = models.CharField(_("law of the task"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("group of services")
        verbose_name_plural = _("groups of services")
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class ServiceType(Provenance):
    class Proxy(models.TextChoices):
        NO = "no", _("nobody can come instead")
        WITH_AUTHORISATION = "with_authorisation", _("with written authorisation")
        OFFICE_DECIDES = "office_decides", _("only where the office allows it")
        FAMILY_MEMBER = "family_member", _("one member may come for the family")

    slug = models.SlugField(_("short address"), max_length=80, unique=True)
    group = models.ForeignKey(
        ServiceGroup, models.PROTECT, related_name="services", verbose_name=_("group")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    name = models.CharField(_("name"), max_length=200)
    plain = models.TextField(_("in plain words"), blank=True)
    note = models.TextField(_("note"), blank=True)
    internal_note = models.TextField(_("note for staff"), blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=200, blank=True)
    leika = models.CharField(_("LeiKa key"), max_length=20, blank=True)
    ozg_id = models.CharField(_("OZG number"), max_length=10, blank=True)

    duration_minutes = models.PositiveSmallIntegerField(_("minutes for one person"))
    minutes_per_further_person = models.PositiveSmallIntegerField(
        _("minutes for each further person"), default=0
    )
    max_persons = models.PositiveSmallIntegerField(_("persons at most"), default=1)

    fee_min = models.DecimalField(
        _("fee from"), max_digits=7, decimal_places=2, null=True, blank=True
    )
    fee_max = models.DecimalField(
        _("fee to"), max_digits=7, decimal_places=2, null=True, blank=True
    )
    fee_per = models.CharField(_("fee per"), max_length=20, blank=True)
    fee_note = models.TextField(_("note on the fee"), blank=True)

    biometrics = models.BooleanField(_("takes fingerprints and photo"), default=False)
    who_attends = models.TextField(_("who must come"), blank=True)
    proxy = models.CharField(_("somebody else instead"), max_length=20, choices=Proxy)
    no_visit_needed = models.BooleanField(_("normally needs no visit"), default=False)
    no_visit_note = models.TextField(_("how it goes without a visit"), blank=True)
    urgent = models.BooleanField(_("urgent matter"), default=False)

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["group__position", "position"]
        constraints = [
            models.CheckConstraint(
                name="offices_service_takes_time",
                condition=Q(duration_minutes__gte=1, max_persons__gte=1),
                violation_error_message=_("A service takes at least a minute and one person."),
            ),
            models.CheckConstraint(
                name="offices_fee_range_in_order",
                condition=Q(fee_min__isnull=True) | Q(fee_min__lte=F("fee_max")),
                violation_error_message=_("The lower fee must not be above the higher one."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RequiredDocumentQuerySet(models.QuerySet["RequiredDocument"]):
    def of_the_catalogue(self) -> RequiredDocumentQuerySet:
        return self.filter(offering=None)

    def asked_at(self, offering: int) -> RequiredDocumentQuerySet:
        """Keep what an offering asks for: of its service all that its office has not left out,
        and what only this office asks for, each in its place.
        """
        of_service = self.filter(service__offerings=offering)
        theirs = of_service.filter(Q(offering=None) | Q(offering=offering))
        asked = theirs.exclude(left_out__offering=offering)
        return asked.order_by("position", F("offering").asc(nulls_last=True), "pk")


class RequiredDocument(models.Model):
    """What a service asks for; with an offering, what only that office asks for besides."""

    service = models.ForeignKey(
        ServiceType, models.CASCADE, related_name="documents", verbose_name=_("service")
    )
    key = models.SlugField(_("kind of document"), max_length=40)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    name = models.TextField(_("document"))
    condition = models.TextField(_("only if"), blank=True)
    required_at = ArrayField(
        models.SlugField(),
        verbose_name=_("always required at these authorities"),
        default=list,
        blank=True,
    )
    offering = models.ForeignKey(
        "offices.Offering",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="own_documents",
        verbose_name=_("only at"),
    )

    objects = RequiredDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                name="offices_document_once_per_service",
                fields=["service", "key"],
                violation_error_message=_("This document is already on the list."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class LegalText(Provenance):
    """A default legal text, or (with an authority) that authority's own wording of it."""

    class Key(models.TextChoices):
        NOT_AN_APPLICATION = "not_an_application", _("does not replace the application")
        PRIVACY_SHORT = "privacy_short", _("data protection in short")
        EXPIRES_BEFORE_APPOINTMENT = "expires_before_appointment", _("expires before the date")
        ALREADY_EXPIRED = "already_expired", _("already expired")
        SCHENGEN = "schengen", _("Schengen visa")
        TOLERATION_GESTATTUNG = "toleration_gestattung", _("Duldung and Gestattung")
        SECTION_24 = "section_24", _("§ 24 (Ukraine)")
        NAME_FIXED = "name_fixed", _("the name is fixed")
        CANNOT_COME = "cannot_come", _("you cannot come")
        FREE_OF_CHARGE = "free_of_charge", _("free of charge")

    key = models.CharField(_("text"), max_length=40, choices=Key)
    authority = models.ForeignKey(
        Authority,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="legal_texts",
        verbose_name=_("authority"),
    )
    text = models.TextField(_("wording"))
    condition = models.TextField(_("condition named in the text"), blank=True)
    until = models.DateField(_("date named in the text"), null=True, blank=True)
    basis = models.TextField(_("legal basis"), blank=True)
    shown_when = models.TextField(_("where it is shown"), blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("legal text")
        verbose_name_plural = _("legal texts")
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(
                name="offices_legal_text_once",
                fields=["key", "authority"],
                nulls_distinct=False,
                violation_error_message=_("This authority already has its own wording."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_key_display()


class CatalogueChange(models.Model):
    """Which transactions changed the catalogue last: triggers of the database write it.

    As many rows as slots, each transaction in its own, so that managers who save at the same
    moment do not wait for each other.
    """

    slot = models.PositiveSmallIntegerField(primary_key=True)
    changed_by = models.BigIntegerField()

    class Meta:
        verbose_name = "change of the catalogue"
        verbose_name_plural = "changes of the catalogue"

    def __str__(self) -> str:
        return f"{self.slot}: {self.changed_by}"
