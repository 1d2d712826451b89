"""What an authority and an office say of themselves, subject by subject."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from booking.forms.manager.fields import YesNoField, of, words_of
from booking.forms.manager.record import RecordForm
from booking.forms.moments import day_field
from offices.models import Authority, Office
from offices.policy.words import span

YEAR, TEN_YEARS = 366, 3660
spoken = lazy(span, str)  # in the language of whoever reads the form


def _days(name: str, **options: Any) -> forms.Field:
    return of(Authority, name, **{"max_value": TEN_YEARS, **options})


class ContactForm(RecordForm):
    title = gettext_lazy("How to reach it")
    model = Authority
    names = ("phone", "email", "website", "advice_link")
    facts = {"phone": ("phone",), "email": ("email",)}
    phone = of(Authority, "phone")
    email = of(Authority, "email")
    website = of(Authority, "website")
    advice_link = of(Authority, "advice_link")


class ApplyForm(RecordForm):
    title = gettext_lazy("How to apply")
    model = Authority
    names = (
        "apply_way",
        "apply_note",
        "apply_url",
        "apply_post",
        "apply_email",
        "deadline_letterbox",
    )
    facts = {"apply": names}
    apply_way = words_of(
        Authority,
        "apply_way",
        rows=2,
        help_text=gettext_lazy("In German, a few words: by post, by e-mail, with the form online."),
    )
    apply_note = words_of(Authority, "apply_note", help_text=gettext_lazy("In German."))
    apply_url = of(Authority, "apply_url")
    apply_post = of(Authority, "apply_post")
    apply_email = of(Authority, "apply_email")
    deadline_letterbox = YesNoField(
        Authority,
        "deadline_letterbox",
        help_text=gettext_lazy(
            "A letterbox that tells the day on which something was put in (Fristenbriefkasten)."
        ),
    )


class PayingForm(RecordForm):
    title = gettext_lazy("Paying and photos")
    model = Authority
    names = ("payment_note", "photo_terminal", "photo_note")
    facts = {"photo_terminal": ("photo_terminal", "photo_note")}
    payment_note = words_of(Authority, "payment_note", help_text=gettext_lazy("In German."))
    photo_terminal = YesNoField(Authority, "photo_terminal")
    photo_note = words_of(Authority, "photo_note", help_text=gettext_lazy("In German."))


class RulesForm(RecordForm):
    title = gettext_lazy("Rules")
    model = Authority
    names = (
        "answer_days",
        "earliest_days_before_expiry",
        "apply_at_least_days",
        "apply_at_most_days",
        "cards_per_slot",
        "collect_after_weeks",
        "rules_note",
    )
    facts = {"rules": names[1:]}
    answer_days = _days("answer_days", min_value=1, max_value=YEAR)
    earliest_days_before_expiry = _days("earliest_days_before_expiry")
    apply_at_least_days = _days("apply_at_least_days")
    apply_at_most_days = _days("apply_at_most_days")
    cards_per_slot = _days("cards_per_slot", min_value=1, max_value=50)
    collect_after_weeks = _days("collect_after_weeks", max_value=104)
    rules_note = words_of(Authority, "rules_note", help_text=gettext_lazy("In German."))

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        least, most = typed.get("apply_at_least_days"), typed.get("apply_at_most_days")
        if least is not None and most is not None and least > most:
            raise ValidationError(
                {"apply_at_most_days": _("This must not be less than the number before it.")}
            )
        return typed


class DataForm(RecordForm):
    title = gettext_lazy("Data protection")
    model = Authority
    names = ("retention_days", "correction_way")
    facts = {"days until data is erased": ("retention_days",)}
    retention_days = _days(
        "retention_days",
        max_value=365,
        help_text=gettext_lazy("Counted from the day of the appointment. At most a year."),
    )
    correction_way = words_of(Authority, "correction_way", help_text=gettext_lazy("In German."))


class NameForm(RecordForm):
    title = gettext_lazy("Name")
    model = Office
    names = ("name",)
    name = of(Office, "name", help_text=gettext_lazy("In German. People read it on every page."))


class DatesForm(RecordForm):
    title = gettext_lazy("New dates")
    model = Office
    names = ("release_at", "grid_minutes")
    facts = {"appointments begin every": ("grid_minutes",)}
    release_at = of(Office, "release_at", widget=forms.TimeInput({"type": "time"}, format="%H:%M"))
    grid_minutes = of(Office, "grid_minutes", choices=[(n, spoken(n)) for n in (5, 10, 15)])


class LastDayForm(RecordForm):
    title = gettext_lazy("How long the office exists")
    model = Office
    names = ("valid_until",)
    valid_until = day_field(
        of(Office, "valid_until").label,
        required=False,
        help_text=gettext_lazy(
            "The last day on which appointments can lie. Empty: no end is known."
        ),
    )


class WayForm(RecordForm):
    title = gettext_lazy("Getting there")
    model = Office
    names = ("access_notes", "directions")
    access_notes = words_of(
        Office,
        "access_notes",
        help_text=gettext_lazy("In German: which door, which floor, where a wheelchair gets in."),
    )
    directions = words_of(
        Office, "directions", help_text=gettext_lazy("In German: by bus and train, and parking.")
    )


OF_AUTHORITY: dict[str, type[RecordForm]] = {
    "contact": ContactForm,
    "apply": ApplyForm,
    "paying": PayingForm,
    "rules": RulesForm,
    "data": DataForm,
}
WAY = "way"
OF_OFFICE: dict[str, type[RecordForm]] = {
    "name": NameForm,
    "dates": DatesForm,
    WAY: WayForm,
    "end": LastDayForm,
}
