"""Managers see their texts in every language, write them, and say which they have reviewed."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from booking.views.citizen.expiry import notice
from offices import showcase
from offices.models import Authority, LegalText, Office, TextState, User
from tests import make
from tests.signing_in import at_desk

pytestmark = pytest.mark.django_db

LIST = "/manage/rathaus/texts/"


@pytest.fixture
def office(essen: Authority) -> Office:
    return make.office(
        of=essen, slug="rathaus", name_de="Rathaus", directions_de="Bahn.", directions_ar="بالقطار."
    )


@pytest.fixture
def manager(erika: User) -> Client:
    return at_desk(erika)


def url(row: object, field: str, at: str = "rathaus") -> str:
    return f"/manage/{at}/texts/{row._meta.model_name}/{row.pk}/{field}/"


def form_of(response) -> dict[str, str]:
    """What stands in the fields of the page."""
    form = response.context["form"]
    return {name: form[name].value() or "" for name in ("seen", "de", "en", "ar", "uk")}


def press(client: Client, path: str, what: str = "save", **typed: str):
    return client.post(path, form_of(client.get(path)) | {"press": what} | typed)


def page(response) -> str:
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return unescape(" ".join(text.split()))


def said(key: str):
    """What a page in Arabic says; in the one transaction of a test nothing seems to change."""
    showcase.forget()
    return notice(key, showcase.authority("essen", "ar"), "ar")


def state(language: str = "ar") -> str:
    return TextState.objects.get(language=language).state


def test_the_list_counts_per_language_and_leads_to_each_count(manager, office, essen):
    make.judged(office, "directions", "ar")
    Office.objects.update(access_notes_de="Klingeln.", access_notes_ar="رن.")
    answer = manager.get(LIST)
    assert "Arabic 1 1 0 3" in page(answer)
    assert "Ukrainian 0 0 0 5" in page(answer)
    link = "?whose=own&amp;language=ar&amp;state=reviewed"
    assert link in answer.content.decode()
    assert [one.german for one in manager.get(unescape(LIST + link)).context["rows"]] == ["Bahn."]


def test_an_outdated_text_is_counted_as_that(manager, office):
    make.judged(office, "directions", "ar")
    Office.objects.update(directions_de="Bus.")
    assert "Arabic 0 0 1 3" in page(manager.get(LIST))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=bahn", ["Bahn."]),
        ("?q=القطار", ["Bahn."]),
        ("?kind=authority", ["Stadt essen", "per Post"]),
        ("?language=ar&state=missing", ["Stadt essen", "per Post", "Rathaus"]),
        ("?state=machine", ["Bahn."]),
        ("?language=xx&state=yy&kind=zz&page=99", ["Stadt essen", "per Post", "Rathaus", "Bahn."]),
        ("?q=nowhere", []),
    ],
)
def test_texts_are_found_by_word_kind_language_and_state(query, found, manager, office):
    rows = manager.get(LIST + query).context["rows"]
    assert [one.german for one in rows] == found


def test_the_same_text_in_many_places_is_listed_once_and_written_everywhere(manager, office, essen):
    other = make.office(of=essen, directions_de="Bahn.", directions_ar="بالقطار.")
    rows = manager.get(f"{LIST}?q=bahn").context["rows"]
    assert [(one.german, one.places) for one in rows] == [("Bahn.", 1)]
    path = url(office, "directions")
    assert "Also in the 1 other place where the same text stands" in page(manager.get(path))
    press(manager, path, "ar:as-it-is", everywhere="on")
    assert set(TextState.objects.values_list("row", "state")) == {
        (office.pk, "reviewed"),
        (other.pk, "reviewed"),
    }
    press(manager, path, uk="Потягом.")
    other.refresh_from_db()
    assert not other.directions_uk


def test_german_stands_beside_every_language_each_in_its_direction(manager, office):
    body = manager.get(url(office, "directions")).content.decode()
    for code, direction in (("de", "ltr"), ("en", "ltr"), ("ar", "rtl"), ("uk", "ltr")):
        assert re.search(rf'<textarea name="{code}"[^>]* lang="{code}" dir="{direction}"', body)
    assert "<script" not in body


@pytest.mark.parametrize(
    ("what", "typed", "after"),
    [
        ("ar:reviewed", "بالقطار.", "reviewed"),
        ("ar:reviewed", "بالحافلة.", "reviewed"),
        ("ar:as-it-is", "بالقطار.", "reviewed"),
        ("ar:draft", "بالحافلة.", "machine"),
        ("save", "بالحافلة.", "machine"),
        ("uk:draft", "بالحافلة.", "machine"),
    ],
)
def test_each_button_does_what_it_says(what, typed, after, manager, office, erika):
    answer = press(manager, url(office, "directions"), what, ar=typed)
    assert (answer.status_code, answer["Location"]) == (302, url(office, "directions"))
    office.refresh_from_db()
    assert office.directions_ar == typed
    assert state() == after
    assert TextState.objects.get(language="ar").changed_by == erika


def test_what_only_looks_alike_is_no_change(manager, office):
    Office.objects.update(directions_de="Bahn.\nDann zu Fuß. \n", directions_ar="بالقطار.")
    press(manager, url(office, "directions"), de="Bahn.\r\nDann zu Fuß.")
    assert Office.objects.get().directions_de == "Bahn.\nDann zu Fuß. \n"
    assert not TextState.objects.exists()


def test_a_changed_german_says_which_languages_are_outdated_now(manager, office):
    press(manager, url(office, "directions"), "ar:reviewed")
    path = url(office, "directions")
    answer = manager.post(
        path, form_of(manager.get(path)) | {"press": "save", "de": "Bus."}, follow=True
    )
    assert "The German has changed. Now outdated, please look at: Arabic." in page(answer)
    assert "It was made from another German text Bahn." in page(answer)
    assert "outdated" in page(answer)


@pytest.mark.parametrize(
    ("what", "typed", "problem"),
    [
        ("uk:reviewed", {}, "There is nothing to review yet. Please write the text."),
        (
            "ar:as-it-is",
            {"ar": "بالحافلة."},
            "You have changed this text. Save it as reviewed, or as a draft.",
        ),
        (
            "save",
            {"de": ""},
            "Without a German text there are no others: empty them too, or write German.",
        ),
    ],
)
def test_what_makes_no_sense_is_said_and_nothing_typed_is_lost(
    what, typed, problem, manager, office
):
    said = {"en": "By train, typed just now."} | typed
    answer = press(manager, url(office, "directions"), what, **said)
    assert answer.status_code == 422
    assert page(answer).count(problem) == 2  # at the head and at the field
    assert "By train, typed just now." in page(answer)
    assert page(answer).startswith("Error: ")
    assert not TextState.objects.exists()


def test_a_name_needs_german(manager, office):
    answer = press(manager, url(office, "name"), de="")
    assert answer.status_code == 422
    assert "Please write the German text." in page(answer)


def test_a_text_nobody_needs_may_be_emptied_in_all_languages(manager, office):
    assert press(manager, url(office, "directions"), de="", ar="").status_code == 302
    office.refresh_from_db()
    assert (office.directions_de, office.directions_ar) == ("", "")


def test_too_long_a_line_is_refused_and_kept(manager, office):
    answer = press(manager, url(office, "name"), en="x" * 201)
    assert answer.status_code == 422
    assert "x" * 201 in answer.content.decode()


def test_what_the_system_fills_in_must_be_the_same_in_a_reviewed_wording(manager, office, essen):
    text = make.legal_text("schengen", "Bis {date}: {contact}", authority=essen)
    answer = press(manager, url(text, "text"), "en:reviewed", en="Until {day}: {contact}")
    assert answer.status_code == 422
    problem = "Words in braces must be the same as in German. Look at: {date}, {day}"
    assert problem in page(answer)
    assert press(manager, url(text, "text"), "en:draft", en="Until {day}").status_code == 302


def test_of_two_managers_the_second_sees_what_the_first_wrote_and_loses_nothing(
    manager, office, essen
):
    other = at_desk(make.manager(of=essen))
    path = url(office, "directions")
    seen = form_of(manager.get(path))
    press(other, path, "ar:reviewed", ar="الأول")
    answer = manager.post(path, seen | {"press": "ar:reviewed", "ar": "الثاني"})
    assert answer.status_code == 409
    said = page(answer)
    assert "Somebody else has changed this text meanwhile. Look at it again, then save." in said
    assert "Stored now: الأول" in said
    assert "الثاني" in said
    assert Office.objects.get().directions_ar == "الأول"
    manager.post(path, form_of(answer) | {"press": "ar:reviewed"})
    assert Office.objects.get().directions_ar == "الثاني"


def test_an_arabic_legal_text_is_shown_from_the_press_of_the_button_on(manager, office, essen):
    text = make.legal_text("schengen", "Visum.", text_ar="تأشيرة.", authority=essen)
    assert said("schengen").text.startswith("باختصار: ")
    press(manager, url(text, "text"), "ar:as-it-is")
    assert said("schengen").text == "تأشيرة."
    press(manager, url(text, "text"), de="Kein Visum.")
    assert said("schengen").text.startswith("باختصار: ")
    assert said("schengen").german == "Kein Visum."


def test_what_all_share_is_read_and_not_written(manager, office):
    service = make.offering(at=office, service=make.service(name_de="Karte")).service
    path = url(service, "name")
    answer = manager.get(path)
    assert "You can only read it." in page(answer)
    assert "<textarea" not in answer.content.decode()
    fields = {"seen": answer.context["text"].fingerprint, "de": "Anders", "press": "save"}
    assert manager.post(path, fields).status_code == 200
    service.refresh_from_db()
    assert service.name_de == "Karte"


def test_who_looks_after_the_catalogue_writes_it_there(office):
    service = make.offering(at=office, service=make.service(name_de="Karte")).service
    press(at_desk(make.superuser()), url(service, "name"), "uk:reviewed", uk="Картка")
    kept = TextState.objects.get()
    assert (kept.text, kept.state, kept.authority) == ("Картка", "reviewed", None)


def test_a_default_wording_leads_to_one_of_ones_own(manager, office, essen):
    default = make.legal_text("schengen", "Visum.", text_ar="تأشيرة.")
    assert "Begin our own wording" in page(manager.get(url(default, "text")))
    answer = manager.post(f"{LIST}{default.pk}/own/")
    own = LegalText.objects.get(authority=essen)
    assert answer["Location"] == url(own, "text")
    assert manager.get(url(own, "text")).status_code == 200
    assert manager.get(url(default, "text")).status_code == 404  # theirs has taken its place
    assert [one.german for one in manager.get(f"{LIST}?kind=legaltext").context["rows"]] == [
        "Visum."
    ]
    assert manager.get(f"{LIST}?whose=shared&kind=legaltext").context["rows"] == []


def test_an_empty_list_says_what_to_do(manager, office):
    said = page(manager.get(f"{LIST}?whose=shared"))
    assert "There is no text yet." in said
    assert "There is no such text. Show everything" in page(manager.get(f"{LIST}?q=nowhere"))
