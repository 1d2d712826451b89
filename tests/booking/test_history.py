"""What was before, and who changed it: written by triggers, for good, and without names."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import InternalError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from booking import audit
from booking.audit import NAMES, Reader, note_look
from booking.models import Booking, Look, Reservation, Visit
from booking.reservations import (
    attend,
    book_for,
    change_matter,
    extend,
    finish,
    give_back,
    give_time,
    hold,
    leave,
    swap,
    unblock,
)
from booking.reservations.blocks import Stretch, block
from booking.retention import forget
from booking.tasks import forget_audit
from offices.models import Offering, OpeningHours
from offices.moments import clock_at
from tests import make
from tests.booking.counter.conftest import amal, bohdan, desks, english, offering, office
from tests.booking.counter.wednesday import (
    BEFORE,
    BOHDAN,
    NINE,
    at,
    fresh,
    signed_in_as,
    visitor,
)
from tests.signing_in import signed_in

__all__ = ["amal", "bohdan", "desks", "english", "offering", "office"]

pytestmark = pytest.mark.django_db

PERSONAL = {
    "family_name",
    "given_names",
    "birth_year",
    "birth_month",
    "birth_day",
    "file_number",
    "email",
    "new_email",
    "phone",
    "text",
    "was",
    "matter",
    "document",
    "identity",
    "language",
    "talk",
    "needs",
    "number",
    "to",
    "last_error",
}
OF_OFFICES = {
    "AuthorityHistory": {"email", "phone"},
    "DocumentLeftOutHistory": {"document"},
    "LegalTextHistory": {"text"},
    "MailAdditionHistory": {"text"},
    "TextStateHistory": {"language", "text"},
}


def histories() -> list:
    models = [m for app in ("booking", "offices") for m in apps.get_app_config(app).get_models()]
    return [model for model in models if model.__name__.endswith("History")]


def told(booking: Booking) -> list[tuple[str, str, str, object]]:
    """Clock, desk, status, and by whom."""
    zone = booking.office.zone
    return [
        (
            clock_at(row.during.lower, zone),
            row.desk.label,
            row.status,
            (row.pgh_context or {}).get("user"),
        )
        for row in booking.time.history.order_by("pgh_id")
    ]


def test_an_appointment_remembers_where_it_was_and_by_whom(amal, desks, erika):
    with signed_in_as(erika):
        give_time(amal, at("10:00"), now=BEFORE, desk=desks[1].pk)
        attend(fresh(amal), now=NINE)
    leave(fresh(amal), now=NINE)
    assert told(amal) == [
        ("09:00", "Schalter 1", "booked", None),
        ("10:00", "Schalter 2", "booked", erika.pk),
        ("10:00", "Schalter 2", "attended", erika.pk),
        ("10:00", "Schalter 2", "booked", None),
    ]


def test_of_two_that_swap_each_remembers_its_own(amal, bohdan, erika):
    with signed_in_as(erika):
        swap(amal, bohdan, now=BEFORE)
    for one, was, is_now in ((amal, "1", "2"), (bohdan, "2", "1")):
        assert told(one) == [
            ("09:00", f"Schalter {was}", "booked", None),
            ("09:00", f"Schalter {is_now}", "booked", erika.pk),
        ]


def test_what_somebody_only_held_leaves_no_trace(offering):
    made = hold(items=[(offering, 1)], start=NINE, now=BEFORE, language="en")
    made = hold(items=[(offering, 1)], start=at("10:00"), now=BEFORE, language="en", booking=made)
    extend(made, now=BEFORE)
    give_back(made)
    assert [model.objects.count() for model in histories() if "booking" in model._meta.label] == [
        0
    ] * 4


def test_a_block_remembers_its_reason_and_that_it_was_freed(desks, erika):
    with signed_in_as(erika):
        (made,) = block(desks[0], [Stretch(NINE, at("10:00"))], "sick", now=BEFORE)
        unblock(made, now=BEFORE)
    rows = made.history.order_by("pgh_id").values_list("reason", "status", "pgh_context__user")
    assert list(rows) == [("sick", "booked", erika.pk), ("sick", "cancelled", erika.pk)]


def test_the_matter_that_it_was_before(amal, office, erika):
    before, other = amal.items.get(), make.offering(at=office, minutes=60)
    with signed_in_as(erika):
        change_matter(amal, other, 2, start=NINE, now=BEFORE)
    rows = before.history.values_list("offering", "persons", "pgh_context__user")
    assert list(rows) == [(before.offering_id, 1, erika.pk)]


def test_a_visit_remembers_what_was_said_of_it(amal, erika):
    with signed_in_as(erika):
        finish(amal, Visit.Result.WRONG_MATTER, now=NINE)
        finish(fresh(amal), Visit.Result.DONE, now=NINE, minutes=5)
    visit = Visit.objects.get()
    rows = visit.history.order_by("pgh_id").values_list("pgh_label", "result", "minutes")
    assert list(rows) == [
        ("insert", "", None),
        ("update", "wrong", None),
        ("update", "done", 5),
    ]


def test_what_is_rolled_back_is_not_remembered(amal):
    with transaction.atomic():
        give_time(amal, at("10:00"), now=BEFORE)
        transaction.set_rollback(True)
    assert len(told(fresh(amal))) == 1


def test_one_person_is_not_taken_for_the_one_before(amal, bohdan, erika):
    with signed_in_as(erika):
        give_time(amal, at("10:00"), now=BEFORE)
    give_time(bohdan, at("10:00"), now=BEFORE)
    assert told(bohdan)[-1][3] is None


def test_the_database_refuses_to_change_what_was():
    row, before, deleted, updated = 1, 2, 8, 16
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgtype FROM pg_trigger"
            " WHERE tgname LIKE 'pgtrigger_append_only_%' AND tgenabled = 'O'"
        )
        kept = dict(cursor.fetchall())
    tables = [model._meta.db_table for model in histories()]
    assert kept == dict.fromkeys(tables, row + before + deleted + updated)


@pytest.mark.parametrize("change", ["UPDATE {} SET pgh_label = 'x'", "DELETE FROM {}"])
def test_it_says_so_to_whoever_tries(amal, change):
    statement = change.format("booking_reservationhistory")
    with connection.cursor() as cursor, pytest.raises(InternalError, match="Cannot update or dele"):
        cursor.execute(statement)


def test_a_look_at_data_is_not_changed_either(amal, erika):
    look = Look.objects.create(
        authority=amal.authority, office=amal.office, user=erika, at=BEFORE, page="day", fields=[]
    )
    for change in (look.delete, lambda: Look.objects.update(page="list")):
        with pytest.raises(InternalError), transaction.atomic():
            change()


def test_no_table_of_the_history_has_a_column_for_anything_personal():
    personal = {
        model.__name__: names
        for model in histories()
        if (names := PERSONAL & {field.name for field in model._meta.fields})
    }
    assert personal == OF_OFFICES


def test_every_model_of_the_configuration_and_of_times_has_one():
    assert sorted(model.__name__.removesuffix("History") for model in histories()) == [
        "Authority",
        "Booking",
        "BookingItem",
        "Closure",
        "Desk",
        "DocumentLeftOut",
        "LegalText",
        "MailAddition",
        "Membership",
        "Offering",
        "Office",
        "OfficeAddress",
        "OpeningHours",
        "RequiredDocument",
        "Reservation",
        "Responsibility",
        "Season",
        "ServiceType",
        "TextState",
        "Visit",
    ]


def test_who_is_forgotten_leaves_times_and_no_word(offering, erika):
    made = book_for(
        visitor(BOHDAN, email="bohdan@people.example"),
        items=[(offering, 1)],
        start=NINE,
        now=BEFORE,
    )
    forget(fresh(made), now=BEFORE)
    assert [row[2] for row in told(fresh(made))] == ["booked", "cancelled"]


def test_looks_and_histories_go_after_a_year_and_no_day_before(desks, erika, settings):
    settings.AUDIT_DAYS = 365
    now = timezone.now()
    for days in (366, 364):
        reader = Reader(desks[0].office, erika, now - timedelta(days=days))
        note_look(reader, Look.Page.DAY, NAMES, day=NINE.date())
    assert forget_audit() == 1
    assert [look.at for look in Look.objects.all()] == [now - timedelta(days=364)]

    kept = sum(model.objects.count() for model in histories())
    assert kept > 0
    assert audit.forget(now + timedelta(days=1)) == 0
    assert audit.forget(now + timedelta(days=366)) == kept + 1
    assert Look.objects.count() + sum(model.objects.count() for model in histories()) == 0


def test_what_a_manager_changes_in_the_administration_is_theirs(erika, desks):
    office = desks[0].office
    form = {"name_de": "Stadthaus", "slug": office.slug, "status": office.status}
    form |= {"grid_minutes": 5, "confidence": "confirmed"}
    form |= {"addresses-TOTAL_FORMS": 0, "addresses-INITIAL_FORMS": 0}
    page = reverse("admin:offices_office_change", args=[office.pk])
    assert signed_in(erika).post(page, form).status_code == 302
    row = office.history.latest("pgh_id")
    assert (row.pgh_label, row.name, row.pgh_context["user"]) == ("update", "Stadthaus", erika.pk)


def test_what_a_command_changes_is_nobodys(office):
    OpeningHours.objects.filter(office=office).update(closes="13:00")
    row = office.opening_hours.first().history.latest("pgh_id")
    assert (row.pgh_label, row.pgh_context) == ("update", None)
    assert Offering.objects.count() + Reservation.objects.count() == 0
