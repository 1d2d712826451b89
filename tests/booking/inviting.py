"""What a caseworker types to invite, and reading what comes back."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from booking.models import Invitation
from booking.reservations import Guest, Person, Right, invite
from offices.models import Offering
from tests import make

LIST = """Familienname;Vornamen;geboren;E-Mail;Sprache;Aktenzeichen
Al-Hamwi;Amal Nour;05.03.1990;amal@people.example;ar;AZ-1
Коваленко;Богдан;1985;;uk;
"""


def offering_of(authority, **fields) -> Offering:
    return make.offering(at=make.office_open_on_weekdays(of=authority), **fields)


def latest(days: int = 20):
    return timezone.localdate() + timedelta(days=days)


def invited(offering: Offering, name: str = "Al-Hamwi", *, days: int = 20) -> Invitation:
    guest = Guest([(offering, 1)], Person(name, "Amal", 1990), "ar", "amal@people.example")
    right = Right(Invitation.Way.EMAIL, latest(days))
    return invite(guest, right, by=None, now=timezone.now())


def one(offering: Offering, **fields: Any) -> dict[str, Any]:
    form = {
        "offerings": [offering.pk],
        "persons": "1",
        "family_name": "Al-Hamwi",
        "given_names": "Amal Nour",
        "birth_day": "5",
        "birth_month": "3",
        "birth_year": "1990",
        "way": "email",
        "email": "amal@people.example",
        "language": "ar",
        "latest": latest().isoformat(),
    }
    return form | fields


def many(offering: Offering, people: str = LIST, **fields: Any) -> dict[str, Any]:
    return {"offering": offering.pk, "latest": latest().isoformat(), "people": people} | fields


def errors(response: Any) -> dict[str, list[str]]:
    return dict(response.context["form"].errors)


def text(response: Any) -> str:
    return response.content.decode()
