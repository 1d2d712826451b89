"""Which texts a list shows: what is chosen stands in the address."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from offices.texts import KINDS, TRANSLATED, Standing, Text

ALL = ("", _("all"))
WHOSE = "whose"
OWN, SHARED = "own", "shared"


class TextFilterForm(forms.Form):
    use_required_attribute = False
    q = forms.CharField(
        label=_("Word in the text"),
        required=False,
        max_length=100,
        widget=forms.TextInput({"type": "search", "dir": "auto"}),
    )
    language = forms.ChoiceField(label=_("Language"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[ALL, *Standing.choices])
    kind = forms.ChoiceField(label=_("What the text belongs to"), required=False)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        languages = [(one, language_name(one)) for one in TRANSLATED]
        kinds = [(name, capfirst(kind.model._meta.verbose_name)) for name, kind in KINDS.items()]
        self.fields["language"].choices = [ALL, *languages]  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.hide_optional = True  # nothing need be chosen
        self.fields["kind"].choices = [ALL, *kinds]  # type: ignore[attr-defined]


def language_name(code: str) -> str:
    return capfirst(str(get_language_info(code)["name_translated"]))


class TextFilter:
    """What is wanted of the texts, read from the address; what somebody mistyped is nothing."""

    def __init__(self, given: QueryDict) -> None:
        self.whose = SHARED if given.get(WHOSE) == SHARED else OWN
        self.form = TextFilterForm(given)
        self.form.is_valid()
        self.wanted: dict[str, Any] = {
            name: value for name, value in self.form.cleaned_data.items() if value
        }

    @cached_property
    def languages(self) -> tuple[str, ...]:
        return (self.wanted["language"],) if "language" in self.wanted else TRANSLATED

    @property
    def query(self) -> str:
        """Without a question mark."""
        return self.query_with()

    def query_with(self, **more: str) -> str:
        query = QueryDict(mutable=True)
        query.update({WHOSE: self.whose, **self.wanted, **more})
        return query.urlencode()

    def of_kind(self, texts: Iterable[Text]) -> list[Text]:
        """Those of the wanted kind and with the wanted word, whatever state they are in."""
        kind, word = self.wanted.get("kind"), self.wanted.get("q", "").casefold()
        return [
            one for one in texts if kind in (None, one.kind.name) and (not word or _has(one, word))
        ]

    def takes(self, text: Text) -> bool:
        state = self.wanted.get("state")
        return not state or any(text.standing(one) == state for one in self.languages)


def _has(text: Text, word: str) -> bool:
    said = (text.of, text.label, text.german, *map(text.in_language, TRANSLATED))
    return any(word in one.casefold() for one in said)
