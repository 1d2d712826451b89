"""Whatever somebody knows of a person, in one field."""

from __future__ import annotations

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from booking.forms.typed import TypedForm

LONGEST = 120


class SearchForm(TypedForm):
    button: str | Promise = _("Search")
    words = forms.CharField(
        label=_("Name, number, date of birth, e-mail, phone or file number"),
        help_text=_(
            "Several words narrow it down. Typing errors and other spellings are found too, "
            "also names in other scripts."
        ),
        max_length=LONGEST,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false", "autofocus": True}),
        error_messages={"required": _("Please type something to look for.")},
    )
