"""What an office leaves out of the shared catalogue, and what its managers were told."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from offices.models.authority import Authority
from offices.models.catalogue import RequiredDocument
from offices.models.offering import Offering, OfOfferingQuerySet


class DocumentLeftOut(models.Model):
    """A document of the catalogue that an office does not ask for."""

    offering = models.ForeignKey(
        Offering, models.CASCADE, related_name="left_out", verbose_name=_("offering")
    )
    document = models.ForeignKey(
        RequiredDocument, models.CASCADE, related_name="left_out", verbose_name=_("document")
    )

    objects = OfOfferingQuerySet.as_manager()

    class Meta:
        verbose_name = _("document left out")
        verbose_name_plural = _("documents left out")
        constraints = [
            models.UniqueConstraint(
                name="offices_document_left_out_once", fields=["offering", "document"]
            ),
        ]

    def __str__(self) -> str:
        return str(self.document)


class EndingTold(models.Model):
    """That the managers of an authority were told by mail of a day on which something ends."""

    authority = models.ForeignKey(Authority, models.CASCADE, related_name="+")
    what = models.CharField(max_length=40)  # kind and number, as in offices.policy.endings
    day = models.DateField()
    told_at = models.DateTimeField()

    class Meta:
        verbose_name = "ending that managers were told of"
        verbose_name_plural = "endings that managers were told of"
        constraints = [
            models.UniqueConstraint(
                name="offices_ending_told_once", fields=["authority", "what", "day"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what}: {self.day}"
