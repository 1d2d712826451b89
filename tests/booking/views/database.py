"""What stands in the tables, to see whether a page has changed anything."""

from typing import Any

from django.apps import apps


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table of bookings."""
    models = apps.get_app_config("booking").get_models()
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}
