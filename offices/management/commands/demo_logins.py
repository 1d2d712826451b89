"""Make a superuser and one manager for each authority, for trying out; existing ones stay."""

import os
import secrets
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from offices.models import Authority, Membership, User

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
            made = [*superuser(), *managers()]
            replaced = {login.email for login in made}
            keep(path, [*(old for old in known(path) if old.email not in replaced), *made])
        self.stdout.write(str(path))


def superuser() -> list[Login]:
    if User.objects.filter(email=SUPERUSER).exists():
        return []
    password = new_password()
    User.objects.create_superuser(SUPERUSER, password, name="Demo – Administration")
    return [Login(SUPERUSER, password, "superuser")]


def managers() -> list[Login]:
    emails = {f"manager@{each.slug}.example": each for each in Authority.objects.order_by("slug")}
    there = set(User.objects.filter(email__in=emails).values_list("email", flat=True))
    return [manager(email, each) for email, each in emails.items() if email not in there]


def manager(email: str, authority: Authority) -> Login:
    password = new_password()
    user = User.objects.create_user(
        email, password, name=f"Demo – {authority.short_name}", is_staff=True
    )
    role = Membership.Role.MANAGER
    Membership.objects.create(user=user, authority=authority, role=role)
    return Login(email, password, f"manager, {authority.short_name}")


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
