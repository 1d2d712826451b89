"""A paper that nobody can read without the passphrase."""

from __future__ import annotations

import io
import secrets

from pypdf import PdfReader, PdfWriter

CIPHER = "AES-256"


def sealed(paper: bytes, passphrase: str) -> bytes:
    """Encrypt all of a PDF, its title too (AES-256). Marks for screen readers stay as they are.

    There is no second way in: what PDF calls the owner's password is random and kept nowhere.
    """
    written, known = io.BytesIO(), PdfReader(io.BytesIO(paper))
    writer = PdfWriter(clone_from=known)
    writer.pdf_header = known.pdf_header
    writer.encrypt(passphrase, secrets.token_urlsafe(), algorithm=CIPHER)
    writer.write(written)
    return written.getvalue()
