"""What stands around every request."""

import logging
from collections.abc import Callable

import pghistory
from csp.constants import HEADER
from csp.utils import build_policy
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from willkommen import errors

logger = logging.getLogger(__name__)


class ContentPolicyMiddleware:
    """What a page may load: the same for all pages, so it is put together once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.policy = build_policy()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault(HEADER, self.policy)
        return response


class HistoryMiddleware:
    """What staff change is kept with who did it; people without a sign-in stay nameless."""

    STAFF = ("/desk/", "/manage/", "/admin/")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or not request.path.startswith(self.STAFF):
            return self.get_response(request)
        with pghistory.context(user=request.user.pk):
            return self.get_response(request)


class DatabaseAwayMiddleware:
    """A database that restarts is a page that says so and asks to try again, not an error."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(
        self,
        request: HttpRequest,  # noqa: ARG002
        exception: Exception,
    ) -> HttpResponse | None:
        if not isinstance(exception, OperationalError | InterfaceError):
            return None
        logger.warning("The database is away: %s", type(exception).__name__)
        return errors.away()
