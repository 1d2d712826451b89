"""Another e-mail address: a code goes there, and it counts once the code was typed."""

from datetime import UTC, date, datetime, timedelta

import pytest

from booking import keys
from booking.models import Booking, Contact, Verification
from booking.reservations import (
    CodeSpentError,
    OverError,
    TooSoonError,
    WrongCodeError,
    ask_back,
    ask_new_email,
    prove_new_email,
)
from booking.retention import forget
from tests import make, people
from tests.booking.reservations.asking import ask
from tests.booking.reservations.inviting import invited
from tests.booking.reservations.taking import MINUTE, SECOND, SUNDAY_NOON, fresh

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 9, 14, 6, tzinfo=UTC)  # Monday 08:00 in Germany
OLD, NEW, OTHER = "amal@people.example", "amal@new.example", "amal@other.example"


@pytest.fixture
def amal(offering) -> Booking:
    """Amal comes on Wednesday in a week at nine."""
    nine = make.local(offering.office, date(2026, 9, 23), "09:00")
    return people.booked(starts=nine, now=NOW, offering=offering)


def contact(booking: Booking) -> tuple[str, str, bool]:
    return Contact.objects.values_list("email", "new_email", "proven").get(booking=booking)


def code(booking: Booking, *, to: str = NEW, issue: int = 1) -> str:
    return keys.mail_code(booking.number, to, issue)


def wrong(right: str) -> str:
    return f"{(int(right) + 1) % 1_000_000:06}"


def mails(booking: Booking) -> list[tuple[str, str, str]]:
    return list(booking.messages.order_by("pk").values_list("kind", "to", "status"))


def test_a_code_goes_to_the_new_address_and_nothing_else_changes(amal):
    asked = ask_new_email(amal, NEW, now=NOW)
    assert (asked.issue, asked.issued_at, asked.tries) == (1, NOW, 0)
    assert contact(amal) == (OLD, NEW, False)
    assert mails(amal) == [("new_email", NEW, "owed")]
    assert fresh(amal).version == amal.version


def test_who_had_no_address_may_give_one(amal):
    amal.contacts.all().delete()
    ask_new_email(amal, NEW, now=NOW)
    assert contact(amal) == ("", NEW, False)


def test_within_a_minute_no_second_code_goes_to_the_same_address(amal):
    ask_new_email(amal, NEW, now=NOW)
    with pytest.raises(TooSoonError) as refusal:
        ask_new_email(amal, NEW, now=NOW + MINUTE - SECOND)
    assert "Please wait a minute" in str(refusal.value)
    assert mails(amal) == [("new_email", NEW, "owed")]
    assert Verification.objects.get().issue == 1
    assert ask_new_email(amal, NEW, now=NOW + MINUTE).issue == 2


def test_a_slip_in_the_address_is_put_right_at_once(amal):
    ask_new_email(amal, OTHER, now=NOW)
    assert ask_new_email(amal, NEW, now=NOW + SECOND).issue == 2
    assert contact(amal) == (OLD, NEW, False)


def test_a_new_code_brings_new_tries(amal):
    ask_new_email(amal, NEW, now=NOW)
    with pytest.raises(WrongCodeError):
        prove_new_email(amal, wrong(code(amal)), now=NOW)
    assert Verification.objects.get().tries == 1
    again = ask_new_email(amal, NEW, now=NOW + MINUTE)
    assert (again.issue, again.issued_at, again.tries) == (2, NOW + MINUTE, 0)


def test_with_the_code_the_new_address_counts(amal):
    ask_new_email(amal, NEW, now=NOW)
    proved = prove_new_email(amal, code(amal), now=NOW)
    assert proved == amal
    assert contact(amal) == (NEW, "", True)


def test_links_of_old_mails_are_void_and_the_pin_is_a_new_one(amal):
    link, pin = amal.link_token, amal.pin
    ask_new_email(amal, NEW, now=NOW)
    proved = prove_new_email(amal, code(amal), now=NOW)
    assert proved.version == amal.version + 1
    assert not keys.is_link_token(link, proved.number, proved.version)
    assert keys.is_link_token(proved.link_token, proved.number, proved.version)
    assert proved.pin != pin


def test_what_was_owed_to_the_old_address_is_dropped_and_written_anew(amal):
    people.message(amal, "confirmation", due=NOW, status="sent")
    people.message(amal, "moved", due=NOW)
    people.message(amal, "reminder", due=NOW + timedelta(days=2))
    ask_new_email(amal, NEW, now=NOW)
    amal.messages.filter(kind="new_email").update(status="sent")
    prove_new_email(amal, code(amal), now=NOW)
    assert mails(amal) == [
        ("confirmation", OLD, "sent"),
        ("moved", OLD, "dropped"),
        ("reminder", OLD, "dropped"),
        ("new_email", NEW, "sent"),
        ("other_email", OLD, "owed"),
        ("confirmation", NEW, "owed"),
        ("reminder", NEW, "owed"),
        ("reminder", NEW, "owed"),
    ]


