"""Where authorities keep their data up to date: Django's own administration."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from offices.admin import authorities, catalogue, offerings, people, places, signin

# Roles are memberships, addresses belong to users, the other service stands in the settings, and
# sessions are their own people's: nobody needs to look after these.
admin.site.unregister(
    [Authenticator, EmailAddress, SocialAccount, SocialApp, SocialToken, UserSession]
)

__all__ = ["authorities", "catalogue", "offerings", "people", "places", "signin"]

admin.site.site_header = admin.site.site_title = _("Willkommen – administration")
admin.site.index_title = _("What would you like to look after?")
