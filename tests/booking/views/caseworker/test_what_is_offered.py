"""What a page offers can be done, and what was done is said as it is."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from booking import reservations
from booking.models import Booking, CheckedDocument, Visit
from booking.views.free_times import start_value
from offices.models import RequiredDocument
from tests import make
from tests.booking.views.caseworker.conftest import on_grid
from tests.booking.views.reading import seen

pytestmark = pytest.mark.django_db


def page_of(booking: Booking, name: str = "appointment", *more: object) -> str:
    return reverse(f"desk:{name}", args=[booking.office.slug, booking.pk, *more])


def told(answer) -> list[str]:
    return [str(one) for one in answer.context["messages"]]


def new_for(offering, **more: object) -> str:
    query = urlencode({"matter": offering.pk, **more})
    return f"{reverse('desk:new', args=[offering.office.slug])}?{query}"


@pytest.fixture
def unknown(booked) -> Booking:
    """Somebody who left neither e-mail address nor phone number."""
    booking = booked(60)
    booking.contacts.all().delete()
    return booking


# --- whom nobody can write to ------------------------------------------------------------------
def test_who_has_no_address_must_be_told_of_another_time_by_staff(desk, unknown):
    later = start_value(unknown.time.starts_at + timedelta(hours=2))
    answer = desk.post(page_of(unknown, "move"), {"start": later}, follow=True)
    assert told(answer) == [
        "The appointment has a new time. There is no e-mail address: please tell the person."
    ]


def test_who_has_no_address_must_be_told_by_staff_that_it_is_cancelled(desk, unknown):
    answer = desk.post(page_of(unknown, "cancel"), {"reason": "Krank"}, follow=True)
    assert told(answer) == [
        "The appointment is cancelled. There is no e-mail address: please tell the person."
    ]


def test_of_what_is_cancelled_no_slip_is_printed(desk, unknown, kim, now):
    page = seen(desk.get(page_of(unknown)))
    assert "phone number are known. Please print the slip." in page
    assert "Print the slip (PDF)" in page
    reservations.cancel_for(unknown, "Krank", by=kim, now=now)
    assert "slip" not in seen(desk.get(page_of(unknown)))
    assert desk.get(page_of(unknown, "slip")).status_code == 404


# --- what came of a visit ----------------------------------------------------------------------
def test_what_came_of_a_visit_and_was_taken_back_is_told_in_this_order(desk, booked, now):
    booking = booked(-20)
    reservations.finish(booking, Visit.Result.FOLLOW_UP, now=now)
    reservations.undo(Booking.objects.get(), reservations.Step.RESULT, now=now)
    page = seen(desk.get(page_of(booking)))
    assert "taken back: another visit is needed" in page
    assert page.count("another visit is needed") == 2


def test_a_document_that_not_everybody_needs_is_not_taken_for_missing(desk, booked, offering):
    always, perhaps = (
        RequiredDocument.objects.create(
            service=offering.service, key=key, name_de=key, condition_de=condition
        )
        for key, condition in (("Pass", ""), ("Bescheid", "wenn Sie Geld bekommen"))
    )
    booking = booked(-20)
    for paper in (always, perhaps):
        CheckedDocument.objects.create(booking=booking, document=paper, is_there=False)
    page = desk.get(page_of(booking, "result"))
    assert "Bescheid (wenn Sie Geld bekommen)" in seen(page)
    assert page.context["form"].initial["missing"] == [always.pk]


# --- another matter, another desk --------------------------------------------------------------
def test_its_own_time_is_kept_only_where_a_desk_serves_the_matter_then(desk, booked, office):
    booking = booked(60, desk=0)
    second, third = office.desks.all()[1:]
    other = make.offering(at=office, service=make.service(name_de="Beratung"), desks=[second])
    url = f"{page_of(booking, 'matter')}?matter={other.pk}&persons=1"
    assert "Keep the time" in seen(desk.get(url))
    begins = booking.time.starts_at
    reservations.block(
        second, [reservations.Stretch(begins, booking.time.ends_at)], "break", now=begins
    )
    assert "Keep the time" not in seen(desk.get(url))
    other.desks.set([booking.time.desk, third])
    assert "Keep the time" in seen(desk.get(url))


def test_desks_are_swapped_only_with_who_could_sit_there(desk, booked, office, offering):
    booking, other = booked(60, desk=0), booked(60, desk=1, name="Zwei")
    assert "Zwei, Amal" in seen(desk.get(page_of(booking, "desk")))
    offering.desks.remove(other.time.desk)
    assert "Zwei, Amal" not in seen(desk.get(page_of(booking, "desk")))
    offering.desks.set([other.time.desk])
    assert "Zwei, Amal" not in seen(desk.get(page_of(booking, "desk")))


# --- booking for somebody ----------------------------------------------------------------------
def test_other_days_keep_what_was_typed_and_judge_nothing(desk, offering):
    typed = {"p0-family_name": "Hadi", "p0-birth_year": "19", "email": "amal@", "more_time": "on"}
    answer = desk.post(new_for(offering, **{"from": "2040-01-02"}), typed)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="Hadi"' in page
    assert 'value="amal@"' in page
    assert "not complete" not in page
    assert not Booking.objects.exists()


def test_the_key_enter_books_instead_of_showing_other_days(desk, offering):
    page = desk.get(new_for(offering)).content.decode()
    form = page.partition('<form class="form two"')[2]
    first = form.partition("<button")[2].partition(">")[0]
    assert first == ' type="submit" hidden'
    assert 'name="more_time"' in form


def test_more_persons_than_come_at_once_is_said(desk, offering, booked):
    for url in (new_for(offering), f"{page_of(booked(60), 'matter')}?matter={offering.pk}"):
        answer = desk.get(f"{url}&persons=4")
        assert answer.status_code == 422
        assert "For this matter, at most 3 persons at a time." in seen(answer)
        assert desk.get(f"{url}&persons=3").status_code == 200


def test_a_free_cell_leads_to_the_matters_of_its_desk(desk, office, offering, now):
    first, second = office.desks.all()[:2]
    offering.desks.set([first])
    other = make.offering(at=office, service=make.service(name_de="Beratung"), desks=[second])
    begins = on_grid(now).astimezone(office.zone)
    query = urlencode({"desk": second.pk, "day": begins.date(), "at": f"{begins:%H:%M}"})
    page = desk.get(f"{reverse('desk:new', args=[office.slug])}?{query}")
    assert f"Schalter 2, {begins:%d.%m.%Y %H:%M}" in seen(page)
    choices = [value for value, _name in page.context["form"].fields["matter"].choices]
    assert choices == ["", other.pk]


def test_who_has_the_rest_of_a_missed_time_gives_the_cell_its_look(desk, booked, office, now):
    missed = booked(-20)
    reservations.miss(missed, now=now)
    made = booked(0, name="Neu")
    assert made.time.desk == missed.time.desk
    page = desk.get(reverse("desk:today", args=[office.slug])).content.decode()
    assert "k-missed" not in page
    assert 'class="k k-booked"' in page
