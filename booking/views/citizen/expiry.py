"""What the end of a person's document means for them: which sentence, how urgent, since when."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from booking.forms.wishes import Need, Wish
from booking.models import HeldDocument
from offices import showcase
from offices.models import LegalText
from offices.moments import day_in_words
from offices.showcase import ShownAuthority
from offices.showcase.keeping import fresh
from offices.wording import legal_text

SOON = timedelta(days=30)
# § 81(4) AufenthG speaks of these; a person who did not say what they have most likely has one.
TITLES = (HeldDocument.TITLE, HeldDocument.VISA, None)
ASYLUM = (HeldDocument.GESTATTUNG, HeldDocument.TOLERATION)
ALWAYS = {
    HeldDocument.SCHENGEN: LegalText.Key.SCHENGEN,
    HeldDocument.SECTION_24: LegalText.Key.SECTION_24,
}


@dataclass(frozen=True)
class Notice:
    """A legal sentence in the person's language, and the German one that prevails."""

    text: str
    german: str
    kind: str = "warning"


def ends_soon(wish: Wish, today: date) -> bool:
    return wish.until is not None and wish.until - today <= SOON


def is_urgent(wish: Wish, today: date) -> bool:
    return wish.need == Need.URGENT or ends_soon(wish, today)


def notice_for(
    wish: Wish, authority: ShownAuthority, language: str, today: date, first: date | None = None
) -> Notice | None:
    """The one sentence that is right for this document; `first` is the first free day."""
    key = _key(wish, today, first)
    return notice(key, authority, language, date=wish.until) if key else None


def _key(wish: Wish, today: date, first: date | None) -> LegalText.Key | None:
    if wish.doc in ALWAYS:
        return ALWAYS[wish.doc]
    if wish.doc in ASYLUM:
        waits = wish.until is not None and not ends_soon(wish, today)
        return None if waits else LegalText.Key.TOLERATION_GESTATTUNG
    if wish.until is None or wish.doc in (HeldDocument.EU, HeldDocument.NONE):
        return None
    if wish.until < today:
        return LegalText.Key.ALREADY_EXPIRED
    late = first is not None and first > wish.until and wish.doc in TITLES
    return LegalText.Key.EXPIRES_BEFORE_APPOINTMENT if late else None


def notice(
    key: LegalText.Key, authority: ShownAuthority, language: str, **values: Hashable
) -> Notice | None:
    return fresh(
        ("notice", key, authority.slug, language, *values.items()),
        lambda: _read_notice(key, authority.slug, language, **values),
    )


def _read_notice(key: LegalText.Key, owner: str, language: str, **values: object) -> Notice | None:
    authority = showcase.authority(owner, language).record
    text = legal_text(key, authority, language, **values)
    if not text:
        return None
    german = text if language == "de" else legal_text(key, authority, "de", **values)
    return Notice(text, "" if language == "de" else german or "")


def application_window(wish: Wish, authority: ShownAuthority, language: str) -> str:
    """When this office wants the application, where it says so and the person said until when."""
    days = authority.record.apply_at_least_days
    if not (days and wish.until) or wish.doc not in TITLES:
        return ""
    latest = day_in_words(wish.until - timedelta(days=days), language)
    return _(
        "This office asks you to apply at least %(days)s days before your document ends. "
        "For you that is: %(date)s or earlier. If that day has passed, apply today."
    ) % {"days": days, "date": latest}


def earliest_day(wish: Wish, authority: ShownAuthority) -> date | None:
    """The first day this office sees people with such a document, where it has that rule."""
    days = authority.record.earliest_days_before_expiry
    if not (days and wish.until) or wish.doc not in TITLES:
        return None
    return wish.until - timedelta(days=days)
