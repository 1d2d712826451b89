"""A page on which some fields of one record are changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from booking.forms.typed import TypedForm
from offices.models.provenance import Provenance
from offices.policy.words import column


class RecordForm(TypedForm):
    """Its fields are called like those of the record; of a text the German wording is typed.

    `facts` names what becomes sure by being set, and by which fields (offices.policy.sureness).
    """

    title: ClassVar[Promise]
    model: ClassVar[type[models.Model]]
    names: ClassVar[tuple[str, ...]]
    facts: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    button = _("Save")
    # The version of the record that somebody saw when they began to type.
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    @cached_property
    def helper(self) -> FormHelper:
        """Only the fields: what is told before saving stands in the same form."""
        helper = super().helper
        helper.form_tag, helper.disable_csrf, helper.inputs = False, True, []
        return helper

    @classmethod
    def known(cls, record: Provenance) -> dict[str, Any]:
        """What the record says now, by the names of the record's fields."""
        return {name: getattr(record, column(cls.model, name)) for name in cls.names}

    @classmethod
    def initial_of(cls, record: Provenance) -> dict[str, Any]:
        return cls.known(record)

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.names}

    def changes(self, record: Provenance) -> dict[str, Any]:
        """Only what differs from the record; no text is an empty text."""
        known = self.known(record)
        return {
            name: value
            for name, value in self.values().items()
            if value != known[name] and not _is_nothing(value, known[name])
        }

    def sure(self, changes: Mapping[str, Any]) -> set[str]:
        """The facts that are right now, because somebody has set them."""
        return {fact for fact, names in self.facts.items() if set(names) & changes.keys()}

    def refuse(self, error: ValidationError) -> None:
        """Show what a rule of the record says."""
        for said in error.messages:
            self.add_error(None, said)


def _is_nothing(*values: Any) -> bool:
    return all(value in ("", None) for value in values)
