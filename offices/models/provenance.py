"""Where a fact comes from, and what the loader has written."""

import re

from django.db import models
from django.utils.translation import gettext_lazy as _


class Confidence(models.TextChoices):
    CONFIRMED = "confirmed", _("confirmed by the authority")
    LAW_TEXT = "law_text", _("text of the law")
    PUBLIC_PAGE = "public_page", _("seen on a public page")
    PUBLIC_PAGE_OUTDATED = "public_page_outdated", _("seen on an old page, replaced since")
    MIXED = "mixed", _("partly from a public page")
    OWN_KNOWLEDGE = "own_knowledge", _("not confirmed on a page")
    ESTIMATE = "estimate", _("estimate, to be set by the office")
    PROPOSAL = "proposal", _("proposed, the authority decides")
    UNCLEAR = "unclear", _("sources disagree: ask the authority")
    DEMO = "demo", _("made up for the demonstration")


MADE_UP = frozenset({Confidence.DEMO, Confidence.ESTIMATE})
FACT = re.compile(r"^(?P<name>[\w ]+): (?P<confidence>\w+)(?: \((?P<remark>.*)\))?$", re.MULTILINE)


class Provenance(models.Model):
    """Every fact keeps its source and whether somebody has confirmed it.

    Where facts of one record differ, `source` has a line for each: `minutes: estimate (remark)`.
    """

    confidence = models.CharField(
        _("how sure"), max_length=24, choices=Confidence, default=Confidence.CONFIRMED
    )
    source = models.TextField(_("source"), blank=True)

    class Meta:
        abstract = True

    @property
    def is_made_up(self) -> bool:
        """Say whether the record as a whole is a filler nobody has confirmed."""
        return self.confidence in MADE_UP

    @property
    def made_up_facts(self) -> list[str]:
        """Name the facts in it that are fillers; none once somebody has confirmed the record."""
        if self.confidence == Confidence.CONFIRMED:
            return []
        return [f["name"] for f in FACT.finditer(self.source) if f["confidence"] in MADE_UP]


class LoadedRecord(models.Model):
    """What `load_pilot` last wrote into a record; a field that differs was changed by a person."""

    key = models.CharField(max_length=200, unique=True)
    row = models.BigIntegerField()  # by number, so that it is found again under another name
    values = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("loaded record")
        verbose_name_plural = _("loaded records")

    def __str__(self) -> str:
        return self.key
