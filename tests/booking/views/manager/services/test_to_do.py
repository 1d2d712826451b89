"""What is not confirmed yet is a list to work off; what ends soon stands on top."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from booking.tasks import tell_of_endings
from offices.models import Change, Offering, Office
from offices.policy.facts import items_of
from tests import make
from tests.booking.views.reading import seen, typed
from tests.signing_in import at_desk

pytestmark = pytest.mark.django_db

SOURCE = "access: public_page (2020)\nminutes: estimate"


@pytest.fixture
def manager(erika) -> Client:
    return at_desk(erika)


@pytest.fixture
def card(office: Office) -> Offering:
    service = make.service(name_de="Karte abholen", name_en="Collect the card")
    return make.offering(at=office, service=service, confidence="public_page", source=SOURCE)


def page(client: Client, office: Office, query: str = "") -> Any:
    return client.get(f"/manage/{office.slug}/to-do/{query}")


def send(client: Client, office: Office, **fields: Any) -> Any:
    return client.post(f"/manage/{office.slug}/to-do/", fields)


def test_each_fact_stands_there_with_its_value_and_where_it_is_from(manager, office, card):
    shown = page(manager, office)
    words = seen(shown)
    total = len(list(items_of(office)))
    assert f"{total - 2} of {total} confirmed" in words
    assert "Services: access Collect the card Access: anyone may book" in words
    assert "seen on a public page (2020)" in words
    assert "Minutes for one person: 30" in words
    links = shown.content.decode()
    for subject in ("access", "time"):
        where = f"/manage/{office.slug}/services/{card.pk}/change/{subject}/"
        assert f'href="{where}"' in links


def test_one_is_right_with_one_press(manager, office, card, erika):
    sent = send(manager, office, one=f"offering:{card.pk}:minutes", show="open", of="")
    assert sent["Location"] == f"/manage/{office.slug}/to-do/?show=open&of="
    card.refresh_from_db()
    assert card.source == "access: public_page (2020)\nminutes: confirmed"
    assert card.history.latest("pgh_id").pgh_context["user"] == erika.pk
    assert "Minutes for one person: 30" not in seen(page(manager, office))
    assert "Minutes for one person: 30" in seen(page(manager, office, "?show=done"))


def test_several_are_right_at_once(manager, office, card):
    keys = [f"offering:{card.pk}:minutes", f"offering:{card.pk}:access"]
    sent = manager.post(f"/manage/{office.slug}/to-do/", {"fact": keys}, follow=True)
    assert "2 facts are confirmed." in seen(sent)
    assert "Everything is confirmed." in seen(sent)
    card.refresh_from_db()
    assert card.confidence == "confirmed"


def test_nothing_ticked_says_so(manager, office, card):
    sent = manager.post(f"/manage/{office.slug}/to-do/", {}, follow=True)
    assert "Nothing was ticked." in seen(sent)


def test_one_kind_of_fact_is_shown_and_all_of_it_ticked(manager, office, card):
    shown = page(manager, office, "?of=offering.minutes&tick=all")
    assert "Services: access Collect" not in seen(shown)
    assert typed(shown)["fact"] == f"offering:{card.pk}:minutes"
    assert "fact" not in typed(page(manager, office, "?of=offering.minutes"))
    assert "Services: access Collect" in seen(page(manager, office, "?of=nothing&show=nothing"))


def test_facts_of_others_are_not_there_and_cannot_be_confirmed(manager, office, card, mainz):
    other = make.office(of=mainz)
    theirs = make.offering(at=other, confidence="estimate")
    there = make.offering(at=make.office(of=office.authority), confidence="estimate")
    assert theirs.service.name not in seen(page(manager, office))
    for key in (f"offering:{theirs.pk}:", f"offering:{there.pk}:", f"authority:{mainz.pk}:", "x"):
        assert send(manager, office, one=key).status_code == 404
        assert send(manager, office, fact=[f"offering:{card.pk}:minutes", key]).status_code == 404
    assert Offering.objects.filter(confidence="estimate").count() == 2
    card.refresh_from_db()
    assert card.source == SOURCE


def test_to_managers_of_others_it_does_not_exist(office, card, mara, essen):
    for stranger in (at_desk(mara), at_desk(make.caseworker(of=essen))):
        assert page(stranger, office).status_code == 404
        assert send(stranger, office, one=f"offering:{card.pk}:minutes").status_code == 404
    card.refresh_from_db()
    assert card.source == SOURCE


def unsure(office: Office) -> Any:
    """The hours and the desk of an office as the loader has left them; and letters of the desk."""
    desk, rule = office.desks.get(), office.opening_hours.first()
    (letters,) = make.desk(at=office, responsible=[("A", "K")]).responsibilities.all()
    rule.source, desk.source, letters.source = "times: estimate", "desk: demo", "letters: unclear"
    for record in (desk, rule, letters):
        record.confidence = "estimate"
        record.save()
    return rule, desk, letters


def test_every_kind_of_fact_leads_to_where_it_is_changed(manager, office, essen):
    rule, desk, letters = unsure(office)
    text = make.legal_text("schengen", "Unser Text", authority=essen, confidence="estimate")
    for record in (essen, office):
        record.confidence = "estimate"
        record.source = "address: demo\nappointments begin every: demo\nags: demo"
        record.save()
    links = page(manager, office).content.decode()
    for where in (
        "house/",
        "office/change/dates/",
        f"hours/{rule.pk}/",
        f"desks/{desk.pk}/",
        f"desks/{letters.desk_id}/",
        f"texts/legaltext/{text.pk}/text/",
    ):
        assert f'href="/manage/{office.slug}/{where}"' in links, where
    assert f'href="/admin/offices/authority/{essen.pk}/change/"' in links


def test_hours_and_desks_are_said_to_be_right_without_a_draft(manager, office, card, erika):
    rule, desk, letters = unsure(office)
    words = seen(page(manager, office))
    assert f"{rule} everybody · all desks · all services" in words
    assert "Desks: desk" not in words
    for record, fact in ((rule, "times"), (desk, "desk"), (letters, "letters")):
        key = f"{type(record).__name__.lower()}:{record.pk}:{fact}"
        assert send(manager, office, one=key).status_code == 302
        before = {name: value for name, value in vars(record).items() if name[0] != "_"}
        record.refresh_from_db()
        sure = {"confidence": "confirmed", "source": f"{fact}: confirmed"}
        assert {name: getattr(record, name) for name in before} == before | sure
        assert record.history.latest("pgh_id").pgh_context["user"] == erika.pk
    assert not Change.objects.exists()


def test_what_is_confirmed_does_not_hinder_what_is_planned(manager, office, erika):
    """A draft knows hours by what is planned of them, not by how sure they are."""
    rule, _desk, _letters = unsure(office)
    manager.post(f"/manage/{office.slug}/hours/{rule.pk}/end/", {"since": ""})
    assert Change.objects.drafts().count() == 1
    send(manager, office, one=f"openinghours:{rule.pk}:times")
    assert manager.get(f"/manage/{office.slug}/draft/").status_code == 200


def test_what_ends_within_ninety_days_stands_on_top(manager, office, card):
    day = timezone.localdate() + timedelta(days=90)
    Offering.objects.update(valid_until=day)
    make.offering(at=make.office(of=office.authority), valid_until=day)
    office.opening_hours.update(valid_until=day)
    shown = page(manager, office)
    assert "Service “Collect the card”: the last day on which it is offered" in seen(shown)
    assert len(shown.context["endings"]) == 2


def test_what_ends_leads_to_the_page_on_which_it_is_changed(manager, office, card):
    day = timezone.localdate() + timedelta(days=90)
    Office.objects.update(valid_until=day)
    office.desks.update(valid_until=day)
    office.opening_hours.update(valid_until=day)
    Offering.objects.update(valid_until=day)
    desk = office.desks.get()
    links = [url for _one, _day, url in page(manager, office).context["endings"]]
    assert sorted(links) == [
        f"/manage/{office.slug}/{where}/"
        for where in (f"desks/{desk.pk}", "hours", "office", f"services/{card.pk}")
    ]


def test_the_mail_leads_to_the_page(office, erika, card, mailoutbox, settings):
    Offering.objects.update(valid_until=timezone.localdate())
    assert tell_of_endings() == 1
    assert f"{settings.BASE_URL}/manage/{office.slug}/to-do/" in mailoutbox[0].body


@pytest.mark.parametrize("services", [1, 3])
def test_the_list_costs_the_same_however_long(
    manager, office, services, django_assert_max_num_queries
):
    for _ in range(services):
        make.offering(at=office, confidence="estimate", source="minutes: estimate\naccess: demo")
    page(manager, office)
    with django_assert_max_num_queries(21):
        page(manager, office)
