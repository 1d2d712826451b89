"""Who works where: users sign in with their e-mail address and belong to authorities."""

from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from offices.models.authority import Authority, Office, OwnedQuerySet


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    is_staff = models.BooleanField(_("may open the administration"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("since"), default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["email"]

    def __str__(self) -> str:
        return self.name or self.email

    @cached_property
    def is_manager(self) -> bool:
        """Whether this person may see the administration; asked many times on each of its pages."""
        return self.manages()

    def manages(self, authority: Authority | None = None) -> bool:
        """Say whether this person is a manager, of `authority` where one is given."""
        if self.is_superuser:
            return True
        mine = self.memberships.filter(role=Membership.Role.MANAGER)
        return (mine.filter(authority=authority) if authority else mine).exists()


class Membership(models.Model):
    class Role(models.TextChoices):
        CASEWORKER = "caseworker", _("caseworker")
        MANAGER = "manager", _("manager")
        AUDITOR = "auditor", _("auditor")
        DOOR = "door", _("door")

    user = models.ForeignKey(
        User, models.CASCADE, related_name="memberships", verbose_name=_("user")
    )
    authority = models.ForeignKey(
        Authority, models.CASCADE, related_name="memberships", verbose_name=_("authority")
    )
    office = models.ForeignKey(
        Office,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("only at this office"),
    )
    role = models.CharField(_("role"), max_length=16, choices=Role)
    # Since when this person works for the authority: the same in all their roles there. Empty where
    # it was not written down; then as long as there is the account.
    since = models.DateTimeField(_("since"), null=True, blank=True, editable=False)
    # The name as the invitation said it; what the account says belongs to the person.
    invited_as = models.CharField(
        _("invited as"), max_length=150, blank=True, default="", db_default="", editable=False
    )

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                name="offices_membership_once",
                fields=["user", "authority", "office", "role"],
                nulls_distinct=False,
                violation_error_message=_("This person already has this role there."),
            ),
            models.CheckConstraint(
                name="offices_manager_of_a_whole_authority",
                condition=~Q(role="manager") | Q(office__isnull=True),
                violation_error_message=_("A manager works for the whole authority."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.called} – {self.get_role_display()} – {self.authority}"

    @property
    def signed_in(self) -> datetime | None:
        """When the person signed in last since they work there (UTC)."""
        last = self.user.last_login
        is_here = last is not None and (self.since is None or last >= self.since)
        return last if is_here else None

    @property
    def is_known(self) -> bool:
        """Whether colleagues may see what the account says.

        It may be older than the invitation, and nobody learns so by inviting.
        """
        return self.since is None or self.signed_in is not None

    @property
    def name(self) -> str:
        return self.user.name if self.is_known else self.invited_as

    @property
    def called(self) -> str:
        return self.name or self.user.email
