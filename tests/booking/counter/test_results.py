"""What came of a visit: said, said again otherwise, and taken back."""

import pytest

from booking.models import Booking, CheckedDocument, Message, Outcome, Visit
from booking.notifications import deliver
from booking.reservations import (
    HasAnotherError,
    NothingToUndoError,
    NotYetError,
    OverError,
    Step,
    attend,
    book_for,
    cancel,
    finish,
    last_step,
    leave,
    reopen,
    undo,
)
from tests.booking.counter.wednesday import (
    THURSDAY,
    TUESDAY,
    at,
    counted,
    fresh,
    is_marked,
    make_documents,
    owed,
    place,
    visitor,
)

Result = Visit.Result
pytestmark = pytest.mark.django_db


@pytest.fixture
def here(amal) -> Booking:
    """Amal came nine minutes early."""
    attend(amal, now=at("08:51"))
    return fresh(amal)


def said(booking: Booking) -> tuple[str, int | None, object]:
    visit = Visit.objects.get(booking=booking)
    return visit.result, visit.minutes, visit.ended_at


def lacks(booking: Booking) -> list[str]:
    rows = booking.checked.filter(is_there=False).order_by("document")
    return [row.document.key for row in rows]


@pytest.mark.parametrize("result", Result)
def test_every_result_is_kept_and_counted_with_its_minutes(here, result):
    finish(here, result, now=at("09:25"), minutes=20)
    assert said(here) == (result.value, 20, at("09:25"))
    assert place(here)[2] == "attended"
    assert counted() == sorted(["attended", result.value])
    assert Outcome.objects.get(what=result.value).took_minutes == 20


def test_whoever_was_not_noted_as_here_was(amal):
    finish(amal, Result.DONE, now=at("09:25"))
    assert place(amal)[2] == "attended"
    assert Visit.objects.get().came_at == at("09:25")
    assert counted() == ["attended", "done"]


def test_of_nobody_before_the_day_or_after_cancelling(amal, bohdan):
    cancel(bohdan, now=at("08:00"))
    with pytest.raises(NotYetError):
        finish(amal, Result.DONE, now=at("12:00", TUESDAY))
    with pytest.raises(OverError):
        finish(fresh(bohdan), Result.DONE, now=at("09:25"))
    assert not Visit.objects.exists()


def test_saying_the_same_again_changes_nothing_and_mails_nothing(here):
    passport, photo = make_documents(here, "passport", "photo")
    for minute in ("09:25", "09:26"):
        finish(fresh(here), Result.DOCUMENTS_MISSING, now=at(minute), minutes=5, missing=[passport])
    assert said(here) == ("missing", 5, at("09:25"))
    assert counted() == ["attended", "missing"]
    assert here.messages.count() == 1
    finish(fresh(here), Result.DOCUMENTS_MISSING, now=at("09:27"), minutes=5, missing=[photo])
    assert (lacks(here), here.messages.count(), owed(here)) == (["photo"], 2, ["missing"])


def test_saying_something_else_corrects_what_was_counted(here):
    finish(here, Result.WRONG_MATTER, now=at("09:25"), minutes=5)
    finish(fresh(here), Result.DONE, now=at("09:27"), minutes=25)
    assert said(here) == ("done", 25, at("09:27"))
    assert counted() == ["attended", "done"]


def test_what_is_missing_is_written_down_and_the_person_is_told(here):
    passport, photo = make_documents(here, "passport", "photo")
    finish(here, Result.DOCUMENTS_MISSING, now=at("09:25"), missing=[photo, passport])
    assert lacks(here) == ["passport", "photo"]
    assert owed(here) == ["missing"]


def test_a_paper_found_after_all_is_missing_no_longer(here):
    passport, photo = make_documents(here, "passport", "photo")
    finish(here, Result.DOCUMENTS_MISSING, now=at("09:25"), missing=[photo, passport])
    finish(fresh(here), Result.DOCUMENTS_MISSING, now=at("09:26"), missing=[photo])
    assert lacks(here) == ["photo"]
    assert owed(here) == ["missing"]


def test_what_was_seen_stays_seen(here):
    passport, photo = make_documents(here, "passport", "photo")
    CheckedDocument.objects.create(booking=here, document_id=passport, is_there=True)
    finish(here, Result.DOCUMENTS_MISSING, now=at("09:25"), missing=[photo])
    assert list(here.checked.order_by("document").values_list("is_there", flat=True)) == [
        True,
        False,
    ]


