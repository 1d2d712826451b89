"""Addresses of citizens' pages, each put together once: pages name half a dozen of them."""

from __future__ import annotations

from functools import lru_cache

from django.urls import reverse
from django.utils.translation import get_language


def path_to(page: str, *args: str | int) -> str:
    """The page of this name in urls.py, in the language of now."""
    return _path(page, args, get_language())


@lru_cache(maxsize=4096)
def _path(page: str, args: tuple[str | int, ...], language: str | None) -> str:  # noqa: ARG001
    return reverse(f"citizen:{page}", args=args)
