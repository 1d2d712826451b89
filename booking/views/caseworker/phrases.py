"""What can be shown to somebody who understands little German: both languages side by side."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language_info, gettext_lazy, override

GERMAN = "de"
# How to greet, and how somebody who reads German says it.
GREETINGS = {
    "de": ("Guten Tag", ""),
    "en": ("Hello", "Hällo"),
    "ar": ("مرحبًا", "Marhaban"),
    "uk": ("Добрий день", "Dobrij den"),
}
PHRASES = (
    gettext_lazy("Welcome. Please sit down."),
    gettext_lazy("Please show me your passport or your card."),
    gettext_lazy("Please wait a moment."),
    gettext_lazy("I am getting somebody who speaks your language."),
    gettext_lazy("A document is missing."),
    gettext_lazy("Please come back on this day:"),
    gettext_lazy("Please write it down."),
    gettext_lazy("Please sign here."),
    gettext_lazy("Please pay at the machine or at the cash desk, and come back."),
    gettext_lazy("Everything is done. You can go."),
)


@dataclass(frozen=True, slots=True)
class Card:
    """Sentences in a person's language, each with its German."""

    language: str
    direction: str
    greeting: str
    spoken: str
    phrases: list[tuple[str, str]]


def card_in(language: str) -> Card | None:
    """None for somebody who reads German."""
    if language == GERMAN:
        return None
    greeting, spoken = GREETINGS[language]
    return Card(
        language=language,
        direction="rtl" if get_language_info(language)["bidi"] else "ltr",
        greeting=greeting,
        spoken=spoken,
        phrases=list(zip(_said(language), _said(GERMAN), strict=True)),
    )


def _said(language: str) -> list[str]:
    with override(language):
        return [str(phrase) for phrase in PHRASES]
