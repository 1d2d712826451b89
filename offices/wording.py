"""Legal sentences: the authority's own wording, else the default, with every gap filled."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import F, Q
from django.utils import translation

from offices.models import Authority, LegalText
from offices.moments import day_in_words

Row = Mapping[str, Any]
PLACEHOLDER = re.compile(r"\{(\w+)\}")


def legal_text(
    key: LegalText.Key, authority: Authority, language: str, **values: object
) -> str | None:
    """One text, or None where nobody wrote one; see `legal_texts`."""
    return legal_texts([key], authority, language, **values).get(key)


def legal_texts(
    keys: list[LegalText.Key], authority: Authority, language: str, **values: object
) -> dict[str, str]:
    """Read several texts in one statement, in `language` (German where it is missing).

    `values` fill {date}, {special_law}, {privacy_link} and what else only the caller knows.
    Days are written out in words. What has no value becomes the authority's contact.
    """
    filled = {**_facts(authority, language), **{k: v for k, v in values.items() if v}}
    return {row["key"]: _fill(row, filled, language) for row in _rows(keys, authority, language)}


def _rows(keys: list[LegalText.Key], authority: Authority, language: str) -> list[Row]:
    """The authority's own wording comes last, so that it wins over the default."""
    written = translation_fields(language, "text", "condition")
    ours = LegalText.objects.filter(Q(authority=authority) | Q(authority=None), key__in=keys)
    return list(
        ours.order_by(F("authority").asc(nulls_first=True)).values("key", "until", *written)
    )


def translation_fields(language: str, *fields: str) -> list[str]:
    """Name the columns of `fields` in `language` and in German."""
    languages = {"de", language} & {code for code, _name in settings.LANGUAGES}
    return [f"{field}_{code}" for field in fields for code in sorted(languages)]


def in_words(row: Row, field: str, language: str) -> str:
    """Pick the wanted language from a row of `translation_fields`, else German."""
    return str(row.get(f"{field}_{language}") or row[f"{field}_de"] or "")


def _facts(authority: Authority, language: str) -> dict[str, object]:
    with translation.override(language):
        return {
            "contact": authority.contact,
            "authority": authority.name,
            "application_way": authority.apply_way,
            "correction_way": authority.correction_way,
            "advice_link": authority.advice_link,
            "land_law": authority.data_protection_law,
            "days": authority.retention_days,
        }


def _fill(row: Row, values: Mapping[str, object], language: str) -> str:
    """Put values for {names}; never a gap: the authority's contact stands for what is missing."""
    own = {"date": row["until"], "condition": in_words(row, "condition", language)}
    known = {name: value for name, value in {**own, **values}.items() if value}

    def value(name: re.Match[str]) -> str:
        return _spelled(known.get(name[1]) or values["contact"], language)

    return PLACEHOLDER.sub(value, in_words(row, "text", language))


def _spelled(value: object, language: str) -> str:
    return day_in_words(value, language) if isinstance(value, date) else str(value)
