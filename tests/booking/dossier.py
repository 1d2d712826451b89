"""Every kind of row there can be for one person, and the words that stand in them."""

from datetime import UTC, date, datetime, timedelta

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType

from booking.models import (
    Attendee,
    Booking,
    CheckedDocument,
    Contact,
    Correction,
    Invitation,
    Look,
    Message,
    Note,
    Remark,
    Request,
    Reservation,
    Verification,
    Visit,
)
from offices.models import RequiredDocument
from tests import make, people

NOW = datetime(2026, 9, 14, 6, tzinfo=UTC)
TOMORROW, DAY = NOW + timedelta(days=1), timedelta(days=1)
ENDS = TOMORROW + timedelta(minutes=30)
STATUS = Reservation.Status

WORDS = {
    "O'Hadi-Öztürk",
    "Amal",
    "Zubaida",
    "Ahmadzai",
    "ahmadse",  # how it sounds
    "Achmadsai",
    "12.03.1947",
    "AZ-4711/26",
    "amal@people.example",
    "amal.new@people.example",
    "helper@advice.example",
    "+49 170 5550147",
    "my mother is in hospital",
    "please bring the old passport",
    "the sister lives in essen too",
    "step_free",
    "duldung",
    "afternoon",
    "nobody",
    "2031-05-17",
    "{1,2,4}",
    "{4711}",
}


def everything_of_one_person(**fields: object) -> Booking:
    """Amal asked, was asked back, was invited, has booked for two, reported an error, and came
    once before.
    """
    request = {
        "matter": "My mother is in hospital",
        "document": "duldung",
        "ends_on": date(2031, 5, 17),
        "has_proof": True,
        "weekdays": [1, 2, 4],
        "parts_of_day": ["afternoon"],
        "status": Request.Status.INVITED,
    }
    booking = people.asked(
        now=NOW, talk="nobody", needs=["step_free"], routed_desks=[4711], request=request
    )
    Invitation.objects.create(
        booking=booking, way="email", latest=date(2026, 10, 30), is_order=True, invited_at=NOW
    )
    _people_and_contacts(booking)
    _words(booking)
    _counter(booking)
    _mails(booking)
    return with_time(booking, **fields)


def _people_and_contacts(booking: Booking) -> None:
    Attendee.objects.create(
        booking=booking,
        position=1,
        family_name="Ahmadzai",
        given_names="Zubaida",
        birth_year=1947,
        birth_month=3,
        birth_day=12,
        file_number="AZ-4711/26",
    )
    booking.contacts.update(new_email="amal.new@people.example", phone="+49 170 5550147")
    Contact.objects.create(booking=booking, role="helper", email="helper@advice.example")
    Verification.objects.create(booking=booking, issued_at=NOW)


def _words(booking: Booking) -> None:
    Note.objects.create(
        booking=booking, from_office=True, text="Please bring the old passport", written_at=NOW
    )
    Correction.objects.create(
        booking=booking,
        position=1,
        family_name="Achmadsai",
        given_names="Zubaida",
        birth_year=1947,
        was="Zubaida Ahmadzai, 12.03.1947",
        reported_at=NOW,
    )
    LogEntry.objects.create(
        user=make.user(),
        content_type=ContentType.objects.get_for_model(Booking),
        object_id=str(booking.pk),
        object_repr=str(booking),
        action_flag=CHANGE,
        change_message='[{"changed": {"name": "person", "object": "Zubaida Ahmadzai"}}]',
    )


def _counter(booking: Booking) -> None:
    """Somebody looked, noted who came, which paper was missing, and for how many it is."""
    user, at = make.user(), {"authority": booking.authority, "office": booking.office}
    Look.objects.create(
        user=user, at=NOW, page="appointment", fields=["name"], bookings=[booking.pk], **at
    )
    Visit.objects.create(booking=booking, came_at=NOW, ended_at=NOW, result="missing", **at)
    paper = RequiredDocument.objects.create(
        service=booking.items.get().offering.service, key="passport", name_de="Reisepass"
    )
    CheckedDocument.objects.create(booking=booking, document=paper, is_there=False)
    Remark.objects.create(
        booking=booking, text="The sister lives in Essen too", written_at=NOW, written_by=user
    )
    booking.items.update(persons=2)


def _mails(booking: Booking) -> None:
    for kind in Message.Kind:
        people.message(booking, kind, due=NOW, note=booking.notes.first())
    booking.messages.filter(kind="receipt").update(status="sent", sent_at=NOW)
    booking.messages.filter(kind="question").update(
        status="failed", last_error="550 amal@people.example unknown"
    )


def with_time(booking: Booking, **fields: object) -> Booking:
    taken = {"starts": TOMORROW, "status": STATUS.BOOKED} | fields
    desk = booking.items.get().offering.desks.get()
    booking.reservation = people.reservation(at=desk, **taken)
    booking.confirmed_at = NOW
    booking.save(update_fields=["reservation", "confirmed_at"])
    booking.items.update(identity=booking.attendees.first().fingerprint)
    return booking
