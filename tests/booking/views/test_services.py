"""What somebody has, what they need, and what is good to know."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from offices import showcase
from offices.models import Authority, LegalText, Offering, Office, RequiredDocument
from tests import make


@pytest.fixture
def office(essen: Authority) -> Office:
    return make.office_open_on_weekdays(of=essen)


@pytest.fixture
def passport(office: Office) -> Offering:
    change = make.group(slug="change", name_de="Neuer Pass", position=9)
    service = make.service(
        group=change,
        name_de="Neuer Pass: Aufenthaltstitel übertragen",
        name_en="New passport: transfer the residence title",
        plain_de="Sie haben einen neuen Pass.",
        name_uk="Новий паспорт",
        name_ar="جواز سفر جديد",
    )
    return make.offering(at=office, service=service)


@pytest.fixture
def emergency(office: Office) -> Offering:
    urgent = make.group(slug="urgent", name_de="Es eilt", position=10)
    service = make.service(group=urgent, name_de="Notfall")
    return make.offering(at=office, service=service, access="request")


def legal(key: str, text: str) -> None:
    LegalText.objects.create(key=key, text_de=text)


@pytest.fixture
def sentences(db) -> None:
    legal("already_expired", "Abgelaufen: {contact}")
    legal("expires_before_appointment", "Läuft vorher ab: {date}")
    legal("schengen", "Schengen: {contact}")
    legal("toleration_gestattung", "Duldung: {contact}")
    legal("section_24", "Paragraf 24: {contact}")
    legal("not_an_application", "Ersetzt den Antrag nicht: {application_way}")


def days_from_now(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


# --- the document ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "month", "year", "until"),
    [
        ("5", "3", "2027", "2027-03-05"),
        ("05", "03", "27", "2027-03-05"),
        ("5.", "März", "2027", "2027-03-05"),
        ("5", "march", "2027", "2027-03-05"),
        ("٥", "٣", "٢٠٢٧", "2027-03-05"),  # noqa: RUF001
        ("5.3.2027", "", "", "2027-03-05"),
        ("2027-03-05", "", "", "2027-03-05"),
    ],
)
def test_a_day_is_read_as_people_write_it(day, month, year, until, client: Client, essen):
    typed = {"doc": "title", "until_day": day, "until_month": month, "until_year": year}
    response = client.get("/en/at/essen/", typed)
    assert response.headers["Location"] == f"/en/at/essen/services/?doc=title&until={until}"


@pytest.mark.parametrize(
    ("day", "month", "year", "says"),
    [
        ("31", "2", "2027", "This day does not exist: 31.2.2027."),
        ("x", "2", "2027", "This day does not exist: x.2.2027."),
        ("1", "ma", "2027", "This day does not exist: 1.ma.2027."),
        ("1", "", "2027", "Please fill in day, month and year."),
        ("1", "2", "9999", "Please check the year: 9999."),
        ("²", "2", "2027", "This day does not exist: ².2.2027."),
    ],
)
def test_a_day_that_cannot_be_is_said_in_a_sentence(day, month, year, says, client: Client, essen):
    typed = {"until_day": day, "until_month": month, "until_year": year}
    response = client.get("/en/at/essen/", typed)
    assert response.status_code == 200
    assert says in response.content.decode()


def test_the_document_may_be_skipped_and_the_door_is_kept(client: Client, essen):
    response = client.get("/en/at/essen/?need=urgent&doc=title&until=2027-03-05")
    assert response.context["skip_url"] == "/en/at/essen/services/?need=urgent"
    sent = client.get("/en/at/essen/", {"until_day": "", "need": "urgent"})
    assert sent.headers["Location"] == "/en/at/essen/services/?need=urgent"


@pytest.mark.parametrize(
    ("doc", "days", "says"),
    [
        ("title", -1, "Abgelaufen: +49 201 88-0, amt@essen.example"),
        ("title", 300, ""),
        ("schengen", 300, "Schengen: +49 201 88-0, amt@essen.example"),
        ("duldung", 10, "Duldung: +49 201 88-0, amt@essen.example"),
        ("duldung", 300, ""),
        ("gestattung", -5, "Duldung: +49 201 88-0, amt@essen.example"),
        ("section24", 10, "Paragraf 24: +49 201 88-0, amt@essen.example"),
        ("eu", -1, ""),
        ("none", -1, ""),
        ("", -1, "Abgelaufen: +49 201 88-0, amt@essen.example"),
    ],
)
def test_each_document_gets_its_own_sentence(doc, days, says, client: Client, passport, sentences):
    query = {"doc": doc, "until": days_from_now(days).isoformat()}
    notice = client.get("/de/at/essen/services/", query).context["notice"]
    assert (notice.text if notice else "") == says


def test_a_document_that_ends_before_the_first_free_day_is_said_with_the_times(
    client: Client, passport, sentences
):
    until = days_from_now(0).isoformat()
    notice = client.get(f"/de/offer/{passport.pk}/times/?until={until}").context["notice"]
    assert notice.text.startswith("Läuft vorher ab: ")


# --- the list -------------------------------------------------------------------------------


def test_each_service_says_its_next_free_day_or_its_way(client: Client, passport, emergency):
    chapters = client.get("/de/at/essen/services/").context["chapters"]
    rows = [
        (row.name.text, bool(row.free), row.short) for chapter in chapters for row in chapter.rows
    ]
    assert rows == [
        ("Neuer Pass: Aufenthaltstitel übertragen", True, ""),
        ("Notfall", False, "Ask the office, it gives you an appointment"),
    ]


def test_the_next_free_day_is_the_calendars(client: Client, passport: Offering, office: Office):
    monday = days_from_now(14 - timezone.localdate().weekday())
    starts, ends = (
        make.local(office, days_from_now(-1), "00:00"),
        make.local(office, monday, "00:00"),
    )
    make.closure(at=office, starts=starts, ends=ends)
    page = client.get("/en/at/essen/services/").context["chapters"]
    assert page[0].rows[0].free == f"Monday, {monday.strftime('%B')} {monday.day}, {monday.year}"


@pytest.mark.parametrize("asked", ["?need=urgent", f"?until={days_from_now(10)}"])
def test_urgent_matters_come_first_when_it_is_urgent(asked, client: Client, passport, emergency):
    chapters = client.get(f"/de/at/essen/services/{asked}").context["chapters"]
    assert [(one.group.slug, one.is_open) for one in chapters] == [
        ("urgent", True),
        ("change", False),
    ]


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        ("de", "pass"),
        ("de", "ubertragen"),
        ("de", "UEBERTRAGEN neuer"),
        ("en", "transfer"),
        ("en", "neuer pass"),
        ("ar", "جواز"),
        ("uk", "паспорт"),
    ],
)
def test_services_are_found_in_ones_own_words_and_in_german(
    language, typed, client: Client, passport, emergency
):
    found = client.get(f"/{language}/at/essen/services/", {"q": typed}).context["found"]
    assert [row.url for row in found] == [f"/{language}/offer/{passport.pk}/"]


def test_a_word_nobody_knows_shows_everything_and_what_to_do(client: Client, passport):
    page = client.get("/en/at/essen/services/", {"q": "xyzzy"}).content.decode()
    assert "We did not find this word." in page
    assert "New passport" in page


def test_walk_in_hours_of_today_stand_on_the_list(client: Client, office: Office, emergency):
    Offering.objects.update(access="walk_in", walk_in=True)
    make.hours(
        at=office,
        weekday=timezone.localdate().weekday(),
        opens="00:00",
        closes="23:59:59",
        audience="walk_in",
    )
    row = client.get("/en/at/essen/services/").context["chapters"][0].rows[0]
    assert row.short == "Come without an appointment: today 00:00–23:59"


@pytest.mark.parametrize("services", [1, 3])
def test_the_list_costs_one_statement_however_many_services(
    services, client: Client, office: Office, django_assert_num_queries
):
    for _ in range(services):
        make.offering(at=office)
    client.get("/de/at/essen/services/")
    with django_assert_num_queries(1):
        client.get("/de/at/essen/services/")


# --- good to know ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("access", "button"),
    [
        ("open", True),
        ("invitation", False),
        ("request", False),
        ("written", False),
        ("walk_in", False),
        ("elsewhere", False),
    ],
)
@pytest.mark.parametrize("language", ["de", "en", "ar", "uk"])
def test_every_access_ends_at_a_page_that_says_what_to_do(
    access, button, language, client: Client, passport: Offering
):
    Offering.objects.update(access=access, access_note_de="So geht es hier.")
    page = client.get(f"/{language}/offer/{passport.pk}/").content.decode()
    assert "So geht es hier." in page
    assert "+49 201 88-0" in page
    assert (f"/{language}/offer/{passport.pk}/persons/" in page) is button
    assert ("per Post" in page) is (access in {"invitation", "request", "written"})


def test_documents_with_a_condition_are_folded_unless_always_required_here(
    client: Client, passport: Offering
):
    for key, place in [("passport", []), ("visa", []), ("application_form", ["essen"])]:
        condition = "" if key == "passport" else "wenn Sie es haben"
        RequiredDocument.objects.create(
            service=passport.service,
            key=key,
            name_de=key,
            condition_de=condition,
            required_at=place,
        )
    context = client.get(f"/de/offer/{passport.pk}/").context
    assert [one.key for one in context["documents"]] == ["passport", "application_form"]
    assert [one.key for one in context["conditional"]] == ["visa"]


@pytest.mark.parametrize("has_form", [True, False])
def test_the_sentence_on_the_application_stands_where_it_decides(
    has_form, client: Client, passport: Offering, sentences
):
    if has_form:
        RequiredDocument.objects.create(
            service=passport.service, key="application_form", name_de="Antrag"
        )
    page = client.get(f"/de/offer/{passport.pk}/").content.decode()
    assert ("Ersetzt den Antrag nicht: per Post" in page) is has_form


@pytest.mark.parametrize(
    ("low", "high", "says"),
    [
        (93, 100, "93–100 €, per person"),
        (67, 67, "67 €, per person"),
        (0, 0, "free of charge"),
        ("27.6", 46, "27.60–46 €, per person"),
        (None, None, ""),
    ],
)
def test_the_fee_is_a_range(low, high, says, passport: Offering, client: Client):
    type(passport.service).objects.update(fee_min=low, fee_max=high, fee_per="person")
    fee = client.get(f"/en/offer/{passport.pk}/").context["fee"]
    assert fee == says


def test_the_german_name_stands_beside_a_translation_and_not_beside_itself(passport: Offering):
    _authority, english = showcase.offering(passport.pk, "en")
    _authority, german = showcase.offering(passport.pk, "de")
    assert english.service.name.german == "Neuer Pass: Aufenthaltstitel übertragen"
    assert german.service.name.german == ""
    assert english.service.plain.attributes == ' lang="de" dir="ltr"'  # not translated


def test_walk_in_hours_skip_what_is_closed(client: Client, office: Office, passport: Offering):
    Offering.objects.update(access="walk_in", walk_in=True)
    tomorrow = days_from_now(1)
    make.hours(
        at=office, weekday=tomorrow.weekday(), opens="09:00", closes="12:00", audience="walk_in"
    )
    midnight = make.local(office, tomorrow, "00:00")
    make.closure(at=office, starts=midnight, ends=midnight + timedelta(days=1))
    walk_in = client.get(f"/en/offer/{passport.pk}/").context["walk_in"]
    week_later = tomorrow + timedelta(days=7)
    assert walk_in.today == ""
    assert (
        walk_in.next_day == f"{week_later:%A}, {week_later:%B} {week_later.day}, {week_later.year}"
    )


@pytest.mark.parametrize("pk", ["0", "999999", "9" * 30])
@pytest.mark.parametrize("path", ["", "persons/", "letters/", "times/", "receipt/"])
def test_an_offering_nobody_knows_does_not_exist(path, pk, client: Client, db):
    assert client.get(f"/de/offer/{pk}/{path}").status_code == 404
