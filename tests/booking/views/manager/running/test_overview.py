"""The overview of an office: what waits, and how it runs; by service, for its managers alone."""

import io
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from booking.models import Correction, Message
from tests import make, people
from tests.booking.inviting import invited
from tests.booking.running.wednesday import looked, outcomes
from tests.booking.views.reading import root, seen
from tests.signing_in import at_desk

pytestmark = pytest.mark.django_db

FIGURES = ("waiting-times", "load", "turnout")


@pytest.fixture
def offering(office):
    return make.offering(
        at=office, service=make.service(name_de="Karte abholen", name_ar="استلام البطاقة")
    )


@pytest.fixture
def url(office) -> str:
    return reverse("manage:office", args=[office.slug])


def figure(office, key: str, kind: str) -> str:
    return reverse("manage:figure", args=[office.slug, key, kind])


def csv(manager, office, key: str) -> list[str]:
    answer = manager.get(figure(office, key, "csv"))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    return answer.content.decode("utf-8-sig").splitlines()


def close_desks(offering) -> None:
    offering.desks.clear()


def test_an_office_that_has_just_begun_is_told_what_it_will_see(manager, url, offering):
    page = seen(manager.get(url))
    assert "This waits for you Nothing has to be settled. Everything is as it should be." in page
    assert "From tomorrow on you will see here how it changes." in page
    assert "In the next eight weeks 0 % of the time of all desks is taken." in page
    assert "Who comes Here you will see how many people come." in page


def test_an_office_that_offers_nothing_is_told_so(manager, url, office):
    office.opening_hours.all().delete()
    page = seen(manager.get(url))
    assert "This office offers nothing for which there are dates." in page
    assert "No desk is open in the next eight weeks." in page


def test_what_waits_leads_to_the_page_that_settles_it(manager, url, office, offering):
    now = timezone.now()
    asked = people.asked(now=now - timedelta(days=4), offering=offering)
    Correction.objects.create(booking=asked, family_name="Hadi", birth_year=1990, reported_at=now)
    one = office.desks.first()
    offering.desks.set([one])
    starts = make.local(office, (now - timedelta(days=2)).date(), "09:00")
    silent = people.booked(starts=starts, now=now, offering=offering)
    people.message(silent, Message.Kind.CONFIRMATION, due=now, status="failed")
    full = make.offering(at=office, desks=[])
    invited(full)
    html = manager.get(url).content.decode()
    lines = re.findall(r'<li><a href="/desk/essen-amt/([^"]+)">(.*?)</a></li>', html)
    assert [(link, re.sub("<[^>]+>", "", words).strip()) for link, words in lines] == [
        ("requests/", "1 request waits for an answer. 1 of them is overdue."),
        ("conflicts/", "1 appointment has to be settled."),
        ("conflicts/", "1 message was not sent."),
        ("invitations/?state=nothing", "For 1 invited person no time is free."),
        ("corrections/", "1 reported typing error waits."),
    ]


def test_each_service_says_how_long_people_wait_and_how_long_they_did(
    manager, url, office, offering, today
):
    offering.notice_minutes = 12 * 24 * 60
    offering.save()
    looked(offering, today - timedelta(days=28), 9)
    page = seen(manager.get(url))
    assert "The longest wait is 12 days: Karte abholen." in page
    assert "Karte abholen People wait 12 days. Four weeks ago it was 9 days." in page
    assert "From tomorrow on" not in page


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (None, "Four weeks ago nothing was free."),
        (1, "Four weeks ago it was 1 day."),
        (0, "Four weeks ago it was 0 days."),
    ],
)
def test_so_it_was_four_weeks_ago(manager, url, offering, today, days, words):
    looked(offering, today - timedelta(days=28), days)
    assert f"The first free date is today. {words}" in seen(manager.get(url))


def test_where_nothing_is_free_it_comes_first_and_is_marked(manager, url, office, offering):
    full = make.offering(
        at=office, desks=[], service=make.service(name_de="Visum"), access="invitation"
    )
    page = seen(manager.get(url))
    assert "For 1 service nothing is free. nothing free Visum with an invitation" in page
    assert re.search(r"Nothing is free until [^.]+\. Karte abholen", page)
    html = manager.get(url).content.decode()
    assert f'id="wait-{full.pk}-about"' in html
    assert 'class="chart__none"' in html


def test_more_than_twelve_services_are_folded(manager, url, office):
    for _number in range(14):
        make.offering(at=office)
    assert "2 more services" in seen(manager.get(url))


def test_the_coming_weeks_have_a_sentence_a_picture_and_a_table(
    manager, url, office, offering, today
):
    tomorrow = today + timedelta(days=1)
    starts = make.local(office, tomorrow, "08:00")
    people.reservation(at=office.desks.first(), starts=starts, status="booked", minutes=600)
    page = seen(manager.get(url))
    number = tomorrow.isocalendar().week
    assert f"Fullest is week {number}: " in page
    assert "Week From To Open, in minutes Taken, in minutes Taken, in percent" in page
    lines = csv(manager, office, "load")
    assert len(lines) == 9
    assert sum(int(line.split(";")[4]) for line in lines[1:]) == 600


