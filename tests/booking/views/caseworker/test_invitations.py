"""Caseworkers see whom their office has invited and for whom nothing is free, and act on it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from booking.models import Booking, Invitation, Message
from offices.models import Offering
from tests import make, people
from tests.booking.inviting import invited, latest, offering_of
from tests.booking.views.caseworker.counter import at, looks
from tests.booking.views.reading import seen
from tests.signing_in import at_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def offering(essen) -> Offering:
    return offering_of(essen, max_persons=2)


def page_of(made: Invitation, name: str = "invitation") -> str:
    return at(made.booking.office, name, made.pk)


def listed(answer: Any) -> set[int]:
    return {int(pk) for pk in re.findall(r'name="who" value="(\d+)"', answer.content.decode())}


def give_a_time(made: Invitation) -> None:
    now = timezone.now()
    booked = people.booked(starts=now + timedelta(days=2), now=now)
    taken, booked.reservation = booked.reservation, None
    booked.save()
    Booking.objects.filter(invitation=made).update(reservation=taken, confirmed_at=now)


def test_a_row_says_who_was_invited_until_when_and_what_is_free_next(counter, offering):
    made = invited(offering)
    said = seen(counter.get(at(offering.office, "invitations")))
    assert "Al-Hamwi, Amal born 00.00.1990 · Arabic" in said
    assert f"{made.booking.spoken_number} · by e-mail" in said
    assert re.search(r"State open Next free time \d\d\.\d\d\.\d{4} 08:00", said)
    assert "nothing free" not in said


def test_for_whom_nothing_is_free_stands_out_and_can_be_picked(counter, offering):
    fine = invited(offering)
    short = make.offering(at=offering.office, desks=[make.desk(at=offering.office)])
    short.desks.clear()
    stuck = invited(short, "Shah")
    everybody = counter.get(at(offering.office, "invitations"))
    assert everybody.content.decode().count("nothing free</strong>") == 1
    assert listed(everybody) == {fine.pk, stuck.pk}
    assert listed(counter.get(at(offering.office, "invitations"), {"state": "nothing"})) == {
        stuck.pk
    }


def test_each_state_can_be_picked(counter, offering):
    made = {
        state: invited(offering, state.title()) for state in ("open", "withdrawn", "past", "chosen")
    }
    Invitation.objects.filter(pk=made["withdrawn"].pk).update(withdrawn_at=timezone.now())
    Invitation.objects.filter(pk=made["past"].pk).update(latest=latest(-1))
    give_a_time(made["chosen"])
    url = at(offering.office, "invitations")
    for state, expected in made.items():
        assert listed(counter.get(url, {"state": state})) == {expected.pk}
    assert listed(counter.get(url, {"state": "all"})) == {one.pk for one in made.values()}
    assert listed(counter.get(url, {"state": "nonsense"})) == {made["open"].pk}


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("open", "Nobody who was invited has still to choose a time."),
        ("nothing", "Everybody who was invited has times to choose from."),
        ("past", "There is no such invitation."),
    ],
)
def test_an_empty_list_says_what_that_means(counter, offering, state, said):
    assert said in seen(counter.get(at(offering.office, "invitations"), {"state": state}))
    assert looks() == []


@pytest.mark.parametrize("count", [1, 5])
def test_the_list_costs_the_same_however_long(
    counter, offering, count, django_assert_max_num_queries
):
    make.desk(at=offering.office, responsible=[("A", "Z")])
    offering.desks.set(offering.office.desks.all())
    for number in range(count):
        invited(offering, f"Name{number}")
    with django_assert_max_num_queries(20):
        assert counter.get(at(offering.office, "invitations")).status_code == 200


def test_one_invitation_is_seen_whole(counter, offering):
    made = invited(offering)
    said = seen(counter.get(page_of(made)))
    for words in (
        made.booking.spoken_number,
        "Al-Hamwi, Amal, born 00.00.1990",
        "amal@people.example",
        "by e-mail, Arabic",
        "Next free time",
        "Letter (PDF) Send again by e-mail",
    ):
        assert words in said


def test_every_answer_that_shows_somebody_is_noted(counter, offering):
    made = invited(offering)
    known = [made.booking.pk]
    for url in (
        at(offering.office, "invitations"),
        page_of(made),
        page_of(made, "letter"),
    ):
        counter.get(url)
    assert looks() == [
        ("appointment", known),
        ("appointment", known),
        ("paper", known),
    ]


def test_one_is_withdrawn_and_opened_again_until_a_later_day(counter, offering):
    made = invited(offering)
    counter.post(page_of(made), {"do": "withdraw"})
    made.refresh_from_db()
    assert made.withdrawn_at is not None
    assert "Withdrawn" in seen(counter.get(page_of(made)))
    counter.post(page_of(made), {"do": "extend", "latest": latest(30).isoformat()})
    made.refresh_from_db()
    assert (made.withdrawn_at, made.latest) == (None, latest(30))


def test_a_day_that_has_passed_is_refused_and_stays_in_the_field(counter, offering):
    made = invited(offering)
    answer = counter.post(page_of(made), {"do": "extend", "latest": "2020-01-01"})
    assert answer.status_code == 422
    assert "This day has passed." in seen(answer)
    assert 'value="2020-01-01"' in answer.content.decode()


def test_internal_hours_are_given_and_taken_with_a_mark(counter, offering):
    made, sent = invited(offering), {"do": "extend", "latest": latest(30).isoformat()}
    counter.post(page_of(made), sent | {"internal_hours": "on"})
    assert Invitation.objects.get().internal_hours
    counter.post(page_of(made), sent)
    assert not Invitation.objects.get().internal_hours


def test_one_is_sent_again(counter, offering):
    made = invited(offering)
    made.booking.messages.update(status="sent")
    counter.post(page_of(made), {"do": "again"})
    assert made.booking.messages.filter(kind="invitation", status="owed").count() == 1


def test_with_a_time_chosen_it_leads_to_the_appointment_and_is_not_withdrawn(counter, offering):
    made = invited(offering)
    give_a_time(made)
    answer = counter.get(page_of(made))
    assert at(offering.office, "appointment", made.booking.pk) in answer.content.decode()
    assert "Chosen : " in seen(answer)
    assert "Withdraw the invitation" not in seen(answer)
    refused = counter.post(page_of(made), {"do": "withdraw"}, follow=True)
    assert "An appointment is booked with this invitation." in seen(refused)
    assert counter.get(page_of(made, "letter")).status_code == 404


def test_the_letter_can_be_fetched(counter, offering):
    answer = counter.get(page_of(invited(offering), "letter"))
    assert answer["Content-Disposition"] == 'inline; filename="einladungen.pdf"'
    assert answer.content.startswith(b"%PDF-")


def test_looking_changes_nothing(counter, offering):
    made = invited(offering)
    counter.get(page_of(made))
    made.refresh_from_db()
    assert (made.withdrawn_at, made.latest) == (None, latest())
    assert made.booking.messages.filter(kind="invitation").count() == 1


def test_what_is_no_button_of_the_page_is_not_found(counter, offering):
    assert counter.post(page_of(invited(offering)), {"do": "forget"}).status_code == 404


# --- several at once ------------------------------------------------------------------------------
def press(counter: Client, office: Any, what: str, *pks: int, **sent: str) -> Any:
    data = {"do": what, "who": pks, **sent}
    return counter.post(at(office, "press_invitations"), data, follow=True)


def test_withdrawing_several_says_of_whom_it_was_refused(counter, offering):
    free, taken = invited(offering), invited(offering, "Shah")
    give_a_time(taken)
    said = seen(press(counter, offering.office, "withdraw", free.pk, taken.pk))
    assert "1 invitation is withdrawn." in said
    assert f"{taken}: An appointment is booked with this invitation." in said


def test_those_with_an_address_are_sent_again_and_the_list_is_shown_as_before(counter, offering):
    made, other = invited(offering), invited(offering, "Shah")
    Invitation.objects.filter(pk=other.pk).update(way="letter")
    Message.objects.update(status="sent")
    answer = press(counter, offering.office, "again", made.pk, other.pk, query="state=all")
    assert "1 invitation is sent again." in seen(answer)
    assert answer.redirect_chain == [(at(offering.office, "invitations") + "?state=all", 302)]
    owed = Message.objects.filter(status="owed", kind="invitation")
    assert list(owed.values_list("booking", flat=True)) == [made.booking.pk]


def test_letters_are_one_file_and_noted_as_one_look(counter, offering):
    made = [invited(offering), invited(offering, "Shah")]
    answer = press(counter, offering.office, "letters", *(one.pk for one in made))
    assert answer["Content-Type"] == "application/pdf"
    assert looks() == [("paper", sorted(one.booking.pk for one in made))]


def test_no_letter_is_printed_for_what_cannot_be_used(counter, offering):
    made = invited(offering)
    Invitation.objects.update(withdrawn_at=timezone.now())
    said = seen(press(counter, offering.office, "letters", made.pk))
    assert "None of these can be chosen with any more." in said


def test_with_nothing_ticked_it_says_so(counter, offering):
    assert "Please tick at least one" in seen(press(counter, offering.office, "withdraw"))
    assert press(counter, offering.office, "forget").status_code == 404


# --- what belongs to others -----------------------------------------------------------------------
@pytest.fixture(params=["another authority", "another office"])
def there(request, essen, mainz) -> Invitation:
    return invited(offering_of(mainz if request.param == "another authority" else essen))


def test_an_invitation_of_elsewhere_is_not_found(counter, offering, there):
    own, theirs = offering.office, there.booking.office
    for office in (own, theirs):
        assert counter.get(at(office, "letter", there.pk)).status_code == 404
        assert counter.get(at(office, "invitation", there.pk)).status_code == 404
        for sent in ({"do": "withdraw"}, {"do": "extend", "latest": latest(50).isoformat()}):
            assert counter.post(at(office, "invitation", there.pk), sent).status_code == 404
        for what in ("withdraw", "again", "letters"):
            assert press(counter, office, what, there.pk).status_code == 404
    there.refresh_from_db()
    assert (there.latest, there.withdrawn_at, looks()) == (latest(), None, [])
    assert Message.objects.filter(booking=there.booking).count() == 2  # invitation and last call


def test_lists_hold_only_those_of_the_office(counter, offering, there):
    mine = invited(offering)
    url = at(offering.office, "invitations")
    assert listed(counter.get(url, {"state": "all"})) == {mine.pk}


def test_who_has_no_role_there_finds_nothing(essen, offering):
    made, nobody = invited(offering), at_desk(make.member(of=essen, role="auditor"))
    for url in (page_of(made), at(offering.office, "invitations"), at(offering.office, "invite")):
        assert nobody.get(url).status_code == 404
        assert Client().get(url).status_code == 302
