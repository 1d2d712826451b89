"""The secret of a second factor as it stands in the database: sealed, so that a copy opens nothing.

The key comes from PEPPER, which never changes; a new SECRET_KEY must not lock everybody out.
"""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


def seal(text: str) -> str:
    return _key().encrypt(text.encode()).decode()


def open_sealed(sealed: str) -> str:
    """What was sealed; nothing where it was sealed under another PEPPER, so no code fits."""
    try:
        return _key().decrypt(sealed.encode()).decode()
    except InvalidToken:
        return ""


def _key() -> Fernet:
    secret = hmac.digest(settings.PEPPER.encode(), b"offices.signin.sealing", hashlib.sha256)
    return Fernet(base64.urlsafe_b64encode(secret))
