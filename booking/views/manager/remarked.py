"""What is odd at an office, with the way to the page that changes it."""

from __future__ import annotations

from typing import NamedTuple

from booking.views.caseworker.place import Place
from offices.remarks import remarks_on


class Remarked(NamedTuple):
    text: str
    url: str


def remarked(place: Place) -> list[Remarked]:
    return [
        Remarked(one.text, place.manage(one.page, *([one.pk] if one.pk else [])))
        for one in remarks_on(place.office, place.today)
    ]
