"""The first page, finding one's office, and the pages that say who answers for what."""

import re

import pytest
from django.test import Client

from offices.models import Authority, Municipality

EVERYWHERE = ["", "where/", "elsewhere/", "mine/", "invitation/", "accessibility/", "easy/"]


@pytest.fixture
def towns(essen: Authority, mainz: Authority) -> None:
    for authority, name in [
        (essen, "Essen"),
        (mainz, "Mainz"),
        (mainz, "Moos"),
        (essen, "Moosbach"),
        (essen, "Künzing"),
        (essen, "Essenheim"),
    ]:
        Municipality.objects.create(authority=authority, name=name)


@pytest.mark.parametrize("language", ["de", "en", "ar", "uk"])
@pytest.mark.parametrize("path", EVERYWHERE)
def test_every_page_answers_in_every_language(path, language, client: Client, towns):
    response = client.get(f"/{language}/{path}")
    assert response.status_code == 200
    direction = "rtl" if language == "ar" else "ltr"
    assert f'<html lang="{language}" dir="{direction}"' in response.content.decode()


@pytest.mark.parametrize("path", EVERYWHERE)
def test_no_page_asks_who_has_signed_in(path, client: Client, towns):
    assert not client.get(f"/de/{path}").wsgi_request.session.accessed


@pytest.mark.parametrize(
    ("accepts", "leads_to"), [("uk,en;q=0.5", "/uk/"), ("fr", "/de/"), ("", "/de/")]
)
def test_the_root_leads_to_the_language_of_the_browser(accepts, leads_to, client: Client):
    response = client.get("/", headers={"accept-language": accepts})
    assert (response.status_code, response.headers["Location"]) == (302, leads_to)
    assert {"Accept-Language", "Cookie"} <= set(response.headers["Vary"].split(", "))


def test_another_language_keeps_the_page_and_what_was_asked(client: Client, towns):
    page = client.get("/de/where/?place=Moo&need=urgent").content.decode()
    links = re.findall(r'hreflang="(\w+)" href="([^"]*)"', page)
    assert links == [
        (language, f"/{language}/where/?place=Moo&amp;need=urgent")
        for language in ("de", "en", "ar", "uk")
    ]


@pytest.mark.parametrize(
    ("typed", "leads_to"),
    [
        ("Essen", "/en/at/essen/"),
        ("mainz", "/en/at/mainz/"),
        ("55116 Mainz", "/en/at/mainz/"),
        ("Kunzing", "/en/at/essen/"),
        ("Kuenzing", "/en/at/essen/"),
        ("Essenh", "/en/at/essen/"),
        ("Moos", "/en/at/mainz/"),
        ("Berlin", "/en/elsewhere/"),
        ("12345", "/en/elsewhere/"),
    ],
)
def test_a_place_leads_to_its_office(typed, leads_to, client: Client, towns):
    response = client.get("/en/where/", {"place": typed})
    assert (response.status_code, response.headers["Location"]) == (302, leads_to)


@pytest.mark.parametrize(
    ("typed", "offered"), [("Moo", ["Moos", "Moosbach"]), ("Mainzz", ["Mainz"]), ("Moosba", [])]
)
def test_several_places_or_nearly_one_are_a_choice(typed, offered, client: Client, towns):
    response = client.get("/en/where/", {"place": typed})
    found = response.context["found"] if response.context else []
    assert sorted(town for town, _place, _url in found) == offered


def test_an_empty_place_is_an_error_that_says_what_to_do(client: Client, towns):
    page = client.get("/en/where/", {"place": " "}).content.decode()
    assert page.count("Please write where you live.") == 2  # above, and at the field


def test_the_urgent_door_is_remembered(client: Client, towns):
    response = client.get("/en/where/", {"place": "Essen", "need": "urgent"})
    assert response.headers["Location"] == "/en/at/essen/?need=urgent"


@pytest.mark.parametrize("path", ["privacy", "imprint", "services"])
def test_pages_of_an_office_nobody_knows_do_not_exist(path, client: Client, db):
    assert client.get(f"/en/at/nowhere/{path}/").status_code == 404


@pytest.mark.parametrize("path", ["privacy", "imprint"])
def test_every_office_says_who_it_is(path, client: Client, essen: Authority):
    response = client.get(f"/de/at/essen/{path}/")
    assert "+49 201 88-0" in response.content.decode()


@pytest.mark.parametrize("path", EVERYWHERE)
def test_places_cost_three_statements_and_then_none(
    path, client: Client, towns, django_assert_max_num_queries, django_assert_num_queries
):
    with django_assert_max_num_queries(3):
        client.get(f"/de/{path}")
    with django_assert_num_queries(0):
        client.get(f"/de/{path}")


def test_health_asks_the_database(client: Client, db, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.get("/health/")
    assert (response.status_code, response.content) == (200, b"ok\n")


def test_the_administration_is_entered_by_the_one_door(client: Client, db):
    response = client.get("/admin/", follow=True)
    assert response.redirect_chain[-1][0].startswith("/accounts/login/")
