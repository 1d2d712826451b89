"""Numbers, codes and keys of a booking: drawn at random, or derived and never stored.

What is derived is an HMAC-SHA256 under SECRET_KEY; older keys in SECRET_KEY_FALLBACKS still
open what was made under them.
"""

import base64
import hashlib
import hmac
import re
import secrets
import unicodedata
from collections.abc import Iterator

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

# No 0/O, 1/I/L, 5/S, 8/B: people read the number out on the phone.
NUMBER_ALPHABET = "234679ACDEFGHJKMNPQRTUVWXYZ"
NUMBER_LENGTH = 8
CODE_DIGITS = 6
UMLAUTS = {ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue"}
# Letters that Unicode does not take apart into a Latin one and a mark.
STROKES = str.maketrans("đłøı", "dloi")


def new_number() -> str:
    return "".join(secrets.choice(NUMBER_ALPHABET) for _ in range(NUMBER_LENGTH))


def spoken(number: str) -> str:
    """The number as it is shown and read out, in two halves: K7QM-42XD. Nothing stays nothing."""
    return "-".join(filter(None, (number[:4], number[4:])))


def _derive(purpose: str, *parts: object) -> Iterator[bytes]:
    """Yield the digest under the present key, then under each older one."""
    value = "\x00".join(map(str, parts))
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        yield salted_hmac(f"booking.{purpose}", value, key, algorithm="sha256").digest()


def _digits(digest: bytes) -> str:
    return f"{int.from_bytes(digest[:8]) % 10**CODE_DIGITS:0{CODE_DIGITS}}"


def _short(digest: bytes) -> str:
    return base64.urlsafe_b64encode(digest[:16]).rstrip(b"=").decode()


def _letters(digest: bytes) -> str:
    value, letters = int.from_bytes(digest[:8]), len(NUMBER_ALPHABET)
    return "".join(NUMBER_ALPHABET[value // letters**place % letters] for place in range(4))


def _matches(given: str, wanted: Iterator[str]) -> bool:
    return any(constant_time_compare(given, one) for one in wanted)


def link_token(number: str, version: int) -> str:
    """128 bits that open the booking from a mail; raising the version revokes them."""
    return _short(next(_derive("link", number, version)))


def is_link_token(token: str, number: str, version: int) -> bool:
    return _matches(token, map(_short, _derive("link", number, version)))


def pin(number: str, version: int) -> str:
    """Six digits that, with the number, open the booking for somebody without the mail."""
    return _digits(next(_derive("pin", number, version)))


def letter_code(number: str, version: int) -> str:
    """What an invited person types from a letter: the number, and four letters no one can guess.

    K7QM-42XD-9F3G: as hard to guess as number and PIN, in one field.
    """
    tail = _letters(next(_derive("letter", number, version)))
    return f"{spoken(number)}-{tail}"


def is_letter_code(tail: str, number: str, version: int) -> bool:
    return _matches(tail, map(_letters, _derive("letter", number, version)))


def is_pin(given: str, number: str, version: int) -> bool:
    return _matches(given, map(_digits, _derive("pin", number, version)))


def proof_token(*values: object) -> str:
    """128 bits that a paper carries: whoever issued them can tell that it is genuine."""
    return _short(next(_derive("proof", *values)))


def is_proof_token(token: str, *values: object) -> bool:
    return _matches(token, map(_short, _derive("proof", *values)))


def mail_code(number: str, email: str, issue: int) -> str:
    """The six digits mailed to `email`; every issue (re-send) has its own."""
    return _digits(next(_derive("code", number, email, issue)))


def is_mail_code(given: str, number: str, email: str, issue: int) -> bool:
    return _matches(given, map(_digits, _derive("code", number, email, issue)))


def plain_letters(name: str) -> str:
    """Lower-case Latin letters only, German umlauts as in the phone book (ä = ae, ß = ss)."""
    composed = unicodedata.normalize("NFC", name.casefold())
    folded = composed.translate(UMLAUTS).translate(STROKES)
    bare = unicodedata.normalize("NFKD", folded)
    return re.sub(r"[^a-z]", "", bare)


def fingerprint(family_name: str, given_names: str, born: str) -> str:
    """A peppered mark by which the same person is known again; tells nothing by itself.

    `born` is the date as written, unknown parts as zeros. Spelling in other scripts, accents,
    case, hyphens and the order of the two names make no difference.
    """
    names = sorted(filter(None, map(_comparable, (family_name, given_names))))
    value = "\x00".join((*names, born)).encode()
    return hmac.new(settings.PEPPER.encode(), value, hashlib.sha256).hexdigest()


def _comparable(name: str) -> str:
    """Letters of any script without case and marks, so that nothing but spelling counts."""
    folded = unicodedata.normalize("NFKD", name.casefold())
    return "".join(char for char in folded if char.isalpha())
