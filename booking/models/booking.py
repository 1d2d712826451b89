"""What a person has: a booking, its items, the people it is for, and how to reach them."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Func, Q, Value
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from booking import keys
from booking.models.heard import Heard, HeardField, HeardQuerySet
from booking.models.reservation import Reservation
from offices.models import Access, Authority, Offering, Office, Place
from offices.models.authority import OwnedQuerySet
from offices.moments import day_at

# Of file numbers, see `letters_and_digits`.
BETWEEN = " ./-–_:()"


class Talk(models.TextChoices):
    """How the person and the office will understand each other."""

    GERMAN = "german", _("German is enough")
    BRINGS = "brings", _("I bring an adult who translates")
    NOBODY = "nobody", _("I have nobody. I ask whether help is possible")


class Need(models.TextChoices):
    STEP_FREE = "step_free", _("Access without steps")
    SIGN_LANGUAGE = "sign_language", _("Sign language or help with hearing")
    READING = "reading", _("Help with reading, I see badly")
    MORE_TIME = "more_time", _("More time or a quiet place")


class BookingQuerySet(OwnedQuerySet["Booking"]):
    office_path = "office"

    def for_lines(self) -> BookingQuerySet:
        """With all that a line about each says of its time and people."""
        near = self.select_related("reservation__desk", "office__authority")
        return near.prefetch_related("attendees", "items")

    def without_email(self) -> BookingQuerySet:
        """Keep those of people whom no mail reaches: somebody has to call or to write a letter."""
        return self.exclude(contacts__email__gt="")


class Booking(models.Model):
    authority = models.ForeignKey(
        Authority, models.PROTECT, related_name="bookings", verbose_name=_("authority")
    )
    office = models.ForeignKey(
        Office, models.PROTECT, related_name="bookings", verbose_name=_("office")
    )
    number = models.CharField(_("number"), max_length=8, unique=True, default=keys.new_number)
    # None until a time was taken: whoever was invited or has asked has a number before a time.
    reservation = models.OneToOneField(
        Reservation,
        models.PROTECT,
        related_name="booking",
        null=True,
        blank=True,
        verbose_name=_("reservation"),
    )
    # The calendar's SEQUENCE: rises with every change of time.
    sequence = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    # Of the place that the person was told of last, see Place.mark.
    told_place = models.CharField(
        max_length=16, blank=True, default="", db_default="", editable=False
    )
    language = models.CharField(_("language"), max_length=12)
    # The desks found responsible for the first letters; None where the office does not route.
    routed_desks = ArrayField(models.BigIntegerField(), null=True, blank=True)
    talk = models.CharField(_("how we will talk"), max_length=8, choices=Talk, blank=True)
    needs = ArrayField(
        models.CharField(max_length=16, choices=Need),
        verbose_name=_("needs"),
        default=list,
        blank=True,
    )
    version = models.PositiveIntegerField(default=1)  # raised to revoke all links
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)
    held_since = models.DateTimeField(_("held since"))
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    coming_at = models.DateTimeField(_("said that they come at"), null=True, blank=True)
    # Cancelled, declined or withdrawn: from then on, too, the days until it is forgotten count.
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    forgotten_at = models.DateTimeField(_("erased at"), null=True, blank=True, editable=False)
    # Somebody with the right code was refused because the person already has an appointment.
    clashed_at = models.DateTimeField(_("to be settled by staff since"), null=True, blank=True)

    objects = BookingQuerySet.as_manager()

    class Meta:
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        ordering = ["-created_at"]
        # Few of all there ever were: what is to be forgotten is looked for among these alone.
        indexes = [
            models.Index(
                name="booking_not_forgotten",
                fields=["reservation"],
                condition=Q(forgotten_at__isnull=True),
            ),
            models.Index(
                name="booking_unconfirmed",
                fields=["reservation"],
                condition=Q(clashed_at__isnull=True, confirmed_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.spoken_number

    @property
    def spoken_number(self) -> str:
        return keys.spoken(self.number)

    @property
    def pin(self) -> str:
        return keys.pin(self.number, self.version)

    @property
    def link_token(self) -> str:
        return keys.link_token(self.number, self.version)

    @property
    def time(self) -> Reservation:
        """The time that was taken; for those who know that there is one."""
        assert self.reservation is not None  # noqa: S101
        return self.reservation

    @property
    def place(self) -> Place:
        """Where the office is on the day of the time that was taken."""
        return self.office.place_on(day_at(self.time.starts_at, self.office.zone))

    @property
    def person(self) -> Attendee | None:
        """The person whose matter it is; None while nobody is named."""
        return next((one for one in self.attendees.all() if one.position == 0), None)

    @property
    def is_for_everybody(self) -> bool:
        """Whether people may book all of its matters themselves, without the office."""
        return all(one.offering.access == Access.OPEN for one in self.items.all())

    @property
    def email(self) -> str:
        return next((c.email for c in self.contacts.all() if c.email), "")


class BookingItem(models.Model):
    """One matter of a booking, and for how many persons."""

    booking = models.ForeignKey(Booking, models.CASCADE, related_name="items")
    offering = models.ForeignKey(
        Offering, models.PROTECT, related_name="items", verbose_name=_("offering")
    )
    persons = models.PositiveSmallIntegerField(_("persons"), default=1)
    position = models.PositiveSmallIntegerField(default=0)
    # Rule 6: keys.fingerprint() of the first attendee while the booking is live, else null.
    identity = models.CharField(max_length=64, null=True, editable=False)  # noqa: DJ001

    class Meta:
        verbose_name = _("matter")
        verbose_name_plural = _("matters")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                name="booking_one_per_person_and_offering",
                fields=["offering", "identity"],
                condition=Q(identity__isnull=False),
                violation_error_message=_(
                    "This person already has an appointment for this matter."
                ),
            ),
            models.CheckConstraint(name="booking_item_has_a_person", condition=Q(persons__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.offering} × {self.persons}"

    @property
    def minutes(self) -> int:
        return self.offering.minutes(self.persons)


def letters_and_digits(column: str) -> Func:
    """Without what stands between them, which everybody writes otherwise."""
    return Func(Lower(column), Value(BETWEEN), Value(""), function="translate")


class Attendee(Heard):
    """A person whose matter it is. Erased by deleting the row."""

    booking = models.ForeignKey(Booking, models.CASCADE, related_name="attendees")
    position = models.PositiveSmallIntegerField(default=0)
    family_name = models.CharField(_("family name"), max_length=120)
    given_names = models.CharField(_("given names"), max_length=120, blank=True)
    birth_year = models.PositiveSmallIntegerField(_("year of birth"))
    birth_month = models.PositiveSmallIntegerField(_("month of birth"), null=True, blank=True)
    birth_day = models.PositiveSmallIntegerField(_("day of birth"), null=True, blank=True)
    file_number = models.CharField(_("file number"), max_length=40, blank=True)
    # How the names sound, by which staff find the person; written with them, never by itself.
    sounds = HeardField("family_name", "given_names")

    objects = HeardQuerySet["Attendee"].as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("persons")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                name="booking_attendee_position_once", fields=["booking", "position"]
            ),
            models.CheckConstraint(
                name="booking_birth_day_needs_a_month",
                condition=Q(birth_day__isnull=True) | Q(birth_month__isnull=False),
                violation_error_message=_("A day of birth needs a month."),
            ),
        ]
        # For booking.search, as are those of contacts.
        indexes = [
            GinIndex(Func("sounds", function="booking_name_keys"), name="booking_people_by_sound"),
            models.Index(
                name="booking_people_by_birth",
                fields=["birth_year", "birth_month", "birth_day"],
            ),
            GinIndex(
                OpClass(letters_and_digits("file_number"), name="gin_trgm_ops"),
                name="booking_people_by_file",
                condition=~Q(file_number=""),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        return f"{self.given_names} {self.family_name}".strip()

    @property
    def filed(self) -> str:
        """The family name first, so that nobody takes one name for the other."""
        return f"{self.family_name}, {self.given_names or '–'} ({self.born})"

    @property
    def born(self) -> str:
        """The date of birth as written in a passport, unknown parts as 00 (00.00.1990)."""
        return f"{self.birth_day or 0:02}.{self.birth_month or 0:02}.{self.birth_year:04}"

    @property
    def fingerprint(self) -> str:
        return keys.fingerprint(self.family_name, self.given_names, self.born)


class Contact(models.Model):
    """How to reach the person, or who helps them. Erased by deleting the row."""

    class Role(models.TextChoices):
        PERSON = "person", _("the person")
        HELPER = "helper", _("somebody who helps")

    booking = models.ForeignKey(Booking, models.CASCADE, related_name="contacts")
    role = models.CharField(_("role"), max_length=8, choices=Role, default=Role.PERSON)
    email = models.EmailField(_("e-mail"), blank=True)
    # Somebody typed a code that was sent there, or came by a link in a mail to it.
    proven = models.BooleanField(_("e-mail proven"), default=False, db_default=False)
    new_email = models.EmailField(
        _("new e-mail, waiting for its code"), blank=True, default="", db_default=""
    )
    phone = models.CharField(_("phone"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [
            models.UniqueConstraint(
                name="booking_one_contact_per_role", fields=["booking", "role"]
            ),
        ]
        indexes = [
            GinIndex(
                OpClass(Lower("email"), name="gin_trgm_ops"),
                OpClass("phone", name="gin_trgm_ops"),
                name="booking_contacts_by_part",
            ),
        ]

    def __str__(self) -> str:
        return self.email or self.phone
