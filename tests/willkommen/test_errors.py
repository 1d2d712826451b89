"""What goes wrong is told on a page of our own, in the person's language."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client

from offices import showcase
from tests import make


@contextmanager
def restarting_database() -> Iterator[None]:
    """Close our connection from the other side, and let nobody in, as a restart does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database(), pg_backend_pid()")
        name, _pid = cursor.fetchone()
    other = connection.copy()
    other.settings_dict["NAME"] = "postgres"
    with other.cursor() as cursor:
        cursor.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        ours = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
        cursor.execute(ours, [name])
        yield
        cursor.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
    other.close()
    connection.close()  # as at the end of every request


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("language", "sentence"),
    [("de", "Wir sind gleich wieder da"), ("ar", 'dir="rtl"')],
)
def test_while_the_database_restarts_a_page_asks_to_come_again(
    client: Client, language: str, sentence: str
) -> None:
    offering = make.offering(at=make.office())
    showcase.forget()
    with restarting_database():
        response = client.get(f"/{language}/offer/{offering.pk}/")
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert sentence in response.content.decode()
    assert client.get(f"/{language}/offer/{offering.pk}/").status_code == 200


def test_a_page_that_does_not_exist_answers_in_the_language_of_its_address(client: Client) -> None:
    response = client.get("/uk/no-such-page/")
    assert response.status_code == 404
    assert '<html lang="uk"' in response.content.decode()


def test_a_form_from_a_page_too_old_is_refused_with_a_page_of_our_own() -> None:
    response = Client(enforce_csrf_checks=True).post("/ar/booking/check/")
    assert response.status_code == 403
    assert '<html lang="ar"' in response.content.decode()
