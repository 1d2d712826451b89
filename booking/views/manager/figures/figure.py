"""What a figure is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import get_language_bidi

from booking.charts import Picture
from booking.papers.tables import Table


@dataclass(frozen=True)
class Shown:
    """A picture with its own words: `about` says what it shows, `sentences` what one sees."""

    key: str
    about: str
    picture: Picture
    sentences: Sequence[str] = ()
    title: str = ""
    note: str = ""
    table: Table | None = None


@dataclass(frozen=True)
class Figure:
    """`key` is part of addresses too. What is not of the first importance stands in `others`.

    `legend` explains the kinds of marks, each by its name in the style sheet.
    """

    key: str
    title: str
    sentences: Sequence[str]
    table: Table | None
    pictures: Sequence[Shown] = ()
    others: Sequence[Shown] = ()
    legend: Sequence[tuple[str, str]] = ()
    notes: Sequence[str] = field(default=())


def toward(picture: Picture) -> Picture:
    """As whoever reads the page reads: from the left, or from the right."""
    return picture.mirrored() if get_language_bidi() else picture
