"""A document that only one office asks for."""

from __future__ import annotations

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from booking.forms.request import WordsField
from booking.forms.typed import TypedForm

LONGEST = 500


class DocumentForm(TypedForm):
    button = _("Save")
    name = WordsField(
        label=capfirst(_("document")),
        help_text=_("In German, as people read it on the list: Mietvertrag, alle Seiten"),
        max_length=LONGEST,
        rows=2,
        error_messages={"required": _("Please write which document.")},
    )
    condition = WordsField(
        label=capfirst(_("only if")),
        help_text=_("In German. Empty: everybody brings it."),
        max_length=LONGEST,
        rows=2,
        required=False,
    )
    place = forms.IntegerField(
        label=_("Place on the list"),
        help_text=_("1 is the first."),
        min_value=1,
        max_value=99,
    )
