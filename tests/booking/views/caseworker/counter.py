"""Jonas at the counter of an office: his browser, its addresses, and what is noted of his looks."""

from typing import Any

from django.urls import reverse

from booking.models import Look
from offices.models import Office, User
from tests import make

SIGN_IN = "/accounts/login/"


def caseworker_at(office: Office) -> User:
    """Somebody who works at this office alone."""
    return make.caseworker(of=office.authority, office=office)


def at(office: Office, name: str, *args: Any) -> str:
    """The address of a page of this office."""
    return reverse(f"desk:{name}", args=[office.slug, *args])


def looks() -> list[tuple[str, list[int]]]:
    """Which pages showed whom, in the order in which they were seen."""
    rows = Look.objects.order_by("pk").values_list("page", "bookings")
    return [(page, sorted(bookings)) for page, bookings in rows]
