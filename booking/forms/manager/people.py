"""What managers type about their people: whom to look for, what somebody does where, and why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from booking.forms.typed import TypedForm, tidy
from offices.models import Authority, Membership, Office
from offices.staff import Job, State

Role = Membership.Role
ALL = ("", gettext_lazy("all"))
EVERYWHERE = gettext_lazy("all offices")
LONGEST_NAME, LONGEST_REASON = 150, 300
DOES: dict[str, Promise] = {
    Role.CASEWORKER: gettext_lazy(
        "Caseworker: works at the desk with appointments, requests and invitations."
    ),
    Role.MANAGER: gettext_lazy(
        "Manager: can do the same, and looks after hours, services and staff. For all offices."
    ),
    Role.DOOR: gettext_lazy("Door: sees who is expected, and checks papers. Nothing else."),
    Role.AUDITOR: gettext_lazy(
        "Auditor: sees who looked at whose data, and who changed what. Nothing else."
    ),
}
STATES: dict[State, Promise] = {
    State.ACTIVE: gettext_lazy("active"),
    State.INVITED: gettext_lazy("invited, has not signed in yet"),
    State.OFF: gettext_lazy("not active"),
}


class FindForm(TypedForm):
    button: str | Promise = gettext_lazy("Search")
    words = forms.CharField(
        label=gettext_lazy("Name or e-mail address"),
        help_text=gettext_lazy("A part of it is enough."),
        max_length=LONGEST_NAME,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Please type something to look for.")},
    )


class FilterForm(forms.Form):
    """Names nobody, so it may stand in the address."""

    role = forms.ChoiceField(
        label=capfirst(gettext_lazy("role")),
        required=False,
        choices=[ALL, *((one.value, one.label) for one in Role)],
    )
    office = forms.TypedChoiceField(
        label=capfirst(gettext_lazy("office")), required=False, coerce=int
    )
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[ALL, *((one.value, word) for one, word in STATES.items())],
    )

    def __init__(self, data: Any, offices: Iterable[Office]) -> None:
        super().__init__(data)
        self.use_required_attribute = False
        self.fields["office"].choices = [ALL, *((one.pk, one.name) for one in offices)]  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, Any]:
        """What was chosen; an address that somebody mistyped chooses nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class JobForm(TypedForm):
    """What somebody does, and where; the offices are those of the authority."""

    button: str | Promise = gettext_lazy("Save")
    role = forms.ChoiceField(
        label=capfirst(gettext_lazy("role")),
        choices=list(DOES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please choose a role.")},
    )
    where = forms.ChoiceField(
        label=gettext_lazy("Where"),
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Please choose one of your offices.")},
    )

    def __init__(self, data: Any = None, *, authority: Authority, **options: Any) -> None:
        super().__init__(data, **options)
        self.authority = authority
        self.offices = {str(one.pk): one for one in authority.offices.order_by("pk")}
        named = ((pk, one.name) for pk, one in self.offices.items())
        self.fields["where"].choices = [("", capfirst(EVERYWHERE)), *named]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("role") == Role.MANAGER and typed.get("where"):
            self.add_error("where", _("A manager works for the whole authority."))
        return typed

    @property
    def job(self) -> Job:
        said = self.cleaned_data
        return Job(self.authority, said["role"], self.offices.get(said["where"]))


class NewJobForm(JobForm):
    button = gettext_lazy("Give this role")


class InviteForm(JobForm):
    button = gettext_lazy("Invite by e-mail")
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("With it the person signs in later."),
        max_length=254,
        widget=forms.EmailInput({"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": gettext_lazy("Please type an e-mail address."),
            "invalid": gettext_lazy("This is not a whole e-mail address."),
        },
    )
    name = forms.CharField(
        label=gettext_lazy("Name"),
        help_text=gettext_lazy(
            "First name and family name, as colleagues are to see it. Who has an account already "
            "keeps the name that stands there."
        ),
        max_length=LONGEST_NAME,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Please type the name.")},
    )
    field_order = ("email", "name", "role", "where")

    def clean_name(self) -> str:
        name = tidy(self.cleaned_data["name"])
        if not name:
            raise ValidationError(_("Please type the name."))
        return name


class ReasonForm(TypedForm):
    button = gettext_lazy("Reset the second step")
    reason = forms.CharField(
        label=capfirst(gettext_lazy("reason")),
        help_text=gettext_lazy(
            "For example: new phone, asked for it in person. The reason is kept with your name."
        ),
        max_length=LONGEST_REASON,
        widget=forms.Textarea({"rows": 3}),
        error_messages={
            "required": gettext_lazy("Please write why."),
            "max_length": gettext_lazy("At most 300 characters, please."),
        },
    )

    def clean_reason(self) -> str:
        reason = tidy(self.cleaned_data["reason"])
        if not reason:
            raise ValidationError(_("Please write why."))
        return reason
