from django.apps import AppConfig
from django.db.models.signals import pre_save
from django.utils.translation import gettext_lazy as _


class OfficesConfig(AppConfig):
    name = "offices"
    verbose_name = _("Authorities and what they offer")

    def ready(self) -> None:
        from allauth.usersessions.models import UserSession  # noqa: PLC0415 - not there before

        from offices.signin import idle, journal  # noqa: PLC0415

        journal.listen()
        pre_save.connect(idle.keep_no_address, sender=UserSession)
