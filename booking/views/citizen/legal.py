"""Legal sentences where they decide something: in the person's language, and in German."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from booking.models import Booking
from booking.views.citizen.expiry import Notice
from booking.views.citizen.offer import page_language
from offices.models import Authority, LegalText, ServiceGroup
from offices.wording import in_words, legal_texts, translation_fields

GERMAN = "de"


def legal(
    request: HttpRequest, booking: Booking, authority: Authority, *keys: LegalText.Key
) -> dict[str, Notice]:
    """The sentences by their key; those nobody has written are left out."""
    language = page_language()
    link = request.build_absolute_uri(reverse("citizen:privacy", args=[authority.slug]))
    ours = _in(language, booking, authority, keys, link)
    german = ours if language == GERMAN else _in(GERMAN, booking, authority, keys, link)
    return {
        key: Notice(text, "" if language == GERMAN else german.get(key, ""))
        for key, text in ours.items()
    }


def _in(
    language: str,
    booking: Booking,
    authority: Authority,
    keys: tuple[LegalText.Key, ...],
    privacy_link: str,
) -> dict[str, str]:
    law = special_law(booking, language) if LegalText.Key.PRIVACY_SHORT in keys else ""
    return legal_texts(list(keys), authority, language, special_law=law, privacy_link=privacy_link)


def special_law(booking: Booking, language: str) -> str:
    """The law under which this kind of matter is dealt with."""
    groups = ServiceGroup.objects.filter(services__offerings__items__booking=booking)
    row = groups.values(*translation_fields(language, "special_law")).first()
    return in_words(row, "special_law", language) if row else ""
