"""Who works where: users sign in with their e-mail address and belong to authorities."""

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
        return f"{self.user} – {self.get_role_display()} – {self.authority}"
