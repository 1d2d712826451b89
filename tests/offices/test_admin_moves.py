"""What touches booked people is only to read in the administration: for superusers too."""

from datetime import date

import pytest
from django.contrib import admin
from django.test import RequestFactory

from offices.models import Office, OfficeAddress, User
from tests import make
from tests.offices.test_admin_scope import page
from tests.signing_in import at_desk

pytestmark = pytest.mark.django_db

SINCE = date(2027, 5, 15)


@pytest.fixture
def office(essen):
    return make.office(of=essen)


def form(client, row, **changes):
    """What the page of a row would send, with these changes."""
    shown = client.get(page(f"{row._meta.model_name}_change", row.pk)).context
    forms = [
        shown["adminform"].form,
        *(f for one in shown["inline_admin_formsets"] for f in one.formset),
    ]
    forms += [one.formset.management_form for one in shown["inline_admin_formsets"]]
    sent = {}
    for one in forms:
        for field in one:
            value = field.value()
            sent[field.html_name] = "" if value is None else value
    return sent | changes


READ_ONLY = {"timezone": "Asia/Tokyo", "street": "Am Markt 2", "valid_until": "2027-01-01"}


@pytest.fixture(params=["superuser", "manager"])
def desk(request, erika):
    return at_desk(make.superuser() if request.param == "superuser" else erika)


@pytest.mark.ignore_template_errors
def test_everybody_reads_a_move_and_nobody_writes_one(office, desk):
    make.move(of=office, since=SINCE)
    shown = desk.get(page("office_change", office.pk))
    assert "Kruppstraße 16" in shown.content.decode()
    new = {"addresses-TOTAL_FORMS": "2", "addresses-INITIAL_FORMS": "1"}
    row = {"office": office.pk, "street": "Am Markt 2", "postal_code": "45128", "city": "Essen"}
    for number, since in enumerate((SINCE, "2028-01-01")):
        sent = {**row, "id": OfficeAddress.objects.get().pk if not number else "", "since": since}
        new |= {f"addresses-{number}-{name}": value for name, value in sent.items()}
    assert desk.post(page("office_change", office.pk), form(desk, office, **new)).status_code == 302
    assert OfficeAddress.objects.get().street == "Kruppstraße 16"


@pytest.mark.ignore_template_errors
def test_what_touches_booked_people_is_there_to_read_with_the_way_to_change_it(office, desk):
    shown = desk.get(page("office_change", office.pk)).text
    for name in READ_ONLY:
        assert f'name="{name}"' not in shown
    for where in ("house", "office"):
        assert f'href="/manage/{office.slug}/{where}/"' in shown
    sent = form(desk, office, **READ_ONLY, name_de="Neuer Name")
    assert desk.post(page("office_change", office.pk), sent).status_code == 302
    kept = Office.objects.get()
    assert (kept.timezone, kept.street, kept.valid_until) == (
        office.timezone,
        office.street,
        None,
    )
    assert kept.name_de == "Neuer Name"


@pytest.mark.ignore_template_errors
def test_the_last_day_and_the_desks_of_a_service_are_there_to_read(office, desk):
    offering = make.offering(at=office)
    shown = desk.get(page("offering_change", offering.pk)).text
    assert 'name="valid_until"' not in shown
    assert 'name="desks"' not in shown
    for where in ("desks", f"services/{offering.pk}"):
        assert f'href="/manage/{office.slug}/{where}/"' in shown
    sent = form(desk, offering, valid_until="2027-01-01", duration_minutes=45)
    assert desk.post(page("offering_change", offering.pk), sent).status_code == 302
    offering.refresh_from_db()
    assert (offering.valid_until, offering.duration_minutes) == (None, 45)


def test_a_manager_of_another_authority_finds_nothing(office, mara):
    make.move(of=office, since=SINCE)
    desk, url = at_desk(mara), page("office_change", office.pk)
    assert [desk.get(url).status_code, desk.post(url, {}).status_code] == [404, 404]


def writable(user: User) -> set[str]:
    """Every kind of rows that a page of the administration lets `user` add, change or delete."""
    request = RequestFactory().get("/admin/")
    request.user = user
    pages = list(admin.site._registry.values())  # noqa: SLF001
    parts = [one(page.model, admin.site) for page in pages for one in page.inlines]
    return {
        part.model.__name__
        for part in (*pages, *parts)
        if part.has_add_permission(request, None)
        or part.has_change_permission(request)
        or part.has_delete_permission(request)
    }


OF_AN_AUTHORITY = {"Authority", "LegalText", "Municipality", "Offering", "Office"}
OF_ALL = {"Membership", "RequiredDocument", "ServiceGroup", "ServiceType", "User"}


def test_no_page_of_the_administration_goes_around_the_check(erika):
    """No hours, closures, desks, letters or moves; nothing of bookings."""
    assert writable(erika) == OF_AN_AUTHORITY
    assert writable(make.superuser()) == OF_AN_AUTHORITY | OF_ALL
