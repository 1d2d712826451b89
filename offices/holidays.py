"""Public holidays of each Land, kept as closures of its offices."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from holidays import country_holidays

from offices.models import Closure, Office
from offices.moments import midnight

YEARS_AHEAD = 2
# What the package calls the languages it knows; Arabic it does not know.
LANGUAGES = {"de": "de", "en": "en_US", "uk": "uk"}
ARABIC = Path(__file__).resolve().parent / "data" / "holidays_ar.json"
BETWEEN_NAMES = "; "  # where two holidays fall on one day


def refresh(today: date) -> int:
    """Close every office on its holidays of this and the next years; give the number of new ones.

    A holiday already on the list stays as it is: somebody may have switched it off.
    """
    years = range(today.year, today.year + YEARS_AHEAD + 1)
    known = set(Closure.objects.exclude(holiday=None).values_list("office", "holiday"))
    new = [
        closure
        for office in Office.objects.select_related("authority")
        for closure in closures(office, years)
        if (office.pk, closure.holiday) not in known
    ]
    # Two refreshes at once: the constraint lets the second one pass by.
    Closure.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def closures(office: Office, years: range) -> Iterator[Closure]:
    land, category = office.authority.iso, office.authority.holiday_category
    for day, names in public_holidays(land, category, tuple(years)).items():
        yield Closure(
            office=office,
            holiday=day,
            starts_at=midnight(day, office.zone),
            ends_at=midnight(day + timedelta(days=1), office.zone),
            **{f"reason_{language}": name for language, name in names.items()},
        )


@cache
def public_holidays(land: str, category: str, years: tuple[int, ...]) -> dict[date, dict[str, str]]:
    """Days and their names in every language; `land` is the ISO code, such as DE-BY."""
    country, _, subdivision = land.partition("-")
    categories = ("public", category) if category else ("public",)
    named = {
        ours: country_holidays(
            country, subdiv=subdivision, years=years, categories=categories, language=theirs
        )
        for ours, theirs in LANGUAGES.items()
    }
    return {
        day: {language: found[day] for language, found in named.items()} | {"ar": arabic(german)}
        for day, german in sorted(named["de"].items())
    }


def arabic(german: str) -> str:
    """Translate the German name; a new holiday keeps it until somebody adds the word."""
    words = _arabic_words()
    return BETWEEN_NAMES.join(words.get(name, name) for name in german.split(BETWEEN_NAMES))


@cache
def _arabic_words() -> dict[str, str]:
    words: dict[str, str] = json.loads(ARABIC.read_text(encoding="utf-8"))
    return words
