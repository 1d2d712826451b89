"""Managers add sentences to their mails, and see each mail in every language, as people get it."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from booking import keys
from booking.models import Booking, Message
from booking.notifications.samples import ADDRESS, NOBODY, sample
from offices import showcase
from offices.models import Authority, MailAddition, Office, RequiredDocument, TextState, User
from tests import make
from tests.signing_in import at_desk

pytestmark = pytest.mark.django_db

LIST = "/manage/rathaus/mails/"
LANGUAGES = ["de", "en", "ar", "uk"]
STRANGER = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox"
)


@pytest.fixture(autouse=True)
def _nothing_kept():
    showcase.forget()


@pytest.fixture
def office(essen: Authority) -> Office:
    made = make.office(of=essen, slug="rathaus", name_de="Rathaus", timezone="Europe/Berlin")
    service = make.offering(at=make.desk(at=made).office).service
    RequiredDocument.objects.create(service=service, key="pass", name_de="Reisepass")
    return made


@pytest.fixture
def manager(erika: User) -> Client:
    return at_desk(erika)


def page(response) -> str:
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return unescape(" ".join(text.split()))


def write(client: Client, mails: str, what: str = "save", **typed: str):
    path = f"{LIST}additions/{mails}/"
    form = client.get(path).context["form"]
    said = {name: form[name].value() or "" for name in ("seen", *LANGUAGES)}
    return client.post(path, said | {"press": what} | typed)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", Message.Kind.values)
def test_every_mail_is_shown_in_every_language_as_text_and_as_on_a_phone(
    kind, language, manager, office
):
    shown = manager.get(f"{LIST}{kind}/{language}/")
    letter = manager.get(f"{LIST}{kind}/{language}/letter/")
    assert shown.status_code == letter.status_code == 200
    body = shown.context["mail"].body
    assert re.search(r"MUST-ER00|\b\d{6}\b", body)
    direction = "rtl" if language == "ar" else "ltr"
    assert f'<html lang="{language}" dir="{direction}">' in letter.content.decode()
    frame = f'width="360" height="640" src="{LIST}{kind}/{language}/letter/"'
    assert re.search(rf"<iframe [^>]*{frame}[^>]* sandbox>", shown.content.decode())


def test_the_letter_is_a_page_of_its_own_that_loads_and_runs_nothing(manager, office):
    letter = manager.get(f"{LIST}confirmation/ar/letter/")
    assert letter["Content-Security-Policy"] == STRANGER
    assert letter["X-Frame-Options"] == "SAMEORIGIN"
    assert (
        re.findall(r"<(?:img|link|script|iframe|style)|url\(|src=", letter.content.decode()) == []
    )


def test_every_other_page_may_be_framed_by_nobody_and_holds_no_style(manager, office):
    for path in (LIST, f"{LIST}confirmation/ar/"):
        answer = manager.get(path)
        assert answer["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
        assert " style=" not in answer.content.decode()
        assert "<script" not in answer.content.decode()


def test_looking_stores_nothing_and_sends_nothing(manager, office, mailoutbox):
    for kind in Message.Kind.values:
        manager.get(f"{LIST}{kind}/ar/")
    assert not Booking.objects.exists()
    assert not Message.objects.exists()
    assert mailoutbox == []


def test_the_person_is_invented_and_their_number_is_none_that_could_ever_be_drawn(office, now):
    made = sample(Message.Kind.CONFIRMATION, office, "uk", now=now)
    assert made is not None
    assert made.to == ADDRESS == made.booking.email
    assert made.booking.person.full_name == "Alex Muster"
    assert not set(NOBODY) <= set(keys.NUMBER_ALPHABET)
    assert len(NOBODY) == keys.NUMBER_LENGTH
    assert made.booking.time.starts_at.weekday() < 5


def test_a_missing_document_is_one_of_the_office(manager, office):
    assert "Reisepass" in manager.get(f"{LIST}missing/de/").context["mail"].body


def test_an_addition_is_seen_in_the_mails_it_is_for_at_once(manager, office, essen):
    def found(kind: str, language: str = "ar") -> bool:
        showcase.forget()  # a test is one transaction, in which nothing seems to change
        return "الفناء" in manager.get(f"{LIST}{kind}/{language}/").context["mail"].body

    assert not found("reminder")
    assert write(manager, "reminder", "ar:reviewed", de="Hof.", ar="الفناء.").status_code == 302
    assert found("reminder")
    assert not found("reminder", "uk")
    assert not found("confirmation")
    added = MailAddition.objects.get()
    assert (added.authority, added.mails, added.text_de) == (essen, "reminder", "Hof.")
    assert TextState.objects.get().state == "reviewed"


def test_the_list_names_what_is_added_where(manager, office):
    write(manager, "all", de="Hof.")
    write(manager, "reminder", de="Bitte pünktlich.", uk="Прошу вчасно.")
    said = page(manager.get(LIST))
    assert "All mails but those with a code Hof. English: missing" in said
    assert "Reminder reminders, all mails but those with a code" in said
    assert "Cancellation all mails but those with a code" in said
    assert "Code Nothing can be added here: the code is its only word." in said
    assert "Cancellations Nothing is added." in said


def test_a_changed_german_makes_an_addition_outdated(manager, office):
    write(manager, "all", "ar:reviewed", de="Hof.", ar="الفناء.")
    answer = write(manager, "all", de="Garage.")
    assert MailAddition.objects.values_list("text_en", "text_de").get() in [
        ("", "Garage."),
        (None, "Garage."),
    ]
    assert "Now outdated, please look at: Arabic." in page(manager.get(answer["Location"]))


def test_two_who_add_at_once_do_not_overwrite_each_other(manager, office, essen):
    path = f"{LIST}additions/all/"
    form = manager.get(path).context["form"]
    typed = {"seen": form["seen"].value(), "press": "save", "en": "", "ar": "", "uk": ""}
    write(at_desk(make.manager(of=essen)), "all", de="Zuerst.")
    assert manager.post(path, typed | {"de": "Danach."}).status_code == 409
    assert MailAddition.objects.get().text_de == "Zuerst."


def test_an_addition_is_short(manager, office):
    answer = write(manager, "all", de="x" * 601)
    assert answer.status_code == 422
    assert not MailAddition.objects.exists()


def test_an_office_that_offers_nothing_says_what_to_do(manager, essen):
    make.office(of=essen, slug="rathaus")
    assert "Give it an offering first." in page(manager.get(LIST))
    assert manager.get(f"{LIST}confirmation/de/").status_code == 404


@pytest.mark.parametrize(
    "path", ["nothing/de/", "confirmation/fr/", "confirmation/fr/letter/", "additions/code/"]
)
def test_what_there_is_not_is_not_found(path, manager, office):
    assert manager.get(f"{LIST}{path}").status_code == 404


@pytest.mark.parametrize(
    "path", ["", "confirmation/de/", "confirmation/de/letter/", "additions/all/"]
)
def test_mails_of_another_authority_and_for_others_do_not_exist(path, office, mara, essen):
    for person in (mara, make.caseworker(of=essen)):
        assert at_desk(person).get(f"{LIST}{path}").status_code == 404


def test_nobody_adds_to_the_mails_of_another_authority(office, mara, mainz):
    make.office(of=mainz, slug="mainz-amt")
    client = at_desk(mara)
    form = client.get("/manage/mainz-amt/mails/additions/all/").context["form"]
    typed = {"seen": form["seen"].value(), "press": "save", "de": "Hallo."}
    assert client.post(f"{LIST}additions/all/", typed).status_code == 404
    assert not MailAddition.objects.exists()
