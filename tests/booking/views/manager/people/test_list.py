"""Everybody who works for the authority: who, as what, when last here; and finding one of them."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from offices.models import Office
from tests import make
from tests.booking.views.manager.people.essen_people import at, errors, text
from tests.signing_in import at_desk, with_app

pytestmark = pytest.mark.django_db


def names(answer) -> list[str]:
    return [one.called for one in answer.context["people"]]


def row(answer, called: str) -> dict[str, object]:
    (one,) = [one for one in answer.context["people"] if one.called == called]
    return {
        "jobs": [job for _number, job in one.jobs],
        "last": one.last_sign_in,
        "second": one.second_step,
        "state": one.state,
    }


@pytest.fixture
def crowd(essen, campus) -> None:
    for number in range(12):
        make.member(of=essen, role="door", office=campus, name=f"Person {number:02}")


def test_each_person_says_what_where_since_when_last_and_how(manager, clara, essen):
    with_app(clara)
    answer = manager.get(at("people"))
    assert names(answer) == ["Clara Essen", "Erika Essen"]
    assert row(answer, "Clara Essen") == {
        "jobs": ["caseworker, Rathaus"],
        "last": f"today, {timezone.localtime(clara.last_login):%H:%M}",
        "second": "set up",
        "state": "active",
    }
    assert row(answer, "Erika Essen")["jobs"] == ["manager, all offices"]
    assert "Erika Essen (you)" in text(answer)
    assert "clara@essen.example" in text(answer)


@pytest.mark.parametrize(
    ("days", "said"), [(0, "today"), (1, "yesterday"), (400, r"\w+day, \w+ \d+, 20\d\d")]
)
def test_the_last_sign_in_stands_in_words(manager, clara, days, said):
    noon = timezone.localtime().replace(hour=0, minute=5)
    clara.last_login = noon - timedelta(days=days)
    clara.save()
    last = str(row(manager.get(at("people")), "Clara Essen")["last"])
    assert re.fullmatch(f"{said}, 00:05", last)


def test_whoever_was_never_here_is_marked(manager, essen):
    make.caseworker(of=essen, email="neu@essen.example")
    answer = manager.get(at("people"))
    assert row(answer, "neu@essen.example") == {
        "jobs": ["caseworker, all offices"],
        "last": "never yet",
        "second": "not set up",
        "state": "invited, has not signed in yet",
    }


def test_people_of_other_authorities_are_not_there(manager, mara):
    assert "mainz" not in manager.get(at("people")).content.decode().lower()


def test_alone_one_is_told_what_to_do(manager):
    answer = manager.get(at("people"))
    assert "Nobody else works here yet. Invite your colleagues" in text(answer)
    assert "Search" not in text(answer)


def test_it_is_written_in_german_too(erika, office, clara):
    answer = at_desk(erika, **{"accept-language": "de"}).get(at("people"))
    assert "Alle, die für Stadt essen arbeiten, an allen Standorten." in text(answer)
    assert "Sachbearbeitung, Rathaus" in text(answer)


@pytest.fixture
def everybody(erika, clara, crowd, office, campus) -> dict[str, Office]:
    """All have been here but the crowd; and the offices by name."""
    erika.last_login = timezone.now()
    erika.save()
    return {"office": office, "campus": campus}


# --- finding somebody --------------------------------------------------------------------------
@pytest.mark.parametrize("words", ["CLARA", "essen clar", "clara@ess", "Essen, Clara"])
def test_a_part_of_name_or_address_is_enough(manager, clara, crowd, words):
    answer = manager.post(at("people"), {"words": words.replace(",", "")})
    assert names(answer) == ["Clara Essen"]
    assert "1 person is shown." in text(answer)


def test_no_name_comes_into_an_address(manager, clara, crowd):
    page = manager.get(at("people")).content.decode()
    form = page[page.index('name="words"') - 1500 : page.index('name="words"')]
    assert 'method="post"' in form
    assert names(manager.get(at("people"), {"words": "clara"}))[0] == "Clara Essen"
    assert len(names(manager.get(at("people"), {"words": "clara"}))) == 14


def test_who_is_not_found_leads_back_to_everybody(manager, crowd):
    answer = manager.post(at("people"), {"words": "nobody"})
    assert "Nobody was found. Try a part of the name" in text(answer)
    assert "Show everybody" in text(answer)


def test_nothing_typed_is_a_mistake_and_everybody_stays(manager, crowd):
    answer = manager.post(at("people"), {"words": " "})
    assert errors(answer) == {"words": ["Please type something to look for."]}
    assert len(names(answer)) == 13


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"role": "manager"}, 1),
        ({"role": "door"}, 12),
        ({"office": "office"}, 2),
        ({"office": "campus"}, 13),
        ({"role": "caseworker", "office": "campus"}, 0),
        ({"state": "invited"}, 12),
        ({"state": "active"}, 2),
        ({"state": "off"}, 0),
        ({"role": "king", "office": "0", "state": "?"}, 14),
    ],
)
def test_only_a_part_is_shown(manager, everybody, asked, count):
    if asked.get("office") in everybody:
        asked = asked | {"office": everybody[asked["office"]].pk}
    assert len(names(manager.get(at("people"), asked))) == count


def test_a_long_list_has_pages(manager, essen, crowd):
    for number in range(12, 60):
        make.member(of=essen, role="door", name=f"Person {number}")
    assert len(names(manager.get(at("people"), {"role": "door"}))) == 50
    second = manager.get(at("people"), {"role": "door", "page": 2})
    assert len(names(second)) == 10
    assert "Page 2 of 2" in text(second)
    assert 'href="?role=door&amp;page=1"' in second.content.decode()
    everybody = manager.post(at("people"), {"words": "person"})
    assert len(names(everybody)) == 60


@pytest.mark.parametrize("many", [1, 9])
def test_the_list_costs_the_same_however_many(manager, essen, many, django_assert_num_queries):
    for _ in range(many):
        make.caseworker(of=essen)
    with django_assert_num_queries(10):
        manager.get(at("people"))
