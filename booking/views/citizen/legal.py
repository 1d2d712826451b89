"""Legal sentences where they decide something: in the person's language, and in German."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext

from booking.models import Booking
from booking.views.citizen.expiry import Notice
from booking.views.citizen.offer import page_language
from offices.models import Authority, LegalText, ServiceGroup
from offices.wording import Row, in_words, legal_texts, translation_fields

GERMAN = "de"


def legal(
    request: HttpRequest, booking: Booking, authority: Authority, *keys: LegalText.Key
) -> dict[str, Notice]:
    """The sentences by their key, in this order; those nobody has written are left out."""
    language = page_language()
    link = request.build_absolute_uri(reverse("citizen:privacy", args=[authority.slug]))
    law = _special_law(booking, language) if LegalText.Key.PRIVACY_SHORT in keys else {}
    texts = {
        one: legal_texts(
            list(keys),
            authority,
            one,
            special_law=in_words(law, "special_law", one) if law else "",
            privacy_link=link,
        )
        for one in dict.fromkeys((language, GERMAN))
    }
    return {
        key: Notice(
            _linked(texts[language][key], link, language),
            "" if language == GERMAN else _linked(texts[GERMAN][key], link, GERMAN),
        )
        for key in keys
        if key in texts[language]
    }


def _linked(text: str, link: str, language: str) -> str:
    """Put a word to press in place of the address."""
    before, found, after = text.partition(link)
    if not found:
        return text
    with translation.override(language):
        label = gettext("Data protection")
    return format_html('{}<a href="{}">{}</a>{}', before, link, label, after)


def _special_law(booking: Booking, language: str) -> Row:
    """The law under which this kind of matter is dealt with, in this language and in German."""
    groups = ServiceGroup.objects.filter(services__offerings__items__booking=booking)
    return groups.values(*translation_fields(language, "special_law")).first() or {}
