"""Trying a change out: everything asked meanwhile is answered as if it were saved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import transaction

from offices.changes.steps import Step, steps_of, write
from offices.models import Change, Office


@contextmanager
def taken_back() -> Iterator[None]:
    """Whatever is written within is never committed."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def rehearsed(office: Office, steps: Sequence[Step]) -> Iterator[None]:
    """Write the steps, and take everything back at the end; nobody else sees any of it.

    So what is foreseen comes from the same question, on the same rows, as what will be true.
    Raises ChangedMeanwhileError.
    """
    with taken_back():
        write(office, steps)
        yield


@contextmanager
def as_drafted(office: Office, change: Change | None) -> Iterator[None]:
    """See the office as it will be with the draft; as it is, without one."""
    with rehearsed(office, steps_of(change) if change else []):
        yield
