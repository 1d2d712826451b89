"""The subjects of mails. They stand on locked screens: they tell no matter and no name."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from booking.models import Message

CODE, APPOINTMENT, REQUEST = (
    gettext_lazy("Your code"),
    gettext_lazy("Your appointment"),
    gettext_lazy("Your request to the office"),
)
SUBJECTS = {
    Message.Kind.CODE: CODE,
    Message.Kind.NEW_EMAIL: CODE,
    Message.Kind.OTHER_EMAIL: gettext_lazy("We write to another address now"),
    Message.Kind.MOVED: gettext_lazy("Your appointment has a new time"),
    Message.Kind.CANCELLATION: gettext_lazy("Your appointment is cancelled"),
    Message.Kind.REMINDER: gettext_lazy("Reminder of your appointment"),
    Message.Kind.INVITATION: gettext_lazy("Please choose a time"),
    Message.Kind.LAST_CALL: gettext_lazy("Please choose a time soon"),
    Message.Kind.RECEIPT: REQUEST,
    Message.Kind.OFFER: REQUEST,
    Message.Kind.QUESTION: REQUEST,
    Message.Kind.DECLINED: REQUEST,
    Message.Kind.MISSING: gettext_lazy("Please bring this next time"),
    Message.Kind.CHOOSE_AGAIN: gettext_lazy("Please choose your appointment again"),
    Message.Kind.NEW_PLACE: gettext_lazy("Your appointment has a new place"),
    Message.Kind.OFFER_OVER: gettext_lazy("Your time is not possible any more"),
}


def subject(message: Message) -> str:
    return str(SUBJECTS.get(Message.Kind(message.kind), APPOINTMENT))
