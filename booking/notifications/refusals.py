"""Reading what went wrong, without repeating what the mail server said: it quotes addresses."""

import smtplib
from pathlib import Path
from traceback import extract_tb

PERMANENT = 5  # the first of the three digits


def summary(error: Exception) -> str:
    """Name the kind of error, the server's numbers, and the line it came from."""
    place = extract_tb(error.__traceback__)[-1]
    numbers = "".join(f" {number}" for number in _numbers(error))
    return f"{type(error).__name__}{numbers} ({Path(place.filename).name}:{place.lineno})"


def is_final(error: Exception) -> bool:
    """Say whether the server will never take this message for this recipient (5xx)."""
    refused = isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError)
    return refused and all(number // 100 == PERMANENT for number in _numbers(error))


def _numbers(error: Exception) -> list[int]:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return [number for number, _said in error.recipients.values()]
    if isinstance(error, smtplib.SMTPResponseException):
        return [error.smtp_code]
    return []
