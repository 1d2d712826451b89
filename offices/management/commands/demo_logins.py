"""Make a superuser, and a manager and a caseworker for each authority, to try things out.

Those that exist stay.
"""

import os
import secrets
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from offices.models import Authority, Membership, User
from offices.staff import open_or_close_administration

SUPERUSER = "admin@willkommen.example"


class Login(NamedTuple):
    email: str
    password: str
    role: str

    def __str__(self) -> str:
        return f"{self.email:<40} {self.password:<18} {self.role}"


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        var = Path(os.environ.get("WILLKOMMEN_VAR") or settings.BASE_DIR / "var")
        parser.add_argument("--file", type=Path, default=var / "logins.txt")

    def handle(self, *_args: Any, **options: Any) -> None:
        path: Path = options["file"]
        with transaction.atomic():
            made = [*superuser(), *members(Membership.Role.MANAGER)]
            made += members(Membership.Role.CASEWORKER)
            replaced = {login.email for login in made}
            keep(path, [*(old for old in known(path) if old.email not in replaced), *made])
        self.stdout.write(str(path))


def superuser() -> list[Login]:
    if User.objects.filter(email=SUPERUSER).exists():
        return []
    password = new_password()
    User.objects.create_superuser(SUPERUSER, password, name="Demo – Administration")
    return [Login(SUPERUSER, password, "superuser")]


def members(role: Membership.Role) -> list[Login]:
    """One of each authority, who can be told by the address: manager@essen.example."""
    places = Authority.objects.order_by("slug")
    emails = {f"{role.value}@{each.slug}.example": each for each in places}
    there = set(User.objects.filter(email__in=emails).values_list("email", flat=True))
    return [member(email, each, role) for email, each in emails.items() if email not in there]


def member(email: str, authority: Authority, role: Membership.Role) -> Login:
    password, name = new_password(), f"Demo – {authority.short_name}"
    user = User.objects.create_user(email, password, name=name)
    Membership.objects.create(user=user, authority=authority, role=role)
    open_or_close_administration(user)
    return Login(email, password, f"{role.value}, {authority.short_name}")


def new_password() -> str:
    return secrets.token_urlsafe(12)


def known(path: Path) -> list[Login]:
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [Login(*line.split(maxsplit=2)) for line in lines if line.strip()]


def keep(path: Path, logins: list[Login]) -> None:
    """Write for the owner's eyes only, and never half: into a new file, then in its place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.writelines(f"{login}\n" for login in logins)
    new.replace(path)