def test_who_comes_is_said_in_percent_and_against_the_ninety_days_before(
    manager, url, office, offering, today
):
    outcomes(offering, "attended", 87, on=today)
    outcomes(offering, "missed", 8, on=today)
    outcomes(offering, "cancelled", 5, on=today, lead=1)
    outcomes(offering, "attended", 17, on=today - timedelta(days=100))
    outcomes(offering, "missed", 3, on=today - timedelta(days=100))
    few = make.offering(at=office, service=make.service(name_de="Visum"))
    outcomes(few, "missed", 9, on=today)
    page = seen(manager.get(url))
    said = "Last 90 days: 8 % did not come, 5 % cancelled on the last two days."
    assert f"Karte abholen {said} The 90 days before: 15 % and 0 %." in page
    assert csv(manager, office, "turnout")[1:] == [
        "All services;109;16;15;5;0",
        "Karte abholen;100;8;15;5;0",
        "Visum;9;too few;too few;too few;too few",
    ]
    assert "Visum Last 90 days" not in page


def test_below_ten_appointments_no_rate_is_given(manager, url, offering, today):
    outcomes(offering, "missed", 9, on=today)
    page = seen(manager.get(url))
    assert "In the last 90 days there were 9 appointments: too few for a rate." in page
    assert "100 %" not in page


def test_every_table_can_be_saved(manager, office, offering, today):
    looked(offering, today - timedelta(days=7), None)
    outcomes(offering, "missed", 1, on=today)
    for key in FIGURES:
        answer = manager.get(figure(office, key, "xlsx"))
        name = f"{key}-{office.slug}-{today}.xlsx"
        assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
        assert load_workbook(io.BytesIO(answer.content)).active.title == key
    assert csv(manager, office, "waiting-times") == [
        "Service;Day;Days until the first free date",
        f"Karte abholen;{today - timedelta(days=7):%d.%m.%Y};nothing free",
        f"Karte abholen;{today:%d.%m.%Y};0",
    ]


@pytest.mark.parametrize("path", ["load.pdf", "desks.csv", "turnout.html"])
def test_other_tables_and_files_do_not_exist(manager, url, path):
    assert manager.get(f"{url}figures/{path}").status_code == 404


def test_pictures_have_words_and_no_styles(manager, url, offering, today):
    outcomes(offering, "attended", 20, on=today)
    html = manager.get(url).content.decode()
    pictures = re.findall(r'<svg class="chart".*?</svg>', html, re.DOTALL)
    assert len(pictures) == 4
    for picture in pictures:
        assert 'role="img"' in picture
        assert re.search(r"<title id=.*?>[^<]+</title>\s*<desc id=.*?>[^<]+</desc>", picture)
        assert "style" not in picture
    ids = re.findall(r'id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert "<script" not in html


def test_from_the_right_pictures_are_mirrored(essen, url, offering):
    def bars(language: str) -> list[float]:
        browser = at_desk(make.manager(of=essen), **{"accept-language": language})
        answer = browser.get(url)
        assert root(answer) == (language, "rtl" if language == "ar" else "ltr")
        found = re.findall(r'<rect class="chart__first" x="([\d.]+)"', answer.content.decode())
        return [float(x) for x in found]

    left, right = bars("en"), bars("ar")
    assert left == sorted(left)
    assert right == sorted(right, reverse=True)


def test_words_are_those_of_the_reader(essen, url, offering):
    browser = at_desk(make.manager(of=essen), **{"accept-language": "ar"})
    assert "استلام البطاقة أول موعد متاح هو اليوم." in seen(browser.get(url))


def test_the_mails_can_be_switched_off_and_on(manager, url, office, offering):
    switch = reverse("manage:warning", args=[office.slug])
    assert "its managers get a mail. Switch these mails off" in seen(manager.get(url))
    answer = manager.post(switch, {"warn": "no"}, follow=True)
    assert answer.redirect_chain == [(f"{url}#waiting-times", 302)]
    assert "Nobody is warned by mail any more." in seen(answer)
    assert "runs out of free times. Switch these mails on" in seen(answer)
    office.refresh_from_db()
    assert not office.warns_of_shortage
    assert "Managers are warned by mail again." in seen(
        manager.post(switch, {"warn": "yes"}, follow=True)
    )
    assert manager.get(switch).status_code == 405


def test_managers_of_another_authority_find_nothing(mara, office, offering, url):
    browser = at_desk(mara)
    addresses = [url, *(figure(office, key, kind) for key in FIGURES for kind in ("csv", "xlsx"))]
    assert {browser.get(one).status_code for one in addresses} == {404}
    switch = reverse("manage:warning", args=[office.slug])
    assert browser.post(switch, {"warn": "no"}).status_code == 404
    office.refresh_from_db()
    assert office.warns_of_shortage


def test_in_german_too_places_in_pictures_have_points_not_commas(essen, url, offering):
    browser = at_desk(make.manager(of=essen), **{"accept-language": "de"})
    html = browser.get(url).content.decode()
    assert re.search(r' cx="\d+\.\d+"', html)
    assert not re.search(r' (?:c?x|c?y|[xy][12]|width|height)="\d+,', html)


@pytest.mark.parametrize("role", ["caseworker", "door", "auditor"])
def test_who_does_not_manage_finds_nothing_either(essen, url, role):
    assert at_desk(make.member(of=essen, role=role)).get(url).status_code == 404


@pytest.mark.parametrize("count", [1, 40])
def test_the_page_costs_sixteen_statements_however_many_services(
    manager, url, office, today, count, django_assert_num_queries
):
    for _number in range(count):
        offering = make.offering(at=office)
        outcomes(offering, "attended", 12, on=today)
        looked(offering, today - timedelta(days=7), 3)
        invited(offering)
    manager.get(url)
    with django_assert_num_queries(16):
        assert manager.get(url).status_code == 200
