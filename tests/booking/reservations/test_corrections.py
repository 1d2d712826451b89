"""A typing error: reported by the person, corrected by Erika, and nobody else."""

from datetime import UTC, date, datetime

import pytest

from booking.models import Attendee, Booking, Correction
from booking.reservations import (
    DuplicateError,
    HasAnotherError,
    OverError,
    Person,
    accept_correction,
    cancel,
    decline_correction,
    report_error,
)
from booking.retention import forget
from tests import make, people
from tests.booking.reservations.taking import MINUTE, fresh

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 9, 14, 6, tzinfo=UTC)  # Monday 08:00 in Germany
LATER = NOW + MINUTE
WRITTEN = Person("Al-Hamwi", "Amal Nour", 1990, 3, 5, file_number="AZ-4711/26")
RIGHT = Person("Al-Hamwi", "Amal Nur", 1990, 5, 3)


@pytest.fixture
def amal(offering) -> Booking:
    """Amal comes on Wednesday at nine, with her son."""
    return _booked(offering, "09:00", WRITTEN)


@pytest.fixture
def report(amal) -> Correction:
    return report_error(amal, 0, RIGHT, now=NOW)


def _booked(offering, clock: str, person: Person) -> Booking:
    nine = make.local(offering.office, date(2026, 9, 16), clock)
    made = people.booked(starts=nine, now=NOW, offering=offering)
    made.attendees.update(**vars(person))
    Attendee.objects.create(booking=made, position=1, family_name="Al-Hamwi", birth_year=2015)
    made.items.update(identity=person.fingerprint)
    return fresh(made)


def names(booking: Booking) -> list[str]:
    return [f"{one.filed} {one.file_number}".strip() for one in booking.attendees.all()]


def identity(booking: Booking) -> str | None:
    return booking.items.get().identity


def settled(report: Correction) -> tuple[str, str, datetime | None, object]:
    report.refresh_from_db()
    return report.status, report.was, report.settled_at, report.settled_by


def mails(booking: Booking) -> list[str]:
    return list(booking.messages.order_by("pk").values_list("kind", flat=True))


AS_BEFORE = ["Al-Hamwi, Amal Nour (05.03.1990) AZ-4711/26", "Al-Hamwi, – (00.00.2015)"]
CORRECTED = ["Al-Hamwi, Amal Nur (03.05.1990) AZ-4711/26", AS_BEFORE[1]]


def test_a_report_changes_no_name_and_waits(amal, report):
    assert names(amal) == AS_BEFORE
    assert report.person.filed == "Al-Hamwi, Amal Nur (03.05.1990)"
    assert (report.position, report.reported_at) == (0, NOW)
    assert settled(report) == ("open", "", None, None)
    assert mails(amal) == []


def test_a_second_report_replaces_the_first(amal, report):
    second = report_error(amal, 0, Person("Al-Hamwi", "Amal", 1990), now=LATER)
    (only,) = Correction.objects.all()
    assert only == second == report
    assert (only.person.filed, only.reported_at) == ("Al-Hamwi, Amal (00.00.1990)", LATER)


def test_each_person_has_a_report_of_their_own(amal, report):
    report_error(amal, 1, Person("Al-Hamwi", "Sami", 2015), now=NOW)
    assert Correction.objects.count() == 2


def test_after_a_decision_a_report_is_a_new_one(amal, report, erika):
    decline_correction(report, by=erika, now=NOW)
    report_error(amal, 0, RIGHT, now=LATER)
    assert list(Correction.objects.values_list("status", "reported_at")) == [
        ("open", LATER),
        ("declined", NOW),
    ]


def test_of_somebody_erased_nothing_is_written_down(amal):
    forget(fresh(amal), now=NOW)
    with pytest.raises(OverError):
        report_error(amal, 0, RIGHT, now=NOW)
    assert not Correction.objects.exists()


def test_accepting_writes_the_new_spelling_and_keeps_the_old_one(amal, report, erika):
    accept_correction(report, by=erika, now=LATER)
    assert names(amal) == CORRECTED
    assert settled(report) == ("accepted", "Al-Hamwi, Amal Nour (05.03.1990)", LATER, erika)
    assert mails(amal) == ["corrected"]


