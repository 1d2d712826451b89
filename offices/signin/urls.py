"""Every address of signing in; allauth's others do not exist here."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.socialaccount.views import login_cancelled
from django.urls import path, re_path
from django.views.decorators.cache import never_cache

from offices.signin import views
from offices.signin.views import patient

RESET = r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$"

urlpatterns = [
    path("", views.my_sign_in, name="my_sign_in"),
    path("", views.my_sign_in, name="mfa_index"),  # where allauth leads to when it is done
    path("login/", patient(views.SignInView.as_view()), name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", patient(account.reauthenticate), name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(RESET, account.password_reset_from_key, name="account_reset_password_from_key"),
    path("2fa/authenticate/", patient(mfa.authenticate), name="mfa_authenticate"),
    path("2fa/reauthenticate/", patient(mfa.reauthenticate), name="mfa_reauthenticate"),
    path(
        "2fa/totp/activate/",
        never_cache(patient(views.SetUpView.as_view())),
        name="mfa_activate_totp",
    ),
    path("2fa/totp/deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path(
        "2fa/recovery-codes/",
        never_cache(codes.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "2fa/recovery-codes/generate/",
        codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "2fa/recovery-codes/download/",
        codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("sessions/", views.SessionsView.as_view(), name="usersessions_list"),
    path("sessions/<int:pk>/end/", views.end_session, name="end_session"),
    path("cancelled/", login_cancelled, name="socialaccount_login_cancelled"),
    path("<slug:provider_id>/login/", views.go_to_provider, name="openid_connect_login"),
    path(
        "<slug:provider_id>/login/callback/",
        views.come_from_provider,
        name="openid_connect_callback",
    ),
]
