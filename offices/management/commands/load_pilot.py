"""Load the ten authorities, their offices and the catalogue; safe to run again and again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from offices import holidays
from offices.pilot.loading import load
from offices.pilot.reading import Data, PilotDataError


class Command(BaseCommand):
    help = __doc__

    def handle(self, *_args: Any, **_options: Any) -> None:
        try:
            counts = load(Data.read())
        except PilotDataError as error:
            raise CommandError(str(error)) from error
        counts["new public holidays"] = holidays.refresh(timezone.localdate())
        self.stdout.write(", ".join(f"{number} {name}" for name, number in counts.items()))
