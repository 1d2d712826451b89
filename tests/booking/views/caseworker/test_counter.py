"""What is done at the counter, through the pages of an appointment."""

from datetime import timedelta

import pytest
from django.urls import reverse

from booking.models import Booking, CheckedDocument, Look, Message, Outcome, Remark, Visit
from booking.views.free_times import start_value
from offices.models import RequiredDocument
from tests.booking.views.caseworker.conftest import on_grid, status

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(office, booked):
    """The address of a page of the appointment."""
    known: list[Booking] = []

    def address(name: str, *more: object, booking: Booking | None = None) -> str:
        if not (booking or known):
            known.append(booked(-20))
        return reverse(f"desk:{name}", args=[office.slug, (booking or known[0]).pk, *more])

    return address


def sent(browser, url: str, **data: object) -> list[str]:
    """Send a form, and return what the next page says happened."""
    answer = browser.post(url, data, follow=True)
    return [str(one) for one in answer.context["messages"]]


def the_booking() -> Booking:
    return Booking.objects.get()


def test_the_page_says_everything_about_the_appointment(desk, at, office):
    booking = Booking.objects.get(pk=at("appointment").split("/")[-2])
    booking.attendees.update(file_number="AZ-12", birth_month=3, birth_day=5)
    booking.contacts.update(phone="+4920112345")
    page = desk.get(at("appointment")).content.decode()
    begins = booking.time.starts_at.astimezone(office.zone)
    for words in (
        "Hadi, Amal (05.03.1990)",
        f"{begins:%H:%M}–{begins + timedelta(minutes=30):%H:%M}",
        "Schalter 1",
        "Karte abholen",
        booking.spoken_number,
        "AZ-12",
        "amal@people.example",
        "+49 201 12345",
        "Not here yet. Did the person not come?",
        "Hello",
        "Nothing was mailed.",
    ):
        assert words in page, words


def test_the_person_is_here_and_then_not(desk, at):
    assert sent(desk, at("press", "here")) == ["Noted: the person is here."]
    assert status(the_booking()) == "attended"
    assert sent(desk, at("undo"), step="here") == ["Taken back."]
    assert (status(the_booking()), Visit.objects.count()) == ("booked", 0)


def test_the_person_did_not_come_and_then_came_late(desk, at):
    assert sent(desk, at("press", "missed")) == ["Noted: the person did not come."]
    assert status(the_booking()) == "missed"
    assert sent(desk, at("undo"), step="missed") == ["Taken back."]
    assert status(the_booking()) == "booked"


def test_what_is_undone_must_be_what_the_page_has_shown(desk, at):
    sent(desk, at("press", "missed"))
    said = "There is nothing to undo any more: something has changed since. Please look again."
    assert sent(desk, at("undo"), step="here") == [said]
    assert status(the_booking()) == "missed"


def test_nobody_is_noted_as_missing_before_the_time(desk, booked, at):
    later = booked(60)
    said = "This can be said when the time has come, not before."
    assert sent(desk, at("press", "missed", booking=later)) == [said]


def test_what_cannot_be_pressed_does_not_exist(desk, at):
    assert desk.post(at("press", "deleted")).status_code == 404
    assert desk.post(at("undo"), {"step": "everything"}).status_code == 404


def test_the_result_of_a_visit_is_kept_with_its_minutes_and_taken_back(desk, at):
    assert sent(desk, at("result"), result="done", minutes="25") == ["Kept: done."]
    visit = Visit.objects.get()
    assert (visit.result, visit.minutes) == ("done", 25)
    counted = Outcome.objects.filter(what="done").values_list("took_minutes", flat=True)
    assert list(counted) == [25]
    assert sent(desk, at("undo"), step="result") == ["Taken back."]
    visit.refresh_from_db()
    assert (visit.result, visit.minutes, counted.all().count()) == ("", None, 0)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Please choose what came of the visit."),
        ({"result": "missing"}, "Please tick which documents are missing."),
        ({"result": "done", "minutes": "1000"}, "480"),
    ],
)
def test_a_result_that_is_not_complete_says_what_is_missing(desk, at, offering, typed, words):
    RequiredDocument.objects.create(service=offering.service, key="passport", name_de="Pass")
    answer = desk.post(at("result"), {"pressed": "yes", **typed})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Visit.objects.exists()


def test_missing_documents_are_mailed_printed_and_lead_to_the_next_date(desk, at, offering):
    paper = RequiredDocument.objects.create(
        service=offering.service, key="passport", name_de="Reisepass", name_en="Travel document"
    )
    answer = desk.post(at("result"), {"result": "missing", "missing": [paper.pk]})
    booking = the_booking()
    new = reverse("desk:new", args=[booking.office.slug])
    assert answer["Location"] == f"{new}?of={booking.pk}&matter={offering.pk}&persons=1"
    assert Message.objects.get().kind == "missing"
    assert desk.get(at("missing")).content.startswith(b"%PDF")
    page = desk.get(answer["Location"]).content.decode()
    assert 'value="Hadi"' in page
    assert f'<a href="{at("missing")}">Print the list of missing documents (PDF)</a>' in page


def test_the_wrong_matter_leads_to_the_right_one_for_the_same_person(desk, at):
    answer = desk.post(at("result"), {"result": "wrong"})
    booking = the_booking()
    assert answer["Location"] == reverse("desk:new", args=["essen-amt"]) + f"?of={booking.pk}"
    page = desk.get(answer["Location"]).content.decode()
    assert "Next appointment for Hadi, Amal (00.00.1990)" in page


