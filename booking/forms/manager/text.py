"""One text in all languages at once, and which of them is reviewed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.text import capfirst
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _

from booking.forms.typed import TypedForm
from offices.texts import TRANSLATED, Text, Wanted
from offices.texts.text import gaps

GERMAN = "de"
LANGUAGES = (GERMAN, *TRANSLATED)
REVIEWED, DRAFT, AS_IT_IS = "reviewed", "draft", "as-it-is"
SEEN, PRESSED = "seen", "press"
LONGEST = 5000  # where the table sets no limit
ROWS = 6


class WordingField(forms.CharField):
    """A text as it was typed. What differs only in how its lines end is what was stored."""

    def __init__(self, text: Text, language: str) -> None:
        info = get_language_info(language)
        said = {"lang": language, "dir": "rtl" if info["bidi"] else "ltr"}
        widget = forms.TextInput if text.is_line else forms.Textarea
        rows = {} if text.is_line else {"rows": ROWS}
        super().__init__(
            label=capfirst(info["name_local"]),
            required=False,
            max_length=text.longest or LONGEST,
            initial=text.in_language(language),
            widget=widget({**said, **rows, "autocomplete": "off"}),
        )

        self.stored = text.in_language(language)

    def clean(self, value: Any) -> str:
        typed = _lines(super().clean(value))
        return self.stored if typed == _lines(self.stored) else typed


def _in_other_places(count: int) -> str:
    words = ngettext(
        "Also in the %(count)s other place where the same text stands",
        "Also in the %(count)s other places where the same text stands",
        count,
    )
    return words % {"count": count}


def _lines(text: str) -> str:
    return "\n".join(text.splitlines()).strip()


class TextForm(TypedForm):
    """What is pressed says of which language: ar:reviewed, ar:draft, ar:as-it-is, or only save.

    Everything typed is saved whatever was pressed; a language that was only typed is a draft.
    """

    seen = forms.CharField(widget=forms.HiddenInput)
    everywhere = forms.BooleanField(required=False, initial=True)

    def __init__(self, data: Any = None, *, text: Text, alike: int = 0, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["everywhere"].label = _in_other_places(alike)
        self.text = text
        self.fields[SEEN].initial = text.fingerprint
        for language in LANGUAGES:
            self.fields[language] = WordingField(text, language)
        language, _colon, how = self.data.get(PRESSED, "").partition(":")
        self.pressed = (language, how) if language in TRANSLATED else ("", "")

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if GERMAN in said and not said[GERMAN]:
            self._need_german()
        language, how = self.pressed
        if how in (REVIEWED, AS_IT_IS) and language in said:
            self._judge(language, said[language], how)
        return said

    def _need_german(self) -> None:
        if self.text.is_required:
            self.add_error(GERMAN, _("Please write the German text."))
        elif any(self.cleaned_data.get(one) for one in TRANSLATED):
            problem = _(
                "Without a German text there are no others: empty them too, or write German."
            )
            self.add_error(GERMAN, problem)

    def _judge(self, language: str, wording: str, how: str) -> None:
        """Refuse to call reviewed what cannot be."""
        if not wording:
            self.add_error(language, _("There is nothing to review yet. Please write the text."))
        elif how == AS_IT_IS and wording != self.text.in_language(language):
            problem = _("You have changed this text. Save it as reviewed, or as a draft.")
            self.add_error(language, problem)
        else:
            self._compare_gaps(language, wording)

    def _compare_gaps(self, language: str, wording: str) -> None:
        german, here = gaps(self.cleaned_data.get(GERMAN, "")), gaps(wording)
        if german != here:
            differing = ", ".join(sorted(german ^ here))
            problem = _("Words in braces must be the same as in German. Look at: %(words)s")
            self.add_error(language, ValidationError(problem % {"words": differing}))

    @property
    def wanted(self) -> Wanted:
        language, how = self.pressed
        said = self.cleaned_data
        return Wanted(
            wordings={one: said[one] for one in LANGUAGES},
            seen=said[SEEN],
            reviewed=[language] if how in (REVIEWED, AS_IT_IS) else [],
            drafts=[language] if how == DRAFT else [],
        )

    def others(self) -> Iterator[tuple[str, BoundField]]:
        return ((language, self[language]) for language in TRANSLATED)