@pytest.mark.parametrize("result", set(Result) - {Result.DOCUMENTS_MISSING})
def test_of_any_other_result_nobody_is_written_to(here, result):
    finish(here, result, now=at("09:25"))
    assert owed(here) == []


def test_who_has_no_address_is_owed_nothing(here):
    here.contacts.all().delete()
    finish(fresh(here), Result.DOCUMENTS_MISSING, now=at("09:25"))
    assert not Message.objects.exists()


def test_a_result_taken_back_is_not_counted_and_its_mail_is_not_sent(here, mailoutbox):
    finish(here, Result.DOCUMENTS_MISSING, now=at("09:25"), minutes=5)
    undo(fresh(here), Step.RESULT, now=at("09:26"))
    assert said(here) == ("", None, None)
    assert counted() == ["attended"]
    assert here.messages.get().status == "dropped"
    assert last_step(fresh(here)) is Step.HERE


def test_a_mail_that_is_under_way_is_looked_at_once_more(here, mailoutbox):
    finish(here, Result.DOCUMENTS_MISSING, now=at("09:25"))
    Visit.objects.update(result="done")
    deliver(here.messages.get().pk)
    assert here.messages.get().status == "dropped"
    assert mailoutbox == []


def test_of_two_alike_the_line_with_the_same_minutes_is_taken_back(here, bohdan):
    finish(here, Result.DONE, now=at("09:25"), minutes=20)
    finish(bohdan, Result.DONE, now=at("09:40"), minutes=35)
    reopen(fresh(here))
    assert list(Outcome.objects.filter(what="done").values_list("took_minutes", flat=True)) == [35]


def test_what_was_said_on_another_day_is_taken_back_from_that_day(here, bohdan):
    attend(bohdan, now=at("10:00", THURSDAY))
    leave(here, now=at("10:01", THURSDAY))
    assert Outcome.objects.get(what="attended").on == THURSDAY


def test_without_a_result_there_is_none_to_take_back(here):
    with pytest.raises(NothingToUndoError):
        reopen(here)
    with pytest.raises(NothingToUndoError):
        undo(here, Step.RESULT, now=at("09:26"))


def test_whoever_saw_no_result_yet_does_not_take_back_more_than_they_saw(here):
    seen = fresh(here)
    assert last_step(seen) is Step.HERE
    finish(fresh(here), Result.DONE, now=at("09:25"))
    with pytest.raises(NothingToUndoError):
        undo(seen, Step.HERE, now=at("09:26"))
    assert said(here)[0] == "done"
    assert counted() == ["attended", "done"]


@pytest.mark.parametrize("result", [Result.DOCUMENTS_MISSING, Result.FOLLOW_UP])
def test_who_has_to_come_again_gets_another_appointment_for_the_same_matter(here, offering, result):
    finish(here, result, now=at("09:25"))
    again = book_for(visitor(), items=[(offering, 1)], start=at("10:00"), now=at("09:26"))
    assert place(again) == ("10:00", "Schalter 1", "booked")
    assert (is_marked(here), is_marked(again)) == (False, True)


def test_who_is_here_and_not_done_has_no_second_appointment(here, offering):
    with pytest.raises(HasAnotherError, match=here.spoken_number):
        book_for(visitor(), items=[(offering, 1)], start=at("10:00"), now=at("09:26"))


def test_a_result_is_taken_back_also_when_the_next_appointment_is_given(here, offering):
    finish(here, Result.FOLLOW_UP, now=at("09:25"))
    again = book_for(visitor(), items=[(offering, 1)], start=at("10:00"), now=at("09:26"))
    undo(fresh(here), Step.RESULT, now=at("09:27"))
    assert said(here)[0] == ""
    assert (is_marked(here), is_marked(again)) == (False, True)
    with pytest.raises(HasAnotherError, match=again.spoken_number):
        undo(fresh(here), Step.HERE, now=at("09:28"))
    assert place(here)[2] == "attended"


def test_a_result_taken_back_gives_the_mark_back(here):
    finish(here, Result.DONE, now=at("09:25"))
    assert not is_marked(here)
    reopen(fresh(here))
    assert is_marked(here)
