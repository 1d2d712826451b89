from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfficesConfig(AppConfig):
    name = "offices"
    verbose_name = _("Authorities and what they offer")

    def ready(self) -> None:
        from offices.signin import journal  # noqa: PLC0415 - models are not there before

        journal.listen()
