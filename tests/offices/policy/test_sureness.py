"""Saying that facts are right, one after the other."""

import pytest

from offices.policy import saving
from offices.policy.facts import items_of
from offices.policy.sureness import Fact, confirm, facts_of
from tests import make

pytestmark = pytest.mark.django_db

SOURCE = "access: public_page (2020)\nminutes: estimate\nessen.de: not a fact\nhttps://essen.de/"


@pytest.fixture
def offering(essen):
    office = make.office(of=essen)
    return make.offering(at=office, desks=[], confidence="public_page", source=SOURCE)


def test_every_line_that_names_how_sure_is_a_fact(offering):
    assert facts_of(offering) == [
        Fact("access", "public_page", "2020"),
        Fact("minutes", "estimate", ""),
    ]


def test_a_record_without_lines_is_one_fact(offering):
    offering.source, offering.confidence = "somebody said so", "unclear"
    assert facts_of(offering) == [Fact("", "unclear", "somebody said so")]
    assert confirm(offering, [""])
    assert (offering.confidence, offering.source) == ("confirmed", "somebody said so")


def test_a_confirmed_fact_changes_its_line_alone(offering):
    assert confirm(offering, ["minutes"])
    assert offering.source == SOURCE.replace("minutes: estimate", "minutes: confirmed")
    assert offering.confidence == "public_page"
    assert not confirm(offering, ["minutes"])


def test_with_the_last_fact_the_record_is_confirmed(offering):
    confirm(offering, ["minutes"])
    confirm(offering, ["access"])
    assert offering.confidence == "confirmed"
    assert [fact.is_sure for fact in facts_of(offering)] == [True, True]


def test_it_is_saved_and_written_down(offering):
    assert saving.confirm(offering, ["access", "minutes"])
    assert not saving.confirm(offering, ["access"])
    offering.refresh_from_db()
    assert offering.confidence == "confirmed"
    assert offering.history.count() == 2


def test_all_facts_of_an_office_and_its_authority_and_of_nobody_else(offering, essen, mainz):
    make.offering(at=make.office(of=mainz), confidence="estimate")
    make.office(of=essen, slug="elsewhere")
    found = [(item.kind, item.fact.name, item.value) for item in items_of(offering.office)]
    assert found == [
        ("authority", "", "Essen"),
        ("office", "", offering.office.name),
        ("offering", "access", "Access: anyone may book"),
        (
            "offering",
            "minutes",
            "Minutes for one person: 30; Minutes for each further person: 0",
        ),
    ]
