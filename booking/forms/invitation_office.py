"""What staff type to invite somebody, or a whole list of people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import Promise, cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from booking.forms.birth import Birth, BirthField
from booking.forms.contact import ContactForm
from booking.forms.invitation_list import read_people
from booking.forms.person import NameField
from booking.forms.typed import TypedForm, tidy
from booking.models import Booking, Invitation
from booking.reservations import Guest, Person, Right
from offices.models import Offering

MOST_PERSONS = 20
MAY_BE_EMPTY = gettext_lazy("This may stay empty.")
# As on the page: what is missing is listed in this order too.
PERSON = ("family_name", "given_names", "birth", "file_number", "language")
MATTER = ("offerings", "persons")
RIGHT = ("latest", "internal_hours", "is_order", "way", "email")
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


class MatterChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # no subscripts in Django
    """Offerings of one office, of which only the matter is worth naming."""

    def label_from_instance(self, obj: Offering) -> str:
        return str(obj.service)


class MattersChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # as above
    def label_from_instance(self, obj: Offering) -> str:
        return str(obj.service)


class LatestForm(TypedForm):
    """Until when somebody may choose; `today` is the day at the office."""

    latest = forms.DateField(
        label=gettext_lazy("Latest day of the appointment"),
        help_text=gettext_lazy("Until then the person may choose a free time."),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": gettext_lazy("Please choose a day.")},
    )
    internal_hours = InternalHoursField()

    def __init__(self, data: Any = None, *, today: date, **options: Any) -> None:
        super().__init__(data, **options)
        self.today = today

    def clean_latest(self) -> date:
        latest: date = self.cleaned_data["latest"]
        if latest < self.today:
            raise ValidationError(_("This day has passed."))
        return latest


class RightForm(LatestForm):
    """What is granted; the offerings to choose from are those of one office."""

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
    button: str | Promise = gettext_lazy("Invite")
    offerings = MattersChoice(
        Offering.objects.none(),
        label=capfirst(gettext_lazy("matters")),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Please choose what it is about.")},
    )
    persons = forms.IntegerField(
        label=gettext_lazy("For how many persons"),
        min_value=1,
        max_value=MOST_PERSONS,
        initial=1,
        widget=forms.NumberInput(
            {"inputmode": "numeric", "class": "kern-form-input__input--width-3"}
        ),
    )
    family_name = NameField(
        label=gettext_lazy("Family name"),
        autocomplete="off",
        error_messages={"required": gettext_lazy("Please write the family name.")},
    )
    given_names = NameField(
        label=gettext_lazy("Given names"),
        help_text=MAY_BE_EMPTY,
        autocomplete="off",
        required=False,
    )
    birth = BirthField(
        label=gettext_lazy("Date of birth"),
        help_text=gettext_lazy("Unknown parts stay empty: the year is enough."),
    )
    file_number = forms.CharField(
        label=gettext_lazy("File number"), help_text=MAY_BE_EMPTY, max_length=40, required=False
    )
    way = forms.ChoiceField(
        label=gettext_lazy("How the invitation is sent"),
        choices=Invitation.Way.choices,
        widget=forms.RadioSelect,
        initial=Invitation.Way.EMAIL,
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail address of the person"),
        help_text=gettext_lazy("For a letter it may stay empty."),
        max_length=254,
        required=False,
        widget=forms.EmailInput({"autocomplete": "off", "dir": "ltr", "spellcheck": "false"}),
        error_messages=ContactForm.base_fields["email"].error_messages,
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the person"), choices=settings.LANGUAGES
    )

    field_order = (*PERSON, *MATTER, *RIGHT)

    def __init__(self, data: Any = None, *, offerings: Any, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["offerings"].queryset = offerings  # type: ignore[attr-defined]

    @cached_property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.layout = Layout(
            Fieldset(_("Person"), *PERSON),
            Fieldset(_("What is it about?"), *MATTER),
            Fieldset(capfirst(_("invitation")), *RIGHT),
        )
        return helper

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        by_email = said.get("way") == Invitation.Way.EMAIL and "email" not in self.errors
        if by_email and not said.get("email"):
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


def known_guest(booking: Booking) -> dict[str, Any]:
    """What a dossier says already of the person who is to be invited once more."""
    person = booking.person
    reached = {
        "language": booking.language,
        "email": booking.email,
        "way": Invitation.Way.EMAIL if booking.email else Invitation.Way.LETTER,
    }
    if person is None:
        return reached
    return reached | {
        "family_name": person.family_name,
        "given_names": person.given_names,
        "birth": Birth(person.birth_day, person.birth_month, person.birth_year),
        "file_number": person.file_number,
    }


def _too_many(offering: Offering) -> str:
    return _("%(matter)s: for %(count)d persons at most.") % {
        "matter": offering.service,
        "count": offering.max_persons,
    }


class PeopleForm(RightForm):
    """One matter and one day for many people, a line for each."""

    offering = MatterChoice(
        Offering.objects.none(),
        label=gettext_lazy("Matter"),
        empty_label=gettext_lazy("Please choose"),
        error_messages={"required": gettext_lazy("Please choose what it is about.")},
    )
    people = forms.CharField(
        label=gettext_lazy("People, one in each line"),
        help_text=gettext_lazy(
            "Family name; given names; date of birth; e-mail; language (de, en, ar, uk); "
            "file number. What is not known stays empty. Who has no e-mail gets a letter."
        ),
        widget=forms.Textarea({"rows": 12, "spellcheck": "false", "dir": "auto"}),
        max_length=LIST_AT_MOST,
        required=False,
        strip=False,
    )
    file = forms.FileField(label=gettext_lazy("Or a file (CSV)"), required=False, max_length=200)

    field_order = ("offering", "latest", "internal_hours", "is_order", "people", "file")

    def __init__(self, data: Any = None, *, offerings: Any, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["offering"].queryset = offerings  # type: ignore[attr-defined]

    @cached_property
    def helper(self) -> FormHelper:
        """The page writes what stands around: a file needs a form of its own kind."""
        helper = super().helper
        helper.form_tag, helper.disable_csrf, helper.inputs = False, True, []
        return helper

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
        self._show(said["text"])
        people, mistakes = read_people(said["text"])
        for mistake in mistakes:
            self.add_error("people", mistake)
        if not (people or mistakes or "people" in self.errors or "file" in self.errors):
            self.add_error("people", _("Please write or paste at least one person."))
        said["found"] = people
        return said

    def _show(self, text: str) -> None:
        """Put what was read from a file where it can be mended: a page can not keep a file."""
        if text:
            self.data = {**self.data.dict(), "people": text}  # type: ignore[attr-defined]

    @property
    def guests(self) -> Iterator[Guest]:
        offering = self.cleaned_data["offering"]
        for person, email, language in self.cleaned_data["found"]:
            yield Guest([(offering, 1)], person, language, email)
