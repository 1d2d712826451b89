"""Refusals: one family of exceptions that speak to the person; raised here, caught in the views."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


class ReservationError(Exception):
    """Something cannot be done; the message says why, in the person's language."""


class SlotTakenError(ReservationError):
    def __init__(self) -> None:
        super().__init__(
            _("Someone was faster: this time has just been taken. Please choose another one.")
        )


class BusyError(ReservationError):
    def __init__(self) -> None:
        super().__init__(_("Very many people are booking right now. Please press once more."))


class LapsedError(ReservationError):
    def __init__(self) -> None:
        super().__init__(_("Your time was held until just now. You can try to take it again."))


class KeptOverError(LapsedError):
    def __init__(self) -> None:
        ReservationError.__init__(
            self, _("We do not keep this time for you any more. Please choose a time.")
        )


class NoMoreTimeError(ReservationError):
    def __init__(self) -> None:
        super().__init__(
            _("This time has been held for an hour already. We cannot hold it longer.")
        )


class AlreadyConfirmedError(ReservationError):
    def __init__(self) -> None:
        super().__init__(
            _("This appointment is already booked. Names cannot be changed here any more.")
        )


class OtherDeskError(ReservationError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "For this family name another desk is responsible. "
                "Please choose a time there. What you have typed is kept."
            )
        )


class OverError(ReservationError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "This appointment cannot be changed any more: "
                "it has begun, is over or was cancelled."
            )
        )


class OrderedError(ReservationError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "You have a written order to come (Vorladung). The letter counts: "
                "please call the office if you cannot come. You can choose another time here."
            )
        )


class ChangedMeanwhileError(ReservationError):
    def __init__(self) -> None:
        super().__init__(_("Something has changed meanwhile. Please look at this page again."))


class OfferOverError(ReservationError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "This time is not kept for you any more. "
                "The office sees that you still wait for an appointment."
            )
        )


class DeadlineError(ReservationError):
    def __init__(self) -> None:
        super().__init__(
            _("This day or time does not fit: it must lie ahead, and before the appointment.")
        )


class DuplicateError(ReservationError):
    """Says nothing of the other booking: whoever types a stranger's name learns nothing."""

    def __init__(self) -> None:
        super().__init__(_("We cannot confirm this appointment here. Please contact the office."))


class WrongCodeError(ReservationError):
    def __init__(self, tries_left: int) -> None:
        super().__init__(
            ngettext(
                "This code is not right. You can try %(count)d more time.",
                "This code is not right. You can try %(count)d more times.",
                tries_left,
            )
            % {"count": tries_left}
        )


class CodeSpentError(ReservationError):
    def __init__(self) -> None:
        super().__init__(_("This code cannot be used any more. We can send you a new one."))


class TooSoonError(ReservationError):
    def __init__(self) -> None:
        super().__init__(
            _("We have just sent you a code. Please wait a minute before you ask for a new one.")
        )


class IncompleteError(ReservationError):
    def __init__(self) -> None:
        super().__init__(_("Something is still missing. Please fill it in."))


class CodeNeededError(ReservationError):
    def __init__(self) -> None:
        super().__init__(_("For this e-mail address we need a code first. We send it to you."))


class NameGivenError(ReservationError):
    def __init__(self) -> None:
        super().__init__(
            _("The office has written down this name. If it is wrong, please tell the office.")
        )


class InvitationOverError(ReservationError):
    def __init__(self) -> None:
        super().__init__(
            _("This invitation is not open any more. Please contact the office that sent it.")
        )


class InvitedAlreadyError(ReservationError):
    """For staff."""

    def __init__(self, names: Iterable[str]) -> None:
        said = _("Invited already for the same matter: %(names)s. Extend that invitation instead.")
        super().__init__(said % {"names": ", ".join(names)})


class ChosenError(ReservationError):
    """For staff."""

    def __init__(self) -> None:
        super().__init__(
            _("An appointment is booked with this invitation. Please cancel the appointment first.")
        )


class HasAnotherError(DuplicateError):
    """For staff, who may see the other appointment."""

    def __init__(self, numbers: Iterable[str]) -> None:
        said = _(
            "The person already has an appointment for the same matter: %(numbers)s. "
            "Nothing is changed. Please ask the person which of the two they need. "
            "As soon as the other one is cancelled, please try again."
        )
        super(DuplicateError, self).__init__(said % {"numbers": ", ".join(numbers)})


class NotYetError(ReservationError):
    """For staff."""

    def __init__(self) -> None:
        super().__init__(_("This can be said when the time has come, not before."))


class TimeGoneError(SlotTakenError):
    """For staff: what is undone needs its time back."""

    def __init__(self) -> None:
        ReservationError.__init__(
            self,
            _("The time is gone: somebody else has it now. Please choose another time or desk."),
        )


class NothingToUndoError(ReservationError):
    """For staff."""

    def __init__(self) -> None:
        super().__init__(
            _("There is nothing to undo any more: something has changed since. Please look again.")
        )


class NoDeskError(ReservationError):
    """For staff."""

    def __init__(self) -> None:
        super().__init__(
            _("This desk is not free then, is closed, or does not serve this matter or name.")
        )


class StayingError(ReservationError):
    """For staff."""

    def __init__(self, count: int) -> None:
        super().__init__(
            ngettext(
                "%(count)d appointment is in the way now. Please look again.",
                "%(count)d appointments are in the way now. Please look again.",
                count,
            )
            % {"count": count}
        )
