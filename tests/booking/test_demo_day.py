"""A day full of invented people, for trying out."""

import pytest
from django.core.management import CommandError, call_command

from booking.models import Booking
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    office = make.office_open_on_weekdays(desks=2)
    make.offering(at=office)
    return office


def test_the_next_open_day_is_filled_and_named(office, capsys):
    call_command("demo_day", office.slug, share=1.0)
    said = capsys.readouterr().out
    day = Booking.objects.first().time.starts_at.astimezone(office.zone).date()
    assert said == f"{Booking.objects.count()} appointments: /desk/{office.slug}/day/{day}/\n"
    assert 10 <= Booking.objects.count() <= 16
    assert not Booking.objects.exclude(contacts=None).exists()


def test_where_there_is_no_such_office_or_it_never_opens_the_command_says_so(office):
    with pytest.raises(CommandError, match=r"There is no office nowhere\."):
        call_command("demo_day", "nowhere")
    office.opening_hours.all().delete()
    with pytest.raises(CommandError, match=r"not open within the next weeks"):
        call_command("demo_day", office.slug)
