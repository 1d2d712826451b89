"""Managers are warned before a service runs out of free times, and not too often."""

from datetime import timedelta
from smtplib import SMTPException

import pytest
from django.core import mail

from booking.models import ShortageWarning
from booking.running import Shortage, shortages, warn
from booking.running import shortage as room
from tests import make
from tests.booking.running.wednesday import NINE, WEDNESDAY, ago, looked, outcomes

pytestmark = pytest.mark.django_db

A_DAY = timedelta(days=1)


@pytest.fixture
def scarce(offering):
    """This week alone: three mornings at two desks are 48 half hours, the first hour is over."""
    offering.horizon_days = 2
    offering.notice_minutes = 0
    offering.save()
    return offering


def found(office, now=NINE) -> list[tuple[str, int, int]]:
    return [(str(one.offering.service), one.left, one.days) for one in shortages(office, now)]


def test_a_service_is_short_when_its_times_are_gone_within_a_week(office, scarce):
    outcomes(scarce, "booked", 4 * 44, on=ago(7))
    assert found(office) == []  # 44 are left, 44 a week are booked: just a week
    outcomes(scarce, "booked", 4, on=ago(27))
    assert found(office) == [("Karte abholen", 44, 6)]


def test_only_the_last_four_weeks_and_what_was_booked_count(office, scarce):
    outcomes(scarce, "booked", 400, on=ago(28))
    outcomes(scarce, "moved", 400)
    outcomes(scarce, "cancelled", 400)
    assert found(office) == []


def test_services_at_the_same_desks_use_up_the_same_times(office, scarce):
    invited = make.offering(at=office, access="invitation", minutes=60)
    outcomes(invited, "booked", 4 * 22)
    assert found(office) == []
    outcomes(scarce, "booked", 4)
    assert found(office) == [("Karte abholen", 44, 6)]


def test_services_at_other_desks_do_not(office, scarce):
    other = make.offering(at=office, desks=[office.desks.first()])
    outcomes(other, "booked", 4 * 100)
    scarce_ones = [name for name, _left, _days in found(office)]
    assert scarce_ones == []


def test_only_what_anyone_may_book_is_watched(office, scarce):
    outcomes(scarce, "booked", 1000)
    scarce.access = "invitation"
    scarce.save()
    assert found(office) == []


def test_nothing_free_is_short_while_it_is_offered_in_earnest(office, scarce):
    office.opening_hours.all().delete()
    assert found(office) == []
    looked(scarce, ago(28), 5)
    looked(scarce, ago(3), None)
    assert found(office) == []
    looked(scarce, ago(27), 5)
    assert found(office) == [("Karte abholen", 0, 0)]


def test_nothing_free_is_short_where_people_still_book(office, scarce):
    office.opening_hours.all().delete()
    outcomes(scarce, "booked", 1)
    assert found(office) == [("Karte abholen", 0, 0)]


def test_every_manager_of_the_authority_gets_the_mail_and_nobody_else(
    office, scarce, erika, mara, essen, mailoutbox
):
    make.manager(of=essen, email="boss@essen.example")
    make.manager(of=essen, email="gone@essen.example", is_active=False)
    make.caseworker(of=essen, email="kim@essen.example")
    outcomes(scarce, "booked", 4 * 50)
    assert warn(NINE) == 2
    assert [one.to for one in mailoutbox] == [["boss@essen.example"], ["erika@essen.example"]]


def test_the_mail_says_what_is_short_in_german_and_english(office, scarce, erika, mailoutbox):
    outcomes(scarce, "booked", 4 * 50)
    full = make.offering(
        at=office, desks=[], service=make.service(name_de="Einbürgerung", name_en="Naturalisation")
    )
    looked(full, ago(5), 3)
    warn(NINE)
    (letter,) = mailoutbox
    assert letter.subject == f"Freie Termine werden knapp: {office}"
    german, english = letter.body.split("* * *")
    assert "- Karte abholen: noch 44 Termine frei, beim jetzigen Tempo für 6 Tage" in german
    assert "- Einbürgerung: nichts ist frei" in german
    assert "- Karte abholen: 44 free times are left, at the present pace for 6 days" in english
    assert "- Naturalisation: nothing is free" in english
    assert f"/manage/{office.slug}/" in german
    assert "<li>Einbürgerung: nichts ist frei</li>" in letter.alternatives[0].content


@pytest.mark.parametrize(("booked", "words"), [(155, "less than two days"), (154, "2 days")])
def test_so_few_days_are_said_in_words(office, scarce, erika, mailoutbox, booked, words):
    outcomes(scarce, "booked", 4 * booked)
    warn(NINE)
    assert f"44 free times are left, at the present pace for {words}" in mailoutbox[0].body


def test_of_each_service_there_is_one_mail_in_seven_days(office, scarce, erika, mailoutbox):
    outcomes(scarce, "booked", 4 * 50)
    assert [warn(NINE), warn(NINE), warn(NINE + 2 * A_DAY)] == [1, 0, 0]
    outcomes(scarce, "booked", 4 * 50, on=WEDNESDAY + 7 * A_DAY)
    assert warn(NINE + 6 * A_DAY) == 0
    assert warn(NINE + 7 * A_DAY) == 1
    assert ShortageWarning.objects.get().warned_on == WEDNESDAY + 7 * A_DAY


def test_an_office_can_do_without(office, scarce, erika, mailoutbox):
    outcomes(scarce, "booked", 4 * 50)
    office.warns_of_shortage = False
    office.save()
    assert (warn(NINE), mailoutbox) == (0, [])
    assert not ShortageWarning.objects.exists()


def test_where_nobody_is_there_to_be_told_nothing_is_remembered(office, scarce):
    outcomes(scarce, "booked", 4 * 50)
    assert warn(NINE) == 0
    assert not ShortageWarning.objects.exists()


def test_what_could_not_be_sent_is_tried_again_the_next_day(
    office, scarce, erika, mailoutbox, monkeypatch
):
    outcomes(scarce, "booked", 4 * 50)

    def fails(_letter) -> None:
        raise SMTPException

    with monkeypatch.context() as away:
        away.setattr(mail.EmailMultiAlternatives, "send", fails)
        assert warn(NINE) == 0
    assert warn(NINE + A_DAY) == 1


@pytest.mark.parametrize("count", [1, 5])
def test_it_costs_the_same_statements_however_many_services(
    office, count, django_assert_num_queries
):
    for _number in range(count):
        make.offering(at=office)
    with django_assert_num_queries(5):
        assert shortages(office, NINE) == []


def test_a_shortage_is_a_value(scarce):
    assert Shortage(scarce, 3, 2) == Shortage(scarce, 3, 2)
    assert room.A_WEEK.days == 7
