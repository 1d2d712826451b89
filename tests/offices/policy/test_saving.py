"""Nobody overwrites what they have not seen, and the last change can be taken back."""

import pghistory
import pytest
from django.core.exceptions import ValidationError

from offices.models import Offering
from offices.policy import saving
from offices.policy.saving import ChangedMeanwhileError, NothingBeforeError, version_of
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def offering(essen) -> Offering:
    office = make.office(of=essen)
    source = "access: proposal\nminutes: estimate"
    return make.offering(at=office, note_de="Alt", confidence="proposal", source=source)


def fresh(offering: Offering) -> Offering:
    return Offering.objects.get(pk=offering.pk)


def test_a_change_is_written_with_what_is_sure_now(offering):
    seen = version_of(offering)
    saving.change(offering, {"duration_minutes": 45}, seen=seen, facts=["minutes"])
    now = fresh(offering)
    assert (now.duration_minutes, now.source) == (45, "access: proposal\nminutes: confirmed")
    assert version_of(offering) > seen


def test_of_a_text_the_german_wording_is_written(offering):
    saving.change(offering, {"note": "Neu"}, seen=version_of(offering))
    assert Offering.objects.values_list("note_de", "note_en").get(pk=offering.pk) == ("Neu", None)
    assert offering.history.latest("pgh_id").note == "Neu"


def test_who_has_not_seen_the_last_change_of_the_same_is_told(offering, erika):
    seen = version_of(offering)
    with pghistory.context(user=erika.pk):
        saving.change(offering, {"duration_minutes": 45}, seen=seen)
    with pytest.raises(ChangedMeanwhileError) as refused:
        saving.change(offering, {"duration_minutes": 60}, seen=seen)
    (difference,) = refused.value.differences
    assert (difference.name, difference.before, difference.after) == ("duration_minutes", 30, 45)
    assert refused.value.user == erika.pk
    assert fresh(offering).duration_minutes == 45


def test_a_change_of_something_else_is_in_nobodys_way(offering):
    seen = version_of(offering)
    saving.change(offering, {"horizon_days": 14}, seen=seen)
    saving.change(offering, {"duration_minutes": 60}, seen=seen)
    now = fresh(offering)
    assert (now.horizon_days, now.duration_minutes) == (14, 60)


def test_a_rule_of_the_record_still_says_no(offering):
    with pytest.raises(ValidationError):
        saving.change(offering, {"horizon_days": 731}, seen=version_of(offering))
    assert fresh(offering).horizon_days == 56


def test_the_last_change_is_taken_back_with_all_it_did_and_can_come_back(offering):
    values = {"duration_minutes": 45, "note": "Neu"}
    saving.change(offering, values, seen=version_of(offering), facts=["minutes"])
    saving.take_back(offering, seen=version_of(offering))
    now = fresh(offering)
    assert (now.duration_minutes, now.note_de, now.source) == (30, "Alt", offering.source)

    saving.take_back(offering, seen=version_of(offering))
    now = fresh(offering)
    assert (now.duration_minutes, now.note_de) == (45, "Neu")


def test_only_the_change_that_was_seen_is_taken_back(offering):
    saving.change(offering, {"horizon_days": 14}, seen=version_of(offering))
    seen = version_of(offering)
    saving.change(offering, {"horizon_days": 28}, seen=seen)
    with pytest.raises(ChangedMeanwhileError):
        saving.take_back(offering, seen=seen)
    assert fresh(offering).horizon_days == 28


def test_what_was_never_changed_has_nothing_before(offering):
    with pytest.raises(NothingBeforeError):
        saving.take_back(offering, seen=version_of(offering))


def test_an_authority_is_changed_under_the_locks_of_all_its_offices(essen, offering):
    make.office(of=essen)
    saving.change(essen, {"phone": "0201 1"}, seen=version_of(essen))
    essen.refresh_from_db()
    assert essen.phone == "0201 1"
