"""Where pages live: people below their language, staff and machines without one."""

from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

handler500 = "willkommen.errors.server_error"
# Not Django's but allauth's: what it answers to whoever tries too often.
handler429 = "offices.signin.views.too_often"


@require_safe
def first_guess(request: HttpRequest) -> HttpResponse:
    """Lead to the first page in the language of the browser."""
    response = redirect(f"/{get_language_from_request(request)}/")
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Say whether this process reaches its database."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("The database does not answer.\n", "text/plain", status=503)
    return HttpResponse("ok\n", "text/plain")


urlpatterns = [
    path("", first_guess),
    path("health/", health),
    path("admin/password_change/", RedirectView.as_view(pattern_name="account_change_password")),
    path("admin/", admin.site.urls),
    path("desk/", include("booking.urls.caseworker")),
    path("manage/", include("booking.urls.manager")),
    # Nobody changes their own address: roles are given by address, and who could choose theirs
    # freely could take somebody else's role.
    path("accounts/", include("offices.signin.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    *i18n_patterns(path("", include("booking.urls.citizen")), prefix_default_language=True),
]
if settings.MAILBOX_DIR:
    urlpatterns.append(path("dev/mail/", include("willkommen.mailbox")))
