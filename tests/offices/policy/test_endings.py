"""What ends within ninety days is named, and its managers are told once."""

from datetime import UTC, date, datetime, timedelta
from smtplib import SMTPException

import pytest
from django.core import mail

from offices.models import EndingTold, LegalText
from offices.policy.endings import endings_of
from offices.policy.offering import add_season
from offices.policy.telling import tell_managers
from tests import make

pytestmark = pytest.mark.django_db

TODAY = date(2026, 12, 4)
NOW = datetime(2026, 12, 4, 5, 10, tzinfo=UTC)
SECTION_24 = date(2027, 3, 4)


def section_24(**fields: object) -> LegalText:
    facts = {"key": "section_24", "text_de": "Bis {date}.", "until": SECTION_24}
    return LegalText.objects.create(**facts | fields)


def ends(authority, today=TODAY) -> list[tuple[date, str]]:
    return [(one.day, str(one)) for one in endings_of(authority, today)]


def tell(now=NOW) -> int:
    return tell_managers(now, lambda office: f"https://willkommen.example/{office.slug}/")


def test_the_day_of_a_legal_text_is_named_from_ninety_days_before_to_the_day_itself(essen):
    section_24()
    said = [(SECTION_24, "Legal text “§ 24 (Ukraine)”: the day that it names")]
    assert ends(essen, SECTION_24 - timedelta(days=91)) == []
    assert ends(essen, SECTION_24 - timedelta(days=90)) == said
    assert ends(essen, SECTION_24) == said
    assert ends(essen, SECTION_24 + timedelta(days=1)) == []


def test_the_own_wording_counts_instead_of_the_shared_one(essen, mainz):
    section_24()
    section_24(authority=essen, until=SECTION_24 - timedelta(days=3))
    assert [day for day, _words in ends(essen)] == [SECTION_24 - timedelta(days=3)]
    assert [day for day, _words in ends(mainz)] == [SECTION_24]


def test_everything_that_can_end_is_named_in_order(essen):
    office = make.office_open_on_weekdays(of=essen)
    made = make.offering(at=office, service=make.service(name_de="Pass", name_en="Passport"))
    for days, row in enumerate([office, office.desks.get(), made], start=1):
        row.valid_until = TODAY + timedelta(days=days)
        row.save()
    office.opening_hours.update(valid_until=TODAY + timedelta(days=4))
    add_season(made, TODAY, TODAY + timedelta(days=5), "request")
    assert [words for _day, words in ends(essen)] == [
        f"Office “{office.name}”: its last day",
        "Desk “Schalter 1”: its last day",
        "Service “Passport”: the last day on which it is offered",
        "5 lines of the opening hours: their last day",
        "Service “Passport”: the last day of its access for a season",
    ]


def test_every_manager_is_told_once_in_german_and_english(essen, erika, mara):
    make.office(of=essen, slug="amt")
    make.caseworker(of=essen)
    section_24(authority=essen)
    assert tell() == 1
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["erika@essen.example"], "Bald endet etwas")
    assert "https://willkommen.example/amt/" in letter.body
    assert "Donnerstag, 4. März 2027 – Rechtstext „§ 24 (Ukraine)“" in letter.body
    assert "Thursday, March 4, 2027 – Legal text “§ 24 (Ukraine)”" in letter.body

    assert tell() == 0
    assert len(mail.outbox) == 1


def test_another_day_is_told_anew(essen, erika):
    make.office(of=essen)
    text = section_24(authority=essen)
    tell()
    text.until = SECTION_24 - timedelta(days=1)
    text.save()
    assert tell() == 1


def test_nobody_is_told_where_nobody_manages_and_the_first_who_does_is(essen):
    make.office(of=essen)
    section_24(authority=essen)
    assert tell() == 0
    make.manager(of=essen, is_active=False)
    assert tell() == 0
    make.manager(of=essen)
    assert tell() == 1


def test_what_could_not_be_sent_is_tried_again(essen, erika, monkeypatch):
    make.office(of=essen)
    section_24(authority=essen)

    def away(*_args: object, **_options: object) -> int:
        raise SMTPException

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMultiAlternatives.send", away)
        assert tell() == 0
    assert not EndingTold.objects.exists()
    assert tell() == 1


def test_an_authority_without_an_office_has_nobody_to_tell(essen, erika):
    section_24(authority=essen)
    assert tell() == 0
