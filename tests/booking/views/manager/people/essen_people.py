"""The pages about people, and reading what they say."""

import re
from typing import Any

from django.urls import reverse
from django.utils.html import strip_tags

from offices.models import SignInEvent, User


def at(name: str, *args: Any) -> str:
    """The address of a page of the office in Essen."""
    return reverse(f"manage:{name}", args=["essen-amt", *args])


def text(answer: Any) -> str:
    """All words of a page, with one space between them."""
    (main,) = re.findall(r"<main.*</main>", answer.content.decode(), re.DOTALL)
    return " ".join(strip_tags(main).split())


def told(answer: Any) -> list[str]:
    return [str(one) for one in answer.context["messages"]]


def errors(answer: Any) -> dict[str, list[str]]:
    assert answer.status_code == 422
    return dict(answer.context["form"].errors)


def jobs(user: User) -> list[tuple[str, str, str | None]]:
    rows = user.memberships.order_by("pk")
    return list(rows.values_list("authority__slug", "role", "office__slug"))


def acts(user: User) -> list[tuple[str, str]]:
    """What managers did to the account, and why."""
    rows = SignInEvent.objects.filter(user=user).exclude(by=None).order_by("pk")
    return list(rows.values_list("kind", "note"))
