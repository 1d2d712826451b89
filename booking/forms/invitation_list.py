"""A list of people to invite, one in each line, as it comes out of a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from booking.forms.birth import Birth, BirthField
from booking.forms.person import LONGEST
from booking.forms.typed import tidy
from booking.reservations import Person

COLUMNS = 6
FILE_NUMBER_LONGEST = 40
Found = tuple[Person, str, str]  # with e-mail and language


def read_people(text: str) -> tuple[list[Found], list[str]]:
    """Return people and mistakes; a mistake names its line. A first line of titles is left out."""
    people: list[Found] = []
    mistakes: list[str] = []
    seen: dict[str, int] = {}
    for number, cells in _lines(text):
        try:
            found = _person(cells)
            _check_once(found[0], number, seen)
            people.append(found)
        except ValidationError as error:
            mistakes += [
                _("Line %(line)d: %(what)s") % {"line": number, "what": what}
                for what in error.messages
            ]
    return people, mistakes


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    begin = text.splitlines()[0] if text.strip() else ""
    separator = max(";\t,", key=begin.count)
    rows = csv.reader(io.StringIO(text.replace("\x00", "")), delimiter=separator)
    for number, row in enumerate(rows, start=1):
        cells = [tidy(cell) for cell in row]
        if any(cells) and not (number == 1 and _is_title(cells)):
            yield number, cells


def _is_title(cells: list[str]) -> bool:
    """Titles have no date of birth."""
    return len(cells) > 1 and not any(char.isdecimal() or char == "@" for char in "".join(cells))


def _person(cells: list[str]) -> Found:
    if not 3 <= len(cells) <= COLUMNS:  # noqa: PLR2004
        raise ValidationError(_("three to six columns are needed."))
    family, given, born, email, language, file_number = (*cells, "", "", "")[:COLUMNS]
    if not family or max(len(family), len(given)) > LONGEST:
        raise ValidationError(_("the family name is missing, or a name is too long."))
    if len(file_number) > FILE_NUMBER_LONGEST:
        raise ValidationError(_("the file number is too long."))
    birth = _birth(born)
    person = Person(family, given, birth.year, birth.month, birth.day, file_number)
    return person, _email(email), _language(language)


def _birth(typed: str) -> Birth:
    """05.03.1990, 3.1990, 1990 or 1990-03-05; unknown parts as zeros."""
    parts = typed.replace("-", ".").replace("/", ".").split(".")
    if len(parts) == 3 and len(parts[0]) > 2:  # noqa: PLR2004
        parts.reverse()
    if len(parts) > 3:  # noqa: PLR2004
        raise ValidationError(_("the date of birth is not clear."))
    birth: Birth = BirthField().clean([*[""] * (3 - len(parts)), *parts])
    return birth


def _email(typed: str) -> str:
    if typed:
        try:
            validate_email(typed)
        except ValidationError as error:
            raise ValidationError(_("the e-mail address is not complete.")) from error
    return typed


def _language(typed: str) -> str:
    """German where nothing is said."""
    known = dict(settings.LANGUAGES)
    names = {name.casefold(): code for code, name in known.items()} | {code: code for code in known}
    code = names.get(typed.casefold() or "de")
    if code is None:
        raise ValidationError(
            _("the language is one of these: %(codes)s.") % {"codes": ", ".join(known)}
        )
    return code


def _check_once(person: Person, number: int, seen: dict[str, int]) -> None:
    before = seen.setdefault(person.fingerprint, number)
    if before != number:
        raise ValidationError(_("the same person stands in line %(line)d.") % {"line": before})
