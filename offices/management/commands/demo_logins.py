"""Make a superuser and one manager for each authority, for trying out; existing ones stay."""

import json
import os
import secrets
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from offices.models import Authority, Membership, User

SUPERUSER = "admin@willkommen.example"
Login = dict[str, str]


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--file", type=Path, required=True, help="where passwords are kept")

    def handle(self, *_args: Any, **options: Any) -> None:
        path: Path = options["file"]
        known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
        with transaction.atomic():
            made = [*superuser(), *managers()]
            emails = {login["email"] for login in made}
            keep(path, [*(old for old in known if old["email"] not in emails), *made])
        self.stdout.write(str(path))


def superuser() -> list[Login]:
    if User.objects.filter(email=SUPERUSER).exists():
        return []
    password = new_password()
    User.objects.create_superuser(SUPERUSER, password, name="Demo – Administration")
    return [{"email": SUPERUSER, "password": password, "role": "superuser"}]


def managers() -> list[Login]:
    emails = {f"manager@{slug}.example": slug for slug in slugs()}
    known = set(User.objects.filter(email__in=emails).values_list("email", flat=True))
    return [manager(email, slug) for email, slug in emails.items() if email not in known]


def slugs() -> list[str]:
    return list(Authority.objects.order_by("slug").values_list("slug", flat=True))


def manager(email: str, slug: str) -> Login:
    authority = Authority.objects.get(slug=slug)
    password = new_password()
    user = User.objects.create_user(
        email, password, name=f"Demo – {authority.short_name}", is_staff=True
    )
    role = Membership.Role.MANAGER
    Membership.objects.create(user=user, authority=authority, role=role)
    return {"email": email, "password": password, "role": f"manager, {authority.short_name}"}


def new_password() -> str:
    return secrets.token_urlsafe(12)


def keep(path: Path, logins: list[Login]) -> None:
    """Write for the owner's eyes only, and never half: into a new file, then in its place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(logins, file, ensure_ascii=False, indent=1)
    new.replace(path)
