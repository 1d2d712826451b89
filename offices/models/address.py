"""An office that moves house: where it is from a day on."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from offices.models.authority import Office, OwnedQuerySet


class OfficeAddressQuerySet(OwnedQuerySet["OfficeAddress"]):
    authority_path = "office__authority"
    office_path = "office"


class OfficeAddress(models.Model):
    """A new address; those of the office itself are of the time before the first of these."""

    office = models.ForeignKey(
        Office, models.CASCADE, related_name="addresses", verbose_name=_("office")
    )
    since = models.DateField(_("from"), help_text=_("The first day at the new place."))
    # Where names come with houses; empty where the office is called as before.
    name = models.CharField(_("name"), max_length=200, blank=True, default="", db_default="")
    street = models.CharField(_("street"), max_length=120)
    postal_code = models.CharField(_("postal code"), max_length=10)
    city = models.CharField(_("city"), max_length=80)
    access_notes = models.TextField(_("how to get in"), blank=True)
    directions = models.TextField(_("how to get there"), blank=True)

    objects = OfficeAddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("new address")
        verbose_name_plural = _("new addresses")
        ordering = ["since"]
        constraints = [
            models.UniqueConstraint(
                name="offices_one_address_from_a_day",
                fields=["office", "since"],
                violation_error_message=_("The office has a new address from this day on already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.street}, {self.postal_code} {self.city}"
