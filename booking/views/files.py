"""Answers that are files. Their names go through other people's hands: they tell nothing."""

from __future__ import annotations

from django.http import HttpResponse

PDF = "application/pdf"


def file_to_show(content: bytes, name: str, kind: str = PDF) -> HttpResponse:
    """One that the browser opens, to read or print."""
    return _file(content, name, kind, "inline")


def file_to_save(content: bytes, name: str, kind: str = PDF) -> HttpResponse:
    """One that the browser saves."""
    return _file(content, name, kind, "attachment")


def _file(content: bytes, name: str, kind: str, disposition: str) -> HttpResponse:
    headers = {"Content-Disposition": f'{disposition}; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)
