"""Forms for inviting staff."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from offices.admin.bases import AnyForm
from offices.models import Membership


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
