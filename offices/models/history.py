"""What the configuration was before: triggers of the database write it down, whoever changes it.

Of texts the German wording is kept; what it was in other languages stands in the history of their
states. Each row says who did it (willkommen.middleware), or nobody where a command or a person from
outside did.
"""

from __future__ import annotations

from typing import Any

import pghistory
from django.db import models

from offices.models.address import OfficeAddress
from offices.models.authority import Authority, Office
from offices.models.catalogue import LegalText, RequiredDocument, ServiceType
from offices.models.hours import Closure, OpeningHours
from offices.models.offering import Desk, Offering, Responsibility, Season
from offices.models.people import Membership
from offices.models.policy import DocumentLeftOut
from offices.models.texts import MailAddition, TextState

CONFIGURATION: tuple[type[models.Model], ...] = (
    Authority,
    Office,
    OfficeAddress,
    Desk,
    Responsibility,
    ServiceType,
    RequiredDocument,
    LegalText,
    Offering,
    Season,
    DocumentLeftOut,
    OpeningHours,
    Closure,
    TextState,
    MailAddition,
)


def remember(
    model: type[models.Model], *events: pghistory.Tracker, fields: list[str] | None = None
) -> None:
    """Keep what rows of `model` were, in a table <model>history; rows can only be added."""
    pghistory.create_event_model(
        model,
        *(events or (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())),
        fields=fields,
        model_name=f"{model.__name__}History",
        abstract=False,
        append_only=True,
        obj_field=pghistory.ObjForeignKey(related_name="history"),
        context_field=pghistory.ContextJSONField(),
        context_id_field=None,  # type: ignore[arg-type]  # as its documentation says
    )


def done_by(row: Any) -> int | None:
    """The id of whoever of the staff did it; None for a command, or a person from outside."""
    user: int | None = (row.pgh_context or {}).get("user")
    return user


for configured in CONFIGURATION:
    remember(configured)
# Without the name of whoever was invited.
remember(Membership, fields=["id", "user", "authority", "office", "role"])
