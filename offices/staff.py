"""Who works for an authority: the one place that gives a person a role or takes it away."""

from django.db import transaction

from offices.models import Authority, Membership, Office, User


@transaction.atomic
def invite(
    *, email: str, name: str, authority: Authority, role: str, office: Office | None = None
) -> Membership:
    """Give a person a role, and an account where there is none yet.

    A new account has no password: the person sets it with "forgot your password". Whoever
    invites learns nothing about accounts elsewhere, and changes nothing in them.
    """
    user = User.objects.filter(email__iexact=email).first()
    user = user or User.objects.create_user(email, name=name)
    membership = Membership.objects.create(user=user, authority=authority, role=role, office=office)
    open_or_close_administration(user)
    return membership


@transaction.atomic
def dismiss(membership: Membership) -> None:
    membership.delete()
    open_or_close_administration(membership.user)


def open_or_close_administration(user: User) -> None:
    """Let managers into the administration, and nobody else but superusers."""
    user.is_staff = user.is_superuser or user.manages()
    user.save(update_fields=["is_staff"])
