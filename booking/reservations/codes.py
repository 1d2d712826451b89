"""Judging a mailed code: five tries and twenty minutes, then a new one is needed."""

from datetime import datetime

from booking import keys, prepared
from booking.models import Booking, Verification
from booking.reservations.refusals import CodeSpentError, WrongCodeError

COUNT_TRY = """
UPDATE booking_verification SET tries = tries + 1
WHERE booking_id = $1 AND issued_at > $2 AND tries < $3 RETURNING issue, tries
"""


def check_code(booking: Booking, code: str, email: str, now: datetime) -> None:
    """Count the try first, in its own transaction, so that no refusal takes it back.

    Raises WrongCodeError, CodeSpentError.
    """
    counted = prepared.rows(
        "count_try", COUNT_TRY, booking.pk, now - Verification.LIFETIME, Verification.TRIES
    )
    if not counted:
        raise CodeSpentError
    ((issue, tries),) = counted
    if not keys.is_mail_code(code, booking.number, email, issue):
        left = Verification.TRIES - tries
        raise WrongCodeError(left) if left > 0 else CodeSpentError
