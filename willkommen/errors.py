"""Pages for what goes wrong, in the person's language and without needing anything else."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


def _page(template: str, status: int, **headers: str) -> HttpResponse:
    """Render without a request: no session, no database, nothing that may itself be away."""
    return HttpResponse(render_to_string(template), status=status, headers=headers)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    return _page("403_csrf.html", 403)


def away(seconds: int = 30) -> HttpResponse:
    return _page("503.html", 503, **{"Retry-After": str(seconds)})


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    return _page("500.html", 500)
