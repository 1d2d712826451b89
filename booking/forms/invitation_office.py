"""What staff type to invite somebody, or a whole list of people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from booking.forms.birth import BirthField
from booking.forms.invitation_list import read_people
from booking.forms.person import LONGEST
from booking.forms.typed import tidy
from booking.models import Invitation
from booking.reservations import Guest, Person, Right
from offices.models import Offering

MOST_PERSONS = 20
LIST_AT_MOST = 60_000  # characters: some 500 people


class InternalHoursField(forms.BooleanField):
    """Whether somebody may choose hours that the public may not."""

    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("Internal hours too"),
            help_text=gettext_lazy("Without a mark: only where the offering says so."),
            required=False,
        )

    def clean(self, value: Any) -> bool | None:
        """None is as the offering says."""
        return super().clean(value) or None


class LatestForm(forms.Form):
    """Until when somebody may choose; `today` is the day at the office."""

    latest = forms.DateField(
        label=gettext_lazy("Latest day of the appointment"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    internal_hours = InternalHoursField()

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today

    def clean_latest(self) -> date:
        latest: date = self.cleaned_data["latest"]
        if latest < self.today:
            raise ValidationError(_("This day has passed."))
        return latest


class RightForm(LatestForm):
    """What is granted; the offerings to choose from come from whoever may use them."""

    is_order = forms.BooleanField(
        label=gettext_lazy("A written order to appear was sent (Vorladung, § 82 Abs. 4 AufenthG)"),
        required=False,
    )

    def right(self, way: str) -> Right:
        said = self.cleaned_data
        return Right(
            Invitation.Way(way),
            said["latest"],
            is_order=said["is_order"],
            internal_hours=said["internal_hours"],
        )


class GuestForm(RightForm):
    offerings: forms.ModelMultipleChoiceField[Offering] = forms.ModelMultipleChoiceField(
        Offering.objects.none(),
        label=gettext_lazy("Matters, all at one office"),
        widget=forms.CheckboxSelectMultiple,
    )
    persons = forms.IntegerField(
        label=gettext_lazy("For how many persons"), min_value=1, max_value=MOST_PERSONS, initial=1
    )
    family_name = forms.CharField(label=gettext_lazy("Family name"), max_length=LONGEST)
    given_names = forms.CharField(
        label=gettext_lazy("Given names"), max_length=LONGEST, required=False
    )
    birth = BirthField(
        label=gettext_lazy("Date of birth"),
        help_text=gettext_lazy("Unknown parts stay empty: the year is enough."),
    )
    file_number = forms.CharField(label=gettext_lazy("File number"), max_length=40, required=False)
    way = forms.ChoiceField(
        label=gettext_lazy("How the invitation is sent"),
        choices=Invitation.Way.choices,
        widget=forms.RadioSelect,
        initial=Invitation.Way.EMAIL,
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail address of the person"), max_length=254, required=False
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the person"), choices=settings.LANGUAGES
    )

    field_order = ("offerings", "persons", "family_name", "given_names", "birth", "file_number")

    def __init__(self, *args: Any, offerings: QuerySet[Offering], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["offerings"].queryset = offerings  # type: ignore[attr-defined]

    def clean_family_name(self) -> str:
        return tidy(self.cleaned_data["family_name"])

    def clean_given_names(self) -> str:
        return tidy(self.cleaned_data["given_names"])

    def clean_offerings(self) -> list[Offering]:
        chosen = list(self.cleaned_data["offerings"])
        if len({offering.office_id for offering in chosen}) > 1:
            raise ValidationError(_("Please choose matters of one office only."))
        return chosen

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("way") == Invitation.Way.EMAIL and not said.get("email"):
            self.add_error("email", _("To invite by e-mail, an address is needed."))
        for offering in said.get("offerings", ()):
            if said.get("persons", 1) > offering.max_persons:
                self.add_error("persons", _too_many(offering))
        return said

    @property
    def guest(self) -> Guest:
        said, born = self.cleaned_data, self.cleaned_data["birth"]
        return Guest(
            items=[(offering, said["persons"]) for offering in said["offerings"]],
            person=Person(
                family_name=said["family_name"],
                given_names=said["given_names"],
                birth_year=born.year,
                birth_month=born.month,
                birth_day=born.day,
                file_number=tidy(said["file_number"]),
            ),
            language=said["language"],
            email=said["email"],
        )


def _too_many(offering: Offering) -> str:
    return _("%(matter)s: for %(count)d persons at most.") % {
        "matter": offering.service,
        "count": offering.max_persons,
    }


class PeopleForm(RightForm):
    """One matter and one day for many people, a line for each."""

    offering: forms.ModelChoiceField[Offering] = forms.ModelChoiceField(
        Offering.objects.none(), label=gettext_lazy("Matter")
    )
    people = forms.CharField(
        label=gettext_lazy("People, one in each line"),
        help_text=gettext_lazy(
            "Family name; given names; date of birth; e-mail; language (de, en, ar, uk); "
            "file number. What is not known stays empty. Who has no e-mail gets a letter."
        ),
        widget=forms.Textarea({"rows": 12, "cols": 100, "spellcheck": "false"}),
        max_length=LIST_AT_MOST,
        required=False,
        strip=False,
    )
    file = forms.FileField(label=gettext_lazy("Or a file (CSV)"), required=False, max_length=200)

    field_order = ("offering", "latest", "internal_hours", "is_order", "people", "file")

    def __init__(self, *args: Any, offerings: QuerySet[Offering], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["offering"].queryset = offerings  # type: ignore[attr-defined]

    def clean_file(self) -> str:
        """Return its text; files of older spreadsheet programs are in Windows-1252."""
        found = self.cleaned_data["file"]
        if not found:
            return ""
        if found.size > 4 * LIST_AT_MOST:
            raise ValidationError(_("This file is too long."))
        written = found.read()
        try:
            return str(written.decode("utf-8-sig"))
        except UnicodeDecodeError:
            return str(written.decode("cp1252", errors="replace"))

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        said["text"] = said.get("file") or said.get("people", "")
        people, mistakes = read_people(said["text"])
        for mistake in mistakes:
            self.add_error("people", mistake)
        if not (people or mistakes or "people" in self.errors or "file" in self.errors):
            self.add_error("people", _("Please write or paste at least one person."))
        said["found"] = people
        return said

    @property
    def guests(self) -> Iterator[Guest]:
        offering = self.cleaned_data["offering"]
        for person, email, language in self.cleaned_data["found"]:
            yield Guest([(offering, 1)], person, language, email)