def test_whoever_reads_the_old_address_is_told_even_if_the_new_one_changes_again_at_once(amal):
    for address, issue in ((NEW, 1), (OTHER, 2)):
        ask_new_email(fresh(amal), address, now=NOW)
        prove_new_email(fresh(amal), code(amal, to=address, issue=issue), now=NOW)
    told = [(to, status) for kind, to, status in mails(amal) if kind == "other_email"]
    assert told == [(OLD, "owed"), (NEW, "owed")]


def test_without_an_old_address_nobody_is_told(amal):
    amal.contacts.all().delete()
    ask_new_email(amal, NEW, now=NOW)
    prove_new_email(amal, code(amal), now=NOW)
    assert "other_email" not in [kind for kind, _to, _status in mails(amal)]


def test_who_is_invited_gets_invitation_and_last_call_anew(offering):
    booking = invited(offering)
    booking.invitation.latest += timedelta(days=14)
    booking.invitation.save(update_fields=["latest"])
    ask_new_email(booking, NEW, now=SUNDAY_NOON)
    prove_new_email(booking, code(booking), now=SUNDAY_NOON)
    owed = [(kind, to) for kind, to, status in mails(booking) if status == "owed"]
    old = booking.messages.get(kind="other_email").to
    assert owed == [("other_email", old), ("invitation", NEW), ("last_call", NEW)]


def test_who_waits_for_an_answer_gets_the_receipt_anew(offering):
    booking = ask(offering)
    ask_new_email(booking, NEW, now=SUNDAY_NOON)
    prove_new_email(booking, code(booking), now=SUNDAY_NOON)
    assert mails(booking)[-1] == ("receipt", NEW, "owed")


def test_who_was_asked_back_gets_the_question_anew(offering, erika):
    booking = ask(offering)
    ask_back(booking.request, "Which visa?", by=erika, now=SUNDAY_NOON)
    ask_new_email(booking, NEW, now=SUNDAY_NOON)
    prove_new_email(fresh(booking), code(booking), now=SUNDAY_NOON)
    again = booking.messages.order_by("pk").last()
    assert (again.kind, again.to, again.note.text) == ("question", NEW, "Which visa?")


def test_a_wrong_code_counts_and_changes_nothing(amal):
    ask_new_email(amal, NEW, now=NOW)
    with pytest.raises(WrongCodeError) as refusal:
        prove_new_email(amal, wrong(code(amal)), now=NOW)
    assert str(refusal.value) == "This code is not right. You can try 4 more times."
    assert contact(amal) == (OLD, NEW, False)
    assert fresh(amal).version == amal.version
    assert mails(amal) == [("new_email", NEW, "owed")]


def test_after_five_tries_the_right_code_is_spent_too(amal):
    ask_new_email(amal, NEW, now=NOW)
    for left in (4, 3, 2, 1):
        with pytest.raises(WrongCodeError) as refusal:
            prove_new_email(amal, wrong(code(amal)), now=NOW)
        assert f"You can try {left} more" in str(refusal.value)
    for guess in (wrong(code(amal)), code(amal)):
        with pytest.raises(CodeSpentError):
            prove_new_email(amal, guess, now=NOW)
    assert contact(amal) == (OLD, NEW, False)


def test_a_code_lives_twenty_minutes(amal):
    ask_new_email(amal, NEW, now=NOW)
    with pytest.raises(CodeSpentError):
        prove_new_email(amal, code(amal), now=NOW + Verification.LIFETIME)
    prove_new_email(amal, code(amal), now=NOW + Verification.LIFETIME - SECOND)
    assert contact(amal) == (NEW, "", True)


def test_the_code_for_another_address_or_of_before_is_wrong(amal):
    ask_new_email(amal, OTHER, now=NOW)
    ask_new_email(amal, NEW, now=NOW + SECOND)
    for old in (code(amal, to=OTHER), code(amal, to=OTHER, issue=2), code(amal, issue=1)):
        with pytest.raises(WrongCodeError):
            prove_new_email(amal, old, now=NOW + SECOND)
    prove_new_email(amal, code(amal, issue=2), now=NOW + SECOND)
    assert contact(amal) == (NEW, "", True)


def test_pressing_twice_changes_the_address_once(amal):
    ask_new_email(amal, NEW, now=NOW)
    prove_new_email(amal, code(amal), now=NOW)
    with pytest.raises(CodeSpentError):
        prove_new_email(fresh(amal), code(amal), now=NOW)
    assert fresh(amal).version == amal.version + 1
    assert [kind for kind, _to, _status in mails(amal)].count("confirmation") == 1


def test_without_an_address_that_waits_there_is_no_code(amal):
    with pytest.raises(CodeSpentError):
        prove_new_email(amal, code(amal), now=NOW)


def test_of_somebody_erased_no_address_is_written_down(amal):
    forget(fresh(amal), now=NOW)
    with pytest.raises(OverError):
        ask_new_email(amal, NEW, now=NOW)
    assert (Contact.objects.count(), Verification.objects.count()) == (0, 0)
    assert mails(amal) == [("cancellation", "", "dropped")]
