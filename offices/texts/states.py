"""Where a text stands in a language: judged by this wording of this German, and by no other."""

from __future__ import annotations

import hashlib
from typing import NamedTuple, Protocol

from django.db import models
from django.utils.translation import gettext_lazy as _

from offices.models import TextState


class Standing(models.TextChoices):
    """What a reader of that language can rely on."""

    REVIEWED = "reviewed", _("reviewed")
    MACHINE = "machine", _("not reviewed")
    OUTDATED = "outdated", _("outdated")
    MISSING = "missing", _("missing")


class Judged(Protocol):
    """What is kept of a text in one language; a TextState is one."""

    @property
    def state(self) -> str: ...
    @property
    def german_hash(self) -> str: ...
    @property
    def text(self) -> str: ...


class Kept(NamedTuple):
    """The same, read with the text itself in one statement."""

    state: str
    german_hash: str
    text: str


def german_hash(german: str) -> str:
    return hashlib.sha256(german.encode()).hexdigest()


def standing(german: str, text: str, kept: Judged | None) -> Standing:
    """Say where `text` stands beside the present German, given what was last said of it.

    A wording that nobody has judged is one that nobody has reviewed.
    """
    if not text:
        return Standing.MISSING
    if kept is None or kept.text != text:
        return Standing.MACHINE
    if kept.german_hash != german_hash(german):
        return Standing.OUTDATED
    return Standing.REVIEWED if kept.state == TextState.State.REVIEWED else Standing.MACHINE
