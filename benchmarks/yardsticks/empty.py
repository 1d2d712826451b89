"""An empty page behind sessions, languages and the protection of forms."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.urls import path

from benchmarks.yardsticks.bare import project

application = project(__name__)


def empty(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    return HttpResponse("")


urlpatterns = i18n_patterns(path("", empty), prefix_default_language=True)
