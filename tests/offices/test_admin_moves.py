"""New addresses in the administration: superusers correct them, managers read them."""

from datetime import date

import pytest

from offices.models import OfficeAddress
from tests import make
from tests.offices.test_admin_scope import page
from tests.signing_in import at_desk

pytestmark = pytest.mark.django_db

SINCE = date(2027, 5, 15)


@pytest.fixture
def office(essen):
    return make.office(of=essen)


def form(client, office, **changes):
    """What the page of the office would send, with these changes."""
    shown = client.get(page("office_change", office.pk)).context
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


@pytest.mark.ignore_template_errors
def test_a_superuser_writes_a_new_address(office):
    boss = at_desk(make.superuser())
    new = {
        "addresses-TOTAL_FORMS": "1",
        "addresses-0-id": "",
        "addresses-0-office": office.pk,
        "addresses-0-since": "2027-05-15",
        "addresses-0-street": "Kruppstraße 16",
        "addresses-0-postal_code": "45128",
        "addresses-0-city": "Essen",
        "addresses-0-directions_de": "Tram 1",
    }
    answer = boss.post(page("office_change", office.pk), form(boss, office, **new))
    assert answer.status_code == 302
    written = OfficeAddress.objects.get()
    assert (written.office, written.since, str(written)) == (
        office,
        SINCE,
        "Kruppstraße 16, 45128 Essen",
    )
    assert written.directions_de == "Tram 1"


@pytest.mark.ignore_template_errors
def test_a_manager_reads_it_and_writes_nothing(office, erika):
    make.move(of=office, since=SINCE)
    desk = at_desk(erika)
    shown = desk.get(page("office_change", office.pk))
    assert "Kruppstraße 16" in shown.content.decode()
    sent = form(desk, office, **{"addresses-0-street": "Am Markt 2"})
    desk.post(page("office_change", office.pk), sent)
    assert OfficeAddress.objects.get().street == "Kruppstraße 16"


def test_a_manager_of_another_authority_finds_nothing(office, mara):
    make.move(of=office, since=SINCE)
    desk, url = at_desk(mara), page("office_change", office.pk)
    assert [desk.get(url).status_code, desk.post(url, {}).status_code] == [404, 404]
