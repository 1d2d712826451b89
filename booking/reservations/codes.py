"""Judging a mailed code: five tries and twenty minutes, then a new one is needed."""

from datetime import datetime

from django.db.models import F

from booking import keys
from booking.models import Booking, Verification
from booking.reservations.refusals import CodeSpentError, WrongCodeError


def check_code(booking: Booking, code: str, email: str, now: datetime) -> None:
    """Count the try first, in its own transaction, so that no refusal takes it back.

    Raises WrongCodeError, CodeSpentError.
    """
    current = Verification.objects.filter(
        booking=booking, issued_at__gt=now - Verification.LIFETIME, tries__lt=Verification.TRIES
    )
    if not current.update(tries=F("tries") + 1):
        raise CodeSpentError
    verification = Verification.objects.get(booking=booking)
    if not keys.is_mail_code(code, booking.number, email, verification.issue):
        left = Verification.TRIES - verification.tries
        raise WrongCodeError(left) if left > 0 else CodeSpentError
