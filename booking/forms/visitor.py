"""Who stands at the counter or is on the phone, and what they come for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from booking.forms.contact import ContactForm
from booking.forms.person import PersonForm
from booking.forms.typed import TypedForm
from booking.models import Need, Talk
from booking.reservations import Visitor


class MatterForm(TypedForm):
    """What somebody comes for; goes on to the free times by its address."""

    button: str | Promise = _("Show free times")
    matter = forms.TypedChoiceField(
        label=_("Matter"),
        coerce=int,
        error_messages={"required": _("Please choose what it is about.")},
    )
    persons = forms.IntegerField(
        label=_("For how many persons"),
        min_value=1,
        max_value=20,
        initial=1,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )

    def __init__(
        self, data: Any, matters: Iterable[tuple[int, str]], most: int = 1, **options: Any
    ) -> None:
        """`most` is for how many persons the matter that was chosen may be at once."""
        super().__init__(data, **options)
        self.most = most
        self.fields["matter"].choices = [("", _("Please choose")), *matters]  # type: ignore[attr-defined]
        self.helper.form_method = "get"

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("matter") and typed.get("persons", 0) > self.most:
            said = ngettext(
                "For this matter, one person at a time.",
                "For this matter, at most %(count)d persons at a time.",
                self.most,
            )
            raise ValidationError({"persons": said % {"count": self.most}})
        return typed


class CounterPersonForm(PersonForm):
    """The same person, told by somebody who has done this before: no picture, no explanations."""

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        for field in self.fields.values():
            field.help_text = ""
        self.fields["file_number"].label = _("File number (Aktenzeichen)")
        self.fields["birth"].help_text = _("Unknown parts stay empty: the year is enough.")


class VisitorForm(ContactForm):
    language = forms.ChoiceField(label=_("Language we write in"), choices=settings.LANGUAGES)
    talk = forms.ChoiceField(
        label=_("How will we talk?"), choices=[("", _("not asked")), *Talk.choices], required=False
    )
    needs = forms.MultipleChoiceField(
        label=_("What is needed so that the visit works well"),
        choices=Need.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    field_order = ("language", "email", "phone", "talk", "needs")

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["email"].help_text = _(
            "Confirmation and reminders go there. Without one, print the slip."
        )
        self.fields["phone"].help_text, self.fields["phone"].label = "", _("Phone")

    def visitor(self, people: Sequence[PersonForm]) -> Visitor:
        said = self.cleaned_data
        return Visitor(
            people=[one.person for one in people],
            language=said["language"],
            email=said["email"],
            phone=said["phone"],
            talk=said["talk"],
            needs=said["needs"],
        )
