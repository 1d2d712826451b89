"""allauth's forms in our words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise

PASSWORD = gettext_lazy("Password")
NEW, AGAIN = gettext_lazy("New password"), gettext_lazy("New password, once more")
NEW_HINT = gettext_lazy(
    "At least 8 characters. Best are several words that do not belong together."
)
APP_HINT = gettext_lazy("Six digits. The app shows new ones every half minute.")
CODE_HINT = gettext_lazy("Six digits from the app, or the eight digits of a recovery code.")
TYPE_ADDRESS = gettext_lazy("Please type your e-mail address.")
TYPE_PASSWORD = gettext_lazy("Please type your password.")
TYPE_NEW = gettext_lazy("Please type a new password.")
TYPE_AGAIN = gettext_lazy("Please type the new password once more.")
TYPE_CODE = gettext_lazy("Please type the code.")


def say(field: forms.Field, label: Words, missing: Words, hint: Words = "") -> None:
    """Give a field its label above it, where it stays while somebody types, and a hint."""
    field.label, field.help_text = label, hint
    field.error_messages["required"] = missing
    field.widget.attrs.pop("placeholder", None)


def say_address(field: forms.Field) -> None:
    say(field, gettext_lazy("E-mail address"), TYPE_ADDRESS)
    field.error_messages["invalid"] = gettext_lazy("This is not a whole e-mail address.")
    field.widget.attrs |= {"dir": "ltr", "autocomplete": "username"}


def only_digits(typed: str) -> str:
    """ASCII digits, whatever keyboard they were typed on and however grouped."""
    close = re.sub(r"[\s\W]", "", typed)
    if not close.isdecimal():
        raise ValidationError(_("Please type only the digits of the code."))
    return "".join(str(int(digit)) for digit in close)


class SignInForm(account.LoginForm):  # type: ignore[misc]  # allauth is untyped
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        say_address(self.fields["login"])
        say(self.fields["password"], PASSWORD, TYPE_PASSWORD)


class PasswordAgainForm(account.ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        say(self.fields["password"], PASSWORD, TYPE_PASSWORD)


class ForgottenForm(account.ResetPasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        say_address(self.fields["email"])


class TwiceForm(account.PasswordVerificationMixin, forms.Form):  # type: ignore[misc]
    """A new password, typed twice."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        say(self.fields["password1"], NEW, TYPE_NEW, NEW_HINT)
        say(self.fields["password2"], AGAIN, TYPE_AGAIN)

    def clean(self) -> dict[str, Any] | None:
        found = forms.Form.clean(self)
        typed = {self.cleaned_data.get(name) for name in ("password1", "password2")} - {None}
        if len(typed) > 1:
            self.add_error("password2", _("The two passwords are not the same."))
        return found


class NewPasswordByLinkForm(TwiceForm, account.ResetPasswordKeyForm):  # type: ignore[misc]
    pass


class FirstPasswordForm(TwiceForm, account.SetPasswordForm):  # type: ignore[misc]
    pass


class ChangePasswordForm(TwiceForm, account.ChangePasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        say(self.fields["oldpassword"], gettext_lazy("Current password"), TYPE_PASSWORD)


class TypedCodeForm(forms.Form):
    """A code, on a keyboard of digits."""

    label: Words = gettext_lazy("Code from the app, or a recovery code")
    hint: Words = CODE_HINT

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["code"]
        say(field, self.label, TYPE_CODE, self.hint)
        field.widget.attrs |= {"inputmode": "numeric", "dir": "ltr", "maxlength": "20"}

    def clean_code(self) -> str:
        self.cleaned_data["code"] = only_digits(self.cleaned_data["code"])
        code: str = super().clean_code()  # type: ignore[misc]
        return code


class CodeForm(TypedCodeForm, mfa.AuthenticateForm):  # type: ignore[misc]
    pass


class CodeAgainForm(TypedCodeForm, mfa.ReauthenticateForm):  # type: ignore[misc]
    pass


class FirstCodeForm(TypedCodeForm, ActivateTOTPForm):  # type: ignore[misc]
    label = gettext_lazy("Code from the app")
    hint = APP_HINT
