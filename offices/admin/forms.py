"""Forms for rows that must keep to one office, and for inviting staff."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from offices.admin.bases import AnyChoices, AnyForm, AnyManyField
from offices.models import Membership


class ByOffice(AnyChoices):
    """Choices under the name of their office."""

    def __iter__(self) -> Iterator[Any]:
        for office, rows in groupby(self.queryset, key=lambda row: row.office):
            yield office.name, [self.choice(row) for row in rows]


class DesksOrOfferings(AnyManyField):
    iterator = ByOffice
    widget = forms.CheckboxSelectMultiple

    @property
    def rows(self) -> QuerySet[Any]:
        assert self.queryset is not None  # noqa: S101
        return self.queryset

    def label_from_instance(self, obj: Any) -> str:
        return str(getattr(obj, "service", obj))


class OneOfficeForm(AnyForm):
    """Desks and offerings of a row are those of its own office."""

    of_its_office: tuple[str, ...] = ("desks",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.of_its_office) & self.fields.keys():
            field = self.fields[name]
            if self.instance.pk and isinstance(field, DesksOrOfferings):
                field.queryset = field.rows.filter(office=self.instance.office_id)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        office = cleaned.get("office") or (self.instance.office if self.instance.pk else None)
        if office is None:
            return cleaned
        for name in self.of_its_office:
            strangers = [row for row in cleaned.get(name, ()) if row.office_id != office.pk]
            if strangers:
                self.add_error(name, _stranger(strangers, office))
        return cleaned


def _stranger(rows: list[Any], office: Any) -> forms.ValidationError:
    return forms.ValidationError(
        _("Not at the office %(office)s: %(names)s."),
        params={"office": office, "names": ", ".join(map(str, rows))},
    )


class RoleForm(AnyForm):
    """What somebody does for an authority."""

    class Meta:
        model = Membership
        fields = ("authority", "office", "role")

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        authority = cleaned.get("authority") or getattr(self.instance, "authority", None)
        office = cleaned.get("office")
        if office and authority and office.authority_id != authority.pk:
            self.add_error("office", _("This office belongs to another authority."))
        same = Membership.objects.filter(
            self.who(), authority=authority, office=office, role=cleaned.get("role", "")
        )
        if same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("This person already has this role there."))
        return cleaned

    def who(self) -> Q:
        return Q(user=self.instance.user_id)


class InvitationForm(RoleForm):
    """A role for a person known by e-mail; whether there is an account is not told."""

    email = forms.EmailField(
        label=_("e-mail"),
        max_length=254,
        help_text=_("Who has no account yet gets one and sets its password alone."),
    )
    name = forms.CharField(
        label=_("name"),
        max_length=150,
        required=False,
        help_text=_("Only for a new account."),
    )

    def who(self) -> Q:
        return Q(user__email__iexact=self.cleaned_data.get("email", ""))
