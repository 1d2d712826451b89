"""The pages as a run on this machine has them, whatever the tests were started with."""

from django.urls import include, path

from willkommen import urls

urlpatterns = [*urls.urlpatterns, path("dev/mail/", include("willkommen.mailbox"))]
