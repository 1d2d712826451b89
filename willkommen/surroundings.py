"""The environment variables of a run on this machine: made once, kept below `var`."""

import os
import secrets
from pathlib import Path


def surroundings(var: Path, *, port: int = 8000, mail_port: int = 9) -> dict[str, str]:
    """Return every variable that settings.py wants, but those of the two servers."""
    return {
        "WILLKOMMEN_VAR": str(var.resolve()),
        "SECRET_KEY": _kept(var / "secret_key"),
        "PEPPER": _kept(var / "pepper"),
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "BASE_URL": f"http://127.0.0.1:{port}",
        "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
        "DEFAULT_FROM_EMAIL": "termine@willkommen.example",
        "MAILBOX_DIR": str(var.resolve() / "mail"),
        "STATIC_ROOT": str(var.resolve() / "static"),
        # Whoever tries it out may sign in with the password alone.
        "TOTP_GRACE_DAYS": "365",
    }


def _kept(path: Path) -> str:
    """Return the secret in `path`, made when it is not there yet."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text()
