"""Finding words people type, whatever their accents, case or keyboard."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

from offices.showcase.shown import ShownAuthority, ShownOffering, ShownPlace

PHONE_BOOK = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
# Letters that Arabic keyboards and habits mix up, and marks that carry no sound.
SAME_LETTERS = str.maketrans(
    {"ة": "ه", "ى": "ي", "ـ": None, "ʼ": None, "’": None, "'": None}  # noqa: RUF001
)
SHORTEST = 2


def fold(text: str) -> str:
    """Lower case without accents and marks: Verlängern and VERLANGERN are the same."""
    marks = unicodedata.normalize("NFKD", text.casefold().translate(SAME_LETTERS))
    return "".join(char for char in marks if not unicodedata.combining(char))


def foldings(text: str) -> str:
    """Everything `text` may be typed as, umlauts also as in the phone book (ä = ae)."""
    return f"{fold(text)}\n{fold(text.casefold().translate(PHONE_BOOK))}"


def typed_words(query: str) -> list[str]:
    return [word for word in re.findall(r"\w+", fold(query)) if len(word) >= SHORTEST]


def find_services(authority: ShownAuthority, query: str) -> list[ShownOffering]:
    """Offerings in which most of the words occur; those with fewer are left out."""
    wanted = typed_words(query)
    hits = [(sum(word in one.found_by for word in wanted), one) for one in authority.offerings]
    most = max((count for count, _one in hits), default=0)
    return [one for count, one in hits if count == most and most]


def find_place(places: Iterable[ShownPlace], query: str) -> list[tuple[str, ShownPlace]]:
    """Towns that begin with, or else contain, what was typed; the exact name alone if it is one."""
    wanted = fold(re.sub(r"[\d,]+", " ", query)).strip()
    if len(wanted) < SHORTEST:
        return []
    towns = _towns(places)
    exact = [found for found in towns if wanted in _spellings(found[0])]
    begins = [found for found in towns if any(n.startswith(wanted) for n in _spellings(found[0]))]
    within = [found for found in towns if wanted in foldings(found[0])]
    return exact or begins or within


def similar_places(places: Iterable[ShownPlace], query: str) -> list[tuple[str, ShownPlace]]:
    """Towns whose names are nearly what was typed."""
    towns = {fold(town): (town, place) for town, place in _towns(places)}
    return [towns[name] for name in get_close_matches(fold(query).strip(), towns, n=3, cutoff=0.75)]


def _towns(places: Iterable[ShownPlace]) -> list[tuple[str, ShownPlace]]:
    return [(town, place) for place in places for town in place.municipalities]


def _spellings(town: str) -> list[str]:
    """The name as on the sign, and without what stands in brackets."""
    return [*foldings(town).splitlines(), *foldings(town.partition(" (")[0]).splitlines()]
