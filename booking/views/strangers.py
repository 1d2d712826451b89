"""Showing a mail inside a page: a stranger's page, which may show itself and nothing else.

Mails carry their style inside, which no page of ours may (rule 10). So they are answered at an
address of their own, in a sandbox that loads nothing and runs nothing, for a frame of this site.
"""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.clickjacking import xframe_options_sameorigin

STRANGER = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox"
)

framed = xframe_options_sameorigin


def as_stranger(html: str) -> HttpResponse:
    return HttpResponse(html, headers={"Content-Security-Policy": STRANGER})