def test_the_person_whose_matter_it_is_is_marked_anew(amal, report, erika):
    accept_correction(report, by=erika, now=NOW)
    assert identity(amal) == RIGHT.fingerprint != WRITTEN.fingerprint


def test_another_person_is_corrected_without_a_new_mark(amal, erika):
    report = report_error(amal, 1, Person("Al-Hamwi", "Sami", 2015, 1, 2), now=NOW)
    accept_correction(report, by=erika, now=NOW)
    assert names(amal) == [AS_BEFORE[0], "Al-Hamwi, Sami (02.01.2015)"]
    assert identity(amal) == WRITTEN.fingerprint
    assert settled(report)[:2] == ("accepted", "Al-Hamwi, – (00.00.2015)")


def test_what_is_over_is_corrected_and_stays_unmarked(amal, report, erika):
    cancel(amal, now=NOW)
    accept_correction(report, by=erika, now=LATER)
    assert names(amal) == CORRECTED
    assert identity(amal) is None


def test_accepting_twice_does_it_once(amal, report, erika, essen):
    accept_correction(report, by=erika, now=NOW)
    other = make.manager(of=essen)
    accept_correction(report, by=other, now=LATER)
    assert settled(report) == ("accepted", "Al-Hamwi, Amal Nour (05.03.1990)", NOW, erika)
    assert mails(amal) == ["corrected"]


def test_who_has_another_appointment_so_spelt_is_not_corrected(amal, report, erika, offering):
    other = _booked(offering, "10:00", RIGHT)
    with pytest.raises(HasAnotherError) as refusal:
        accept_correction(report, by=erika, now=NOW)
    assert isinstance(refusal.value, DuplicateError)
    assert str(refusal.value) == (
        "The person already has an appointment for the same matter: "
        f"{other.spoken_number}. Nothing is changed. Please ask the person which of the two they "
        "need. As soon as the other one is cancelled, please try again."
    )
    assert names(amal) == AS_BEFORE
    assert identity(amal) == WRITTEN.fingerprint
    assert settled(report) == ("open", "", None, None)
    assert mails(amal) == []


def test_once_the_other_one_is_cancelled_it_is_corrected(amal, report, erika, offering):
    cancel(_booked(offering, "10:00", RIGHT), now=NOW)
    accept_correction(report, by=erika, now=NOW)
    assert names(amal) == CORRECTED


def test_declining_leaves_the_name_and_says_so_once(amal, report, erika):
    for _ in range(2):
        decline_correction(report, by=erika, now=LATER)
    assert names(amal) == AS_BEFORE
    assert settled(report) == ("declined", "", LATER, erika)
    assert mails(amal) == ["not_corrected"]


@pytest.mark.parametrize("verb", [accept_correction, decline_correction])
def test_what_is_settled_stays_as_it_was_settled(amal, report, erika, essen, verb):
    decline_correction(report, by=erika, now=NOW)
    verb(report, by=make.manager(of=essen), now=LATER)
    assert settled(report) == ("declined", "", NOW, erika)
    assert names(amal) == AS_BEFORE


def test_what_was_accepted_is_not_declined(amal, report, erika):
    accept_correction(report, by=erika, now=NOW)
    decline_correction(report, by=erika, now=LATER)
    assert settled(report)[0] == "accepted"
    assert names(amal) == CORRECTED


@pytest.mark.parametrize("verb", [accept_correction, decline_correction])
def test_what_was_erased_meanwhile_is_settled_no_more(amal, report, erika, verb):
    forget(fresh(amal), now=NOW)
    verb(report, by=erika, now=NOW)
    assert not Correction.objects.exists()
    assert not Attendee.objects.exists()


def test_what_waits_comes_first_the_oldest_at_the_top_then_what_was_settled_last(amal, erika):
    waiting = [report_error(amal, n, RIGHT, now=NOW - n * MINUTE) for n in (0, 1)]
    done = [report_error(amal, n, RIGHT, now=NOW - 9 * MINUTE) for n in (2, 3, 4)]
    for minutes, one in enumerate(done):
        decline_correction(one, by=erika, now=NOW + minutes * MINUTE)
    assert list(Correction.objects.open_first()) == [*waiting[::-1], *done[::-1]]
