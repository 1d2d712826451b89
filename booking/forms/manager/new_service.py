"""Which service of the catalogue an office takes up."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from booking.forms.typed import TypedForm
from offices.models import ServiceType
from offices.wording import in_words


class ServiceChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # no subscripts in Django
    """Named in the language of the page, below the groups in which people find them."""


class NewServiceForm(TypedForm):
    button = _("Add it")
    service = ServiceChoice(
        ServiceType.objects.none(),
        label=capfirst(_("service")),
        help_text=_("Length and persons are taken from the catalogue. You can change them then."),
        error_messages={
            "required": _("Please choose a service."),
            "invalid_choice": _("Please choose one of these services."),
        },
    )

    def __init__(
        self, data: Any, services: QuerySet[ServiceType], language: str, **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.fields["service"].queryset = services  # type: ignore[attr-defined]
        named = groupby(services, key=lambda one: in_words(vars(one.group), "name", language))
        self.fields["service"].choices = [  # type: ignore[attr-defined]
            ("", _("Please choose")),
            *(
                (group, [(one.pk, in_words(vars(one), "name", language)) for one in each])
                for group, each in named
            ),
        ]
