"""Mails to staff about what a manager did: the invitation, and the second step that was reset."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise, lazy
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from offices import post
from offices.models import Authority, Membership, SignInEvent, User
from offices.post import Said
from offices.signin import journal

# So long nobody gets a second one, however often somebody presses.
PAUSE = timedelta(minutes=1)
EXPECTED = gettext_lazy("Did you not expect this? Then do nothing.")


def send_invitation(user: User, authority: Authority, *, by: User) -> bool:
    """Mail how to come in; say whether it was sent, now or a moment ago.

    German stands first, below it the language of whoever invites.
    """
    sent = SignInEvent.objects.filter(kind=SignInEvent.Kind.INVITED, user=user, authority=authority)
    if sent.filter(at__gt=timezone.now() - PAUSE).exists():
        return True
    roles = user.memberships.filter(authority=authority).select_related("office").order_by("pk")
    said, link = _how_to_come_in(user)
    letter = Said(
        gettext_lazy("Your invitation to Willkommen"),
        _told(lambda: _invites(by, authority, list(roles))),
        (*said[1:], EXPECTED),
        before=(said[0],),
    )
    if not post.send(letter, user.email, link=link, languages=_languages()):
        return False
    journal.write_act(SignInEvent.Kind.INVITED, user, by=by, authority=authority)
    return True


def _told(sentence: Callable[[], str]) -> Promise:
    """A sentence that is put together in whatever language it is read."""
    return lazy(sentence, str)()  # type: ignore[return-value]


def _languages() -> tuple[str, str]:
    german, other = post.LANGUAGES
    return german, next((one for one in (get_language(),) if one and one != german), other)


def _invites(by: User, authority: Authority, roles: list[Membership]) -> str:
    where = {"who": by, "authority": authority.name}
    first = _("%(who)s invites you to Willkommen, the appointment system of %(authority)s.") % where
    jobs = "; ".join(_job(one) for one in roles)
    return f"{first} " + _("You work there as: %(jobs)s.") % {"jobs": jobs}


def _job(role: Membership) -> str:
    at = role.office.name if role.office else _("all offices")
    return f"{role.get_role_display()} ({at})"


def _how_to_come_in(user: User) -> tuple[tuple[Promise, ...], str]:
    """What the mail says above and below its link, and the link; none where nothing opens."""
    if not user.is_active:
        off = gettext_lazy(
            "Your account is switched off. Please ask your manager, or whoever looks after this "
            "system."
        )
        return (off,), ""
    sign_in = f"{settings.BASE_URL}{reverse(settings.LOGIN_URL)}"
    if user.has_usable_password():
        return (gettext_lazy("You have an account already. Sign in as always:"),), sign_in
    later = _told(
        lambda: (
            _("Later press “Forgot your password?” on the sign-in page: %(url)s") % {"url": sign_in}
        )
    )
    return (
        gettext_lazy("With this link you choose your password:"),
        gettext_lazy("The link is valid for one day and works once."),
        later,
        *(_with_another_service(one["name"]) for one in _services()),
    ), password_link(user)


def _services() -> list[dict[str, str]]:
    apps: list[dict[str, str]] = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    return apps


def _with_another_service(name: str) -> Promise:
    return _told(
        lambda: (
            _("Without a password you come in with %(service)s, if your office uses it.")
            % {"service": name}
        )
    )


def password_link(user: User) -> str:
    """The same as that of "Forgot your password?"."""
    token = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    link: str = get_adapter().get_reset_password_from_key_url(f"{user_pk_to_url_str(user)}-{token}")
    return link


def tell_of_reset(user: User, authority: Authority, *, by: User) -> bool:
    """Mail a person that their second step is gone, and by whom; say whether it was sent."""
    who = {"who": by, "authority": authority.name}
    letter = Said(
        gettext_lazy("Your second step was reset"),
        _told(
            lambda: _("%(who)s (%(authority)s) has reset the second step of your sign-in.") % who
        ),
        (
            gettext_lazy(
                "You are signed out everywhere. Sign in with your password, and set up the second "
                "step again."
            ),
            gettext_lazy(
                "Did you not ask for this? Then choose a new password at once, and tell another "
                "manager of your office."
            ),
        ),
    )
    return post.send(letter, user.email, languages=_languages())
