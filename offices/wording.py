"""Legal sentences: the authority's own wording, else the default, with every gap filled.

In German the wording counts. In another language it is shown only where somebody has reviewed
that wording beside the present German; everybody else reads in short what it is about, and the
German stands beside it (rule 12).
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q
from django.db.models.functions import JSONObject
from django.utils import translation
from django.utils.translation import gettext as _

from offices.models import Authority, LegalText, TextState
from offices.moments import day_in_words
from offices.summaries import SUMMARIES
from offices.texts.states import Kept, Standing, standing

Row = Mapping[str, Any]
GERMAN = "de"
PLACEHOLDER = re.compile(r"\{(\w+)\}")


def legal_text(
    key: LegalText.Key, authority: Authority, language: str, **values: object
) -> str | None:
    """One text, or None where nobody wrote one; see `legal_texts`."""
    return legal_texts([key], authority, language, **values).get(key)


def legal_texts(
    keys: list[LegalText.Key], authority: Authority, language: str, **values: object
) -> dict[str, str]:
    """Read several texts in one statement, in `language`; a summary where that is not reviewed.

    `values` fill {date}, {special_law}, {privacy_link} and what else only the caller knows.
    Days are written out in words. What has no value becomes the authority's contact.
    """
    filled = {**_facts(authority, language), **{k: v for k, v in values.items() if v}}
    return {row["key"]: _said(row, filled, language) for row in _rows(keys, authority, language)}


def _rows(keys: list[LegalText.Key], authority: Authority, language: str) -> list[Row]:
    """The authority's own wording comes last, so that it wins over the default."""
    written = translation_fields(language, "text", "condition")
    ours = LegalText.objects.filter(Q(authority=authority) | Q(authority=None), key__in=keys)
    known = ours.annotate(kept=ArraySubquery(_states(language)))
    return list(
        known.order_by(F("authority").asc(nulls_first=True)).values(
            "key", "until", "kept", *written
        )
    )


def _states(language: str) -> Any:
    """What is known of each field of a legal text, as a Kept behind the field's name."""
    states = TextState.objects.filter(model="legaltext", row=OuterRef("pk"), language=language)
    kept = {name: name for name in ("field", *Kept._fields)}
    return states.values(said=JSONObject(**kept))


def _said(row: Row, values: Mapping[str, object], language: str) -> str:
    if language == GERMAN or f"text_{language}" not in row or _is_reviewed(row, language):
        return _fill(row, values, language)
    with translation.override(language):
        # Two sentences of their own: the first is about the matter, the second about the wording.
        short = [str(SUMMARIES[LegalText.Key(row["key"])]), _("The German text counts.")]
    return _with_values(" ".join(short), row, values, language)


def _is_reviewed(row: Row, language: str) -> bool:
    """Whether somebody has reviewed all that will be read, beside the German as it is now."""
    kept = {one.pop("field"): Kept(**one) for one in map(dict, row["kept"])}
    is_used = "{condition}" in row[f"text_{GERMAN}"] and row[f"condition_{GERMAN}"]
    return all(
        standing(row[f"{field}_{GERMAN}"] or "", row[f"{field}_{language}"] or "", kept.get(field))
        is Standing.REVIEWED
        for field in (("text", "condition") if is_used else ("text",))
    )


def translation_fields(language: str, *fields: str) -> list[str]:
    """Name the columns of `fields` in `language` and in German."""
    languages = {GERMAN, language} & {code for code, _name in settings.LANGUAGES}
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
    return _with_values(in_words(row, "text", language), row, values, language)


def _with_values(text: str, row: Row, values: Mapping[str, object], language: str) -> str:
    """Put values for {names}; never a gap: the authority's contact stands for what is missing."""
    own = {"date": row["until"], "condition": in_words(row, "condition", language)}
    known = {name: value for name, value in {**own, **values}.items() if value}

    def value(name: re.Match[str]) -> str:
        return _spelled(known.get(name[1]) or values["contact"], language)

    return PLACEHOLDER.sub(value, text)


def _spelled(value: object, language: str) -> str:
    return day_in_words(value, language) if isinstance(value, date) else str(value)