def test_documents_are_ticked_off(desk, at, offering):
    papers = [
        RequiredDocument.objects.create(service=offering.service, key=key, name_de=key)
        for key in ("pass", "foto")
    ]
    said = ["Noted which documents are there."]
    assert sent(desk, at("check"), there=[papers[0].pk]) == said
    assert dict(CheckedDocument.objects.values_list("document", "is_there")) == {
        papers[0].pk: True,
        papers[1].pk: False,
    }


def test_a_remark_is_kept_with_who_wrote_it_and_nothing_typed_is_lost(desk, at, kim):
    assert desk.post(at("remark"), {"text": "  "}).status_code == 422
    assert "Please write the remark." in desk.post(at("remark"), {"text": ""}).content.decode()
    assert sent(desk, at("remark"), text="Kommt mit Kind") == ["The remark is kept."]
    remark = Remark.objects.get()
    assert (remark.text, remark.written_by) == ("Kommt mit Kind", kim)


def test_another_time_is_taken_from_the_list_and_given_back(desk, booked, at):
    booking = booked(60)
    start = booking.time.starts_at + timedelta(hours=2)
    url = at("move", booking=booking)
    assert start_value(start) in desk.get(url).content.decode()
    said = "The appointment has a new time. The person is told by mail."
    assert sent(desk, url, start=start_value(start)) == [said]
    booking.refresh_from_db()
    assert booking.time.starts_at == start
    assert Message.objects.get(kind="moved").before == start - timedelta(hours=2)
    assert sent(desk, at("undo", booking=booking), step="moved") == ["Taken back."]
    assert Booking.objects.get().time.starts_at == start - timedelta(hours=2)


def test_somebody_was_faster_and_the_nearest_times_are_shown(desk, booked, at, offering):
    booking, start = booked(60, desk=0), booked(120, desk=0, name="Andere").time.starts_at
    url = at("move", booking=booking) + f"?desk={booking.time.desk_id}"
    answer = desk.post(url, {"start": start_value(start)})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Please choose another one." in page or "not free then" in page


def test_another_desk_is_given_without_a_word_to_the_person(desk, booked, at, office):
    booking = booked(60)
    other = office.desks.all()[2]
    assert sent(desk, at("desk", booking=booking), desk=other.pk) == ["It is at Schalter 3 now."]
    assert the_booking().time.desk == other
    assert not Message.objects.exists()


def test_two_swap_desks(desk, booked, at):
    one, other = booked(60, desk=0, name="Eins"), booked(60, desk=1, name="Zwei")
    page = desk.get(at("desk", booking=one)).content.decode()
    assert "Zwei, Amal" in page
    said = sent(desk, at("swap", booking=one), other=other.pk)
    assert said == ["The two have swapped desks."]
    desks = dict(Booking.objects.values_list("pk", "reservation__desk__label"))
    assert desks == {one.pk: "Schalter 2", other.pk: "Schalter 1"}


def test_a_name_is_corrected_with_a_reason(desk, booked, at):
    booking = booked(60)
    typed = {"family_name": "Haddi", "given_names": "Amal", "birth_year": "1990"}
    url = at("correct", 0, booking=booking)
    assert "Please write why." in desk.post(url, typed).content.decode()
    assert sent(desk, url, **typed, reason="Pass") == ["The name is corrected."]
    assert str(the_booking().person) == "Amal Haddi"
    assert Remark.objects.get().text == "Name corrected: Pass"


def test_an_appointment_is_cancelled_with_words_for_the_person_and_restored(desk, booked, at):
    booking = booked(60)
    url = at("cancel", booking=booking)
    assert desk.post(url, {"reason": ""}).status_code == 422
    said = "The appointment is cancelled. The person is told by mail."
    assert sent(desk, url, reason="Krank") == [said]
    assert Message.objects.get(kind="cancellation").note.text == "Krank"
    assert sent(desk, at("undo", booking=booking), step="cancelled") == ["Taken back."]
    assert status(booking) == "booked"


def test_a_person_without_email_gets_a_slip_with_number_and_pin(desk, booked, at):
    booking = booked(60, email="", language="ar")
    answer = desk.get(at("slip", booking=booking))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'inline; filename="appointment.pdf"'
    assert answer.content.startswith(b"%PDF")


def test_every_page_about_the_person_is_a_look(desk, booked, at, kim):
    booking = booked(60)
    for name in ("appointment", "move", "desk", "matter", "result", "cancel", "slip"):
        before = Look.objects.count()
        page = desk.get(at(name, booking=booking))
        assert page.status_code == 200
        assert Look.objects.count() == before + 1, name
    assert set(Look.objects.values_list("user", flat=True)) == {kim.pk}
    assert {tuple(one) for one in Look.objects.values_list("bookings", flat=True)} == {
        (booking.pk,)
    }


def test_the_history_says_who_did_what_in_words(desk, booked, at, kim):
    booking = booked(60)
    sent(desk, at("move", booking=booking), start=start_value(on_grid(booking.time.starts_at)))
    start = booking.time.starts_at + timedelta(hours=1)
    sent(desk, at("move", booking=booking), start=start_value(start))
    page = desk.get(at("appointment", booking=booking)).content.decode()
    assert "moved; before:" in page
    assert "Kim Schalter" in page
