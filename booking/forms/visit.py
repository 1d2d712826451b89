"""What the counter writes down about a visit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from booking.forms.person import PersonForm
from booking.forms.typed import TypedForm, tidy
from booking.models import Visit

LONGEST_VISIT = 480  # minutes
SAVE = gettext_lazy("Save")


class WordsField(forms.CharField):
    """Some sentences; whoever presses the button with nothing in it is told so."""

    def __init__(self, *, missing: Any, **options: Any) -> None:
        super().__init__(
            max_length=1000,
            widget=forms.Textarea({"rows": 3, "dir": "auto"}),
            error_messages={"required": missing},
            **options,
        )

    def to_python(self, value: Any) -> str:
        lines = (tidy(line) for line in (super().to_python(value) or "").splitlines())
        return "\n".join(lines).strip()


class ResultForm(TypedForm):
    button: str | Promise = SAVE
    result = forms.ChoiceField(
        label=gettext_lazy("What came of the visit?"),
        choices=Visit.Result.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please choose what came of the visit.")},
    )
    missing = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Which documents are missing?"),
        help_text=gettext_lazy(
            "The person gets this list in both languages, by e-mail and to take along."
        ),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes it really took, if you like"),
        help_text=gettext_lazy(
            "So the office learns how long appointments must be. "
            "It is counted per matter, never per person."
        ),
        min_value=1,
        max_value=LONGEST_VISIT,
        required=False,
        widget=forms.NumberInput(
            {"inputmode": "numeric", "class": "kern-form-input__input--width-3"}
        ),
    )

    def __init__(self, data: Any, documents: Iterable[tuple[int, str]], **options: Any) -> None:
        super().__init__(data, **options)
        choices = list(documents)
        if choices:
            self.fields["missing"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["missing"]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        is_missing = typed.get("result") == Visit.Result.DOCUMENTS_MISSING
        if is_missing and "missing" in self.fields and not typed.get("missing"):
            raise ValidationError({"missing": _("Please tick which documents are missing.")})
        return typed


class RemarkForm(TypedForm):
    button: str | Promise = SAVE
    text = WordsField(
        label=gettext_lazy("Remark (Vermerk)"),
        help_text=gettext_lazy(
            "The person may ask to read it. It is erased with the person’s data."
        ),
        missing=gettext_lazy("Please write the remark."),
    )


class CancelForm(TypedForm):
    button: str | Promise = gettext_lazy("Cancel the appointment")
    reason = WordsField(
        label=gettext_lazy("Reason, as the person will read it"),
        help_text=gettext_lazy(
            "Simple words, best in the person’s language: the mail shows them as you write them."
        ),
        missing=gettext_lazy("Please write why."),
    )


class CorrectionForm(PersonForm):
    button: str | Promise = gettext_lazy("Correct")
    file_number = None  # type: ignore[assignment]

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        for name in ("family_name", "given_names", "birth"):
            self.fields[name].help_text = ""

    def doubt(self) -> str:
        """Whoever corrects has the passport before them."""
        return ""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("For example: as in the passport. It is kept as a remark."),
        max_length=200,
        error_messages={"required": gettext_lazy("Please write why.")},
    )
