"""Whom a change of hours concerns, what was decided for them, and what came of it."""

from __future__ import annotations

from collections.abc import Callable

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from booking.models.booking import Booking
from booking.models.reservation import Reservation
from booking.models.stage import has_given_up
from offices.models import Change, Desk
from offices.models.authority import OwnedQuerySet


class AffectedQuerySet(OwnedQuerySet["Affected"]):
    authority_path = "change__office__authority"
    office_path = "change__office"

    def waiting(self) -> AffectedQuerySet:
        return self.filter(status=Affected.Status.WAITING)

    def that_count(self) -> AffectedQuerySet:
        """Keep those that did something to somebody, or still will."""
        done = (Affected.Status.WAITING, Affected.Status.DONE)
        return self.filter(status__in=done).exclude(decision=Affected.Decision.LEAVE)


class Affected(models.Model):
    """One booking under one change. Written with the change; names nobody by itself."""

    class Decision(models.TextChoices):
        LEAVE = "leave", _("stays as it is")
        DESK = "desk", _("other desk, same time")
        AGAIN = "again", _("chooses again")
        CANCEL = "cancel", _("is cancelled")
        GIVEN_BACK = "given_back", _("an offered time is given back")
        PLACE = "place", _("same time at the new place")

    class Status(models.TextChoices):
        WAITING = "waiting", _("not yet")
        DONE = "done", _("done")
        OVERTAKEN = "overtaken", _("the person or the office was faster")
        REFUSED = "refused", _("could not be done")

    change = models.ForeignKey(
        Change, models.CASCADE, related_name="affected", verbose_name=_("change")
    )
    booking = models.ForeignKey(
        Booking, models.CASCADE, related_name="affected", verbose_name=_("booking")
    )
    decision = models.CharField(_("decision"), max_length=10, choices=Decision)
    # Where and when it was: whatever happens to the booking afterwards.
    starts_at = models.DateTimeField(_("before"))
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+", verbose_name=_("desk"))
    # The other desk, or the time that is kept until the person has chosen.
    new_desk = models.ForeignKey(
        Desk, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("new desk")
    )
    kept_at = models.DateTimeField(_("kept time"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.WAITING)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)

    objects = AffectedQuerySet.as_manager()

    class Meta:
        verbose_name = _("person concerned by a change")
        verbose_name_plural = _("people concerned by changes")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(name="booking_affected_once", fields=["change", "booking"]),
        ]
        indexes = [
            models.Index(
                name="booking_affected_waiting", fields=["change"], condition=Q(status="waiting")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.booking}: {self.get_decision_display()}"


def explained_by(booking: Booking) -> Affected | None:
    """The change of hours because of which the booking stands where it does.

    None where it is the person's or the office's own doing, or something else has come of it
    since.
    """
    rows = Affected.objects.that_count().filter(booking=booking).select_related("change")
    newest = rows.order_by("-pk").first()
    explains = newest and EXPLAINS.get(Affected.Decision(newest.decision))
    return newest if newest and explains and explains(newest, booking) else None


def _has_to_choose(one: Affected, booking: Booking) -> bool:
    """Until a time was booked again, or the person has said that none is needed."""
    is_done = one.status == Affected.Status.DONE
    return is_done and booking.confirmed_at is None and not has_given_up(booking)


def _was_cancelled(one: Affected, booking: Booking) -> bool:
    return one.done_at is not None and one.done_at == booking.ended_at


def _was_given_back(one: Affected, booking: Booking) -> bool:
    taken = booking.reservation
    if taken is None or taken.status != Reservation.Status.LAPSED:
        return False
    return taken.starts_at == one.starts_at


EXPLAINS: dict[Affected.Decision, Callable[[Affected, Booking], bool]] = {
    Affected.Decision.AGAIN: _has_to_choose,
    Affected.Decision.CANCEL: _was_cancelled,
    Affected.Decision.GIVEN_BACK: _was_given_back,
}
