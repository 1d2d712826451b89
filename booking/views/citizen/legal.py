"""Legal sentences where they decide something: in the person's language, and in German."""

from __future__ import annotations

from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext

from booking.models import Booking
from booking.views.citizen.expiry import Notice
from booking.views.citizen.offer import page_language
from booking.views.citizen.paths import path_to
from offices.models import Authority, LegalText, ServiceGroup
from offices.showcase.keeping import fresh
from offices.wording import in_words, legal_texts, translation_fields

GERMAN = "de"


def legal(booking: Booking, authority: Authority, *keys: LegalText.Key) -> dict[str, Notice]:
    """The sentences by their key, in this order; those nobody has written are left out."""
    return legal_for(booking.items.all()[0].offering_id, authority, *keys)


def legal_for(matter: int, authority: Authority, *keys: LegalText.Key) -> dict[str, Notice]:
    """The same for an offering, before anybody has a number."""
    language = page_language()
    kept = fresh(
        ("legal", matter, language, keys), lambda: _read(matter, authority.pk, language, keys)
    )
    return dict(kept)


def _read(
    matter: int, owner: int, language: str, keys: tuple[LegalText.Key, ...]
) -> dict[str, Notice]:
    authority = Authority.objects.get(pk=owner)
    own, german = (_texts(matter, authority, one, keys) for one in (language, GERMAN))
    return {
        key: Notice(own[key], "" if language == GERMAN else german[key])
        for key in keys
        if key in own
    }


def _texts(
    matter: int, authority: Authority, language: str, keys: tuple[LegalText.Key, ...]
) -> dict[str, str]:
    link = path_to("privacy", authority.slug)
    law = _special_law(matter, language) if LegalText.Key.PRIVACY_SHORT in keys else ""
    texts = legal_texts(list(keys), authority, language, special_law=law, privacy_link=link)
    return {key: _linked(text, link, language) for key, text in texts.items()}


def _linked(text: str, link: str, language: str) -> str:
    """Put a word to press in place of the address."""
    before, found, after = text.partition(link)
    if not found:
        return text
    with translation.override(language):
        label = gettext("Data protection")
    return format_html('{}<a href="{}">{}</a>{}', before, link, label, after)


def _special_law(matter: int, language: str) -> str:
    """The law under which this kind of matter is dealt with."""
    groups = ServiceGroup.objects.filter(services__offerings=matter)
    row = groups.values(*translation_fields(language, "special_law")).first()
    return in_words(row, "special_law", language) if row else ""
