"""Who changed what of an office's configuration, and how it was before: read from the history."""

from __future__ import annotations

from django.db.models import Q

from offices.models import Office
from offices.policy.past import Changed, changed, table_of

MOST = 200
# By which columns of its history a row belongs to an office or its authority.
BELONGS = {
    "openinghours": "office",
    "closure": "office",
    "desk": "office",
    "responsibility": "desk__office",
    "offering": "office",
    "season": "offering__office",
    "requireddocument": "offering__office",
    "office": "pgh_obj",
    "officeaddress": "office",
    "authority": "authority",
    "membership": "authority",
    "legaltext": "authority",
    "mailaddition": "authority",
}


def changes_at(office: Office, kind: str) -> list[Changed]:
    """The newest changes of one kind of rows (a key of BELONGS), the newest first."""
    rows = table_of(kind).filter(_mine(office, kind)).order_by("-pgh_id")[:MOST]
    return changed(rows, kind)


def _mine(office: Office, kind: str) -> Q:
    path = BELONGS[kind]
    if kind == "authority":
        return Q(pgh_obj=office.authority_id)
    return Q(**{path: office.authority_id if path == "authority" else office.pk})
