"""What a paper is worth at a door, read from whatever a scanner types."""

from datetime import date, timedelta

import pytest
from psycopg2.extras import DateTimeTZRange

from booking.models import Booking, Reservation
from booking.papers.checked import Answer, check_number, check_paper, read_paper
from booking.papers.proof import proof_of, proof_url
from booking.retention import forget
from tests import make
from tests.booking.papers.conftest import NOW, STARTS

pytestmark = pytest.mark.django_db

MORNING = STARTS - timedelta(minutes=20)
GERMAN_KEYS = str.maketrans("/-zyZY:_", "-ßyzYZÖ?")


def answer(booking: Booking, **more: object) -> Answer:
    asked = {"at": booking.office, "now": MORNING} | more
    proof = proof_of(booking)
    return check_paper(proof, proof.token, **asked).answer


def change(booking: Booking, *, sequence: int = 0, **fields: object) -> Booking:
    Reservation.objects.filter(pk=booking.reservation_id).update(**fields)
    Booking.objects.filter(pk=booking.pk).update(sequence=sequence)
    return Booking.objects.get(pk=booking.pk)


def later(**delta: int) -> DateTimeTZRange:
    begins = STARTS + timedelta(**delta)
    return DateTimeTZRange(begins, begins + timedelta(minutes=30))


def test_the_address_on_a_paper_is_read_however_it_is_typed(amal):
    url, proof = proof_url(amal), proof_of(amal)
    for typed in (url, f" {url}\r", url.translate(GERMAN_KEYS)):
        assert read_paper(typed) == (proof, proof.token)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "K7QM-42XD",
        "http://x/de/proof/K7QM42XD/1/2026-13-24/0/abc/",
        "http://x/de/proof/K7QM42XD/1/2026-11-24/0/",
        "http://x/de/l/K7QM42XD/abc/",
        "http://x/de/proof/K7QM42XD/" + "9" * 40 + "/2026-11-24/0/abc/",
    ],
)
def test_what_is_no_address_of_a_paper_is_none(typed):
    assert read_paper(typed) is None


def test_valid_on_its_day_at_its_office_with_the_time(amal):
    proof = proof_of(amal)
    checked = check_paper(proof, proof.token, at=amal.office, now=MORNING)
    assert (checked.answer, checked.starts_at) == (Answer.HERE, STARTS)
    assert (checked.has_come, checked.is_old, checked.booking) == (False, False, amal.pk)


def test_another_day_and_another_office_are_told(amal, mainz):
    proof = proof_of(amal)
    early = check_paper(proof, proof.token, at=amal.office, now=NOW)
    assert (early.answer, early.day, early.booking) == (
        Answer.OTHER_DAY,
        date(2026, 11, 24),
        None,
    )
    assert answer(amal, now=STARTS + timedelta(days=1)) is Answer.OTHER_DAY
    for other in (make.office(of=amal.authority), make.office(of=mainz)):
        elsewhere = check_paper(proof, proof.token, at=other, now=MORNING)
        assert (elsewhere.answer, elsewhere.office) == (Answer.OTHER_OFFICE, amal.office_id)
        assert (elsewhere.starts_at, elsewhere.booking) == (None, None)


def test_a_paper_that_is_signed_by_somebody_else_is_false(amal):
    assert check_paper(proof_of(amal), "a" * 22, at=amal.office, now=MORNING).answer is Answer.FALSE


def test_who_was_at_the_counter_is_valid_still_and_has_come(amal):
    change(amal, status="attended")
    proof = proof_of(amal)
    checked = check_paper(proof, proof.token, at=amal.office, now=MORNING)
    assert (checked.answer, checked.has_come) == (Answer.HERE, True)


def test_when_its_time_is_over_or_nobody_came_it_is_over(amal):
    assert answer(amal, now=STARTS + timedelta(minutes=29)) is Answer.HERE
    assert answer(amal, now=STARTS + timedelta(minutes=30)) is Answer.OVER
    change(amal, status="missed")
    assert answer(amal) is Answer.OVER


def test_cancelled_or_moved_to_another_day_since(amal):
    change(amal, sequence=1, status="cancelled")
    assert answer(amal) is Answer.CHANGED
    change(amal, sequence=2, status="booked", during=later(days=2))
    assert answer(amal) is Answer.CHANGED


def test_whoever_was_moved_to_another_time_of_the_day_is_not_sent_away(amal):
    old = proof_of(amal)
    change(amal, sequence=1, during=later(hours=2))
    checked = check_paper(old, old.token, at=amal.office, now=MORNING)
    assert (checked.answer, checked.is_old) == (Answer.HERE, True)
    assert checked.starts_at == STARTS + timedelta(hours=2)


def test_of_an_old_paper_another_authority_learns_nothing_more(amal, mainz):
    old = proof_of(amal)
    change(amal, sequence=1, during=later(hours=2))
    checked = check_paper(old, old.token, at=make.office(of=mainz), now=MORNING)
    assert (checked.answer, checked.starts_at, checked.day) == (Answer.CHANGED, None, None)


def test_when_the_data_is_gone_it_is_genuine_and_nothing_more(amal):
    forget(amal, now=STARTS + timedelta(days=8))
    assert answer(amal) is Answer.ERASED


def test_a_number_is_answered_like_its_paper(amal):
    checked = check_number("K7QM42XD", at=amal.office, now=MORNING)
    assert (checked.answer, checked.starts_at) == (Answer.HERE, STARTS)
    change(amal, sequence=1, status="cancelled")
    assert check_number("K7QM42XD", at=amal.office, now=MORNING).answer is Answer.CHANGED


def test_numbers_of_another_authority_and_of_nobody_are_unknown(amal, mainz):
    for number, at in (("K7QM42XD", make.office(of=mainz)), ("AAAAAAAA", amal.office)):
        assert check_number(number, at=at, now=MORNING).answer is Answer.UNKNOWN
    Booking.objects.update(confirmed_at=None)  # a hold is nobody's appointment
    assert check_number("K7QM42XD", at=amal.office, now=MORNING).answer is Answer.UNKNOWN
