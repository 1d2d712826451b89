"""Where to come when the day is not known yet: both places, if the office moves meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import translation
from django.utils.translation import gettext as _

from offices.models import Office, Place
from offices.moments import day_at, day_in_words
from offices.showcase import ANNOUNCED


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """An address, and on which days it holds; `when` is empty where it holds on all.

    `new_name` is what the office is called there, where it is not called as it is today.
    """

    when: str
    name: str
    new_name: str
    address: str


def whereabouts(office: Office, first: date, last: date, language: str) -> list[Whereabouts]:
    """The addresses of the days from `first` to `last`, in their order."""
    with translation.override(language):
        begun, *later = office.places_between(first, max(first, last))
        return [
            Whereabouts(_until(begun, language) if later else "", *_names(begun, begun)),
            *(Whereabouts(_from(place, language), *_names(place, begun)) for place in later),
        ]


def _names(place: Place, begun: Place) -> tuple[str, str, str]:
    return place.name, "" if place.name == begun.name else place.name, place.address


def soon(office: Office, now: datetime, language: str) -> list[Whereabouts]:
    """Where it is today, and from when on elsewhere if it moves in the next weeks."""
    today = day_at(now, office.zone)
    return whereabouts(office, today, today + ANNOUNCED, language)


def _until(place: Place, language: str) -> str:
    return _("until %(day)s") % {"day": day_in_words(place.until, language) if place.until else ""}


def _from(place: Place, language: str) -> str:
    return _("from %(day)s") % {"day": day_in_words(place.since, language) if place.since else ""}
