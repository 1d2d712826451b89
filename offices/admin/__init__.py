"""Where authorities keep their data up to date: Django's own administration."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from offices.admin import authorities, catalogue, offerings, people, places

# Roles are memberships, addresses belong to users: nobody needs to look after these.
admin.site.unregister([Authenticator, EmailAddress])

__all__ = ["authorities", "catalogue", "offerings", "people", "places"]

admin.site.site_header = admin.site.site_title = _("Willkommen – administration")
admin.site.index_title = _("What would you like to look after?")
