"""Nobody has reviewed what was loaded; and what people have reviewed since, stays."""

from __future__ import annotations

from copy import deepcopy

import pytest
from django.utils import timezone

from offices import texts
from offices.models import Authority, LegalText, Offering, TextState
from offices.pilot.loading import load
from offices.texts import Standing, Wanted
from tests import make
from tests.offices.test_loading import contents, data

__all__ = ["data"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    """Somebody who reviews; what they manage does not matter here."""
    return make.user()


def own(field: str = "apply_note") -> texts.Text:
    row = Authority.objects.get()
    found = texts.text_at(row, "authority", row.pk, field)
    assert found is not None
    return found


def review(text: texts.Text, language: str, by, **wordings: str) -> None:
    said = {"de": text.german, **{one: text.in_language(one) for one in texts.TRANSLATED}}
    wanted = Wanted(said | wordings, text.fingerprint, [language])
    texts.write(text, wanted, by=by, now=timezone.now())


def with_note(data, german: str):
    """The data as somebody may have it next year, with its translations."""
    newer = deepcopy(data)
    newer.authorities[0]["apply_note_de"] = german
    for language, words in newer.words.items():
        words[german] = f"{language}: {german}"
    return newer


def test_everything_that_is_not_german_is_loaded_as_not_reviewed(data):
    load(data)
    authority = Authority.objects.get()
    found = [*texts.own_texts(authority, timezone.now()), *texts.shared_texts(authority)]
    stands = {one for text in found for one in text.standings().values()}
    assert stands == {Standing.MACHINE}
    assert set(TextState.objects.values_list("state", flat=True)) == {"machine"}
    assert LegalText.objects.exclude(text_en="").count() == 10


def test_states_belong_to_the_authority_whose_texts_they_are_about(data):
    load(data)
    owner = Authority.objects.get()
    kinds = TextState.objects.filter(authority=owner).values_list("model", flat=True)
    assert set(kinds) == {"authority", "office", "offering", "openinghours"} & set(kinds)
    assert "offering" in kinds
    shared = TextState.objects.filter(authority=None).values_list("model", flat=True)
    assert set(shared) == {"legaltext", "requireddocument", "servicegroup", "servicetype"}


def test_a_second_load_leaves_states_as_they_are(data):
    load(data)
    before = list(TextState.objects.order_by("pk").values())
    load(data)
    assert list(TextState.objects.order_by("pk").values()) == before


def test_what_a_person_has_reviewed_stays_reviewed(data, manager):
    load(data)
    review(own(), "ar", manager)
    state, before = TextState.objects.get(state="reviewed"), contents()
    load(data)
    assert own().standing("ar") == Standing.REVIEWED
    assert TextState.objects.get(state="reviewed").changed_at == state.changed_at
    assert contents() == before


def test_newer_data_does_not_touch_a_wording_that_was_reviewed_though_it_was_the_loaded_one(
    data, manager
):
    load(data)
    review(own(), "ar", manager)
    arabic = own().in_language("ar")
    newer = with_note(data, "Bitte online.")
    load(newer)
    assert (own().german, own().in_language("ar")) == ("Bitte online.", arabic)
    assert own().in_language("uk") == "uk: Bitte online."
    assert own().standings() == {
        "en": Standing.MACHINE,  # the same English, but the data has it beside the new German
        "ar": Standing.OUTDATED,
        "uk": Standing.MACHINE,
    }


def test_newer_data_that_was_loaded_over_machine_texts_is_machine_again(data):
    load(data)
    load(with_note(data, "Bitte online."))
    kept = TextState.objects.get(model="authority", field="apply_note", language="ar")
    assert (kept.state, kept.text) == ("machine", "ar: Bitte online.")


def test_where_a_manager_has_changed_the_german_the_loaded_translation_is_outdated(data, manager):
    load(data)
    text = own()
    said = {"de": "Rufen Sie an.", **{one: text.in_language(one) for one in texts.TRANSLATED}}
    texts.write(text, Wanted(said, text.fingerprint), by=manager, now=timezone.now())
    load(data)
    assert set(own().standings().values()) == {Standing.OUTDATED}


def test_states_that_an_older_version_never_wrote_are_written_by_the_next_load(data):
    load(data)
    TextState.objects.all().delete()
    Offering.objects.update(access_note_de="Anders.")
    load(data)
    assert TextState.objects.filter(model="offering").exists()
    found = texts.own_texts(Authority.objects.get(), timezone.now())
    arabic = [one.standing("ar") for one in found if one.kind.name == "offering"]
    assert set(arabic) - {Standing.MISSING} == {Standing.OUTDATED}
