"""All settings. Machines differ by environment variables; a bad value refuses to start."""

import sys
from pathlib import Path

from celery.schedules import crontab
from csp.constants import NONE, SELF

from willkommen import logs
from willkommen.variables import at_least, env, origin, other_service, required

BASE_DIR = Path(__file__).resolve().parent.parent

# --- who and where -----------------------------------------------------------------------------
DEBUG = required("DEBUG", env.bool, default=False)
SECRET_KEY = required("SECRET_KEY")
SECRET_KEY_FALLBACKS = required("SECRET_KEY_FALLBACKS", env.list, default=[])
# Mixed into the fingerprint of a person (booking.keys); changing it forgets who has a booking.
PEPPER = required("PEPPER")
ALLOWED_HOSTS = required("ALLOWED_HOSTS", env.list)
BASE_URL = required("BASE_URL").rstrip("/")
if not BASE_URL.startswith(("https://", "http://")):
    sys.exit("Willkommen cannot start: BASE_URL must begin with https:// or http://.")
TRUSTED_PROXIES = required("TRUSTED_PROXIES", env.int, default=0)
MAILBOX_DIR = required("MAILBOX_DIR", default="")
SECURE = BASE_URL.startswith("https://")

ROOT_URLCONF = "willkommen.urls"
WSGI_APPLICATION = "willkommen.wsgi.application"
AUTH_USER_MODEL = "offices.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "modeltranslation",  # before the admin, whose classes it extends
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "crispy_forms",
    "csp",
    "pgtrigger",
    "pghistory",
    "offices",
    "booking",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "willkommen.middleware.ContentPolicyMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "booking.views.caseworker.poll.UnchangedMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "willkommen.middleware.DatabaseAwayMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "willkommen.middleware.HistoryMiddleware",
    "offices.signin.middleware.IdleMiddleware",
    "offices.signin.middleware.SecondFactorMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "willkommen.template_loader.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                ),
            ],
            "libraries": {"kern": "booking.forms.kern", "once": "willkommen.once"},
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "willkommen.context.page",
            ],
        },
    },
]
FORM_RENDERER = "booking.forms.kern.FormRenderer"
CRISPY_ALLOWED_TEMPLATE_PACKS = ("kern",)
CRISPY_TEMPLATE_PACK = "kern"

# --- data --------------------------------------------------------------------------------------
_database = required("DATABASE_URL", env.db_url)
# Free times are one large statement with a small result: compiling it costs more than it saves,
# and it is planned once for all questions (booking.prepared).
_PLANNING = "-c jit=off -c plan_cache_mode=force_generic_plan"
DATABASES = {
    "default": {
        **_database,
        "OPTIONS": {**_database.get("OPTIONS", {}), "options": _PLANNING},
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
    },
}
REDIS_URL = required("REDIS_URL")
# Counts who tries to sign in, for all processes together.
CACHES = {"default": {"BACKEND": "willkommen.shared_cache.SharedCache", "LOCATION": REDIS_URL}}

# --- languages and times -----------------------------------------------------------------------
LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch"), ("en", "English"), ("ar", "العربية"), ("uk", "Українська")]
LOCALE_PATHS = [BASE_DIR / "locale"]
MODELTRANSLATION_DEFAULT_LANGUAGE = "de"
MODELTRANSLATION_FALLBACK_LANGUAGES = ("de",)
JQUERY_UI_URL = "vendor/jquery-ui-1.14.2/jquery-ui.min.js"
USE_TZ = True
TIME_ZONE = "Europe/Berlin"

# --- static files ------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = required("STATIC_ROOT", default=str(BASE_DIR / "var" / "static"))
STATICFILES_DIRS = [BASE_DIR / "willkommen" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MANIFEST_STRICT = True

# --- safety ------------------------------------------------------------------------------------
OIDC_SERVICES = other_service()
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # KERN's icons are data: URIs in its style sheet
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "form-action": [SELF, *map(origin, OIDC_SERVICES)],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("camera", "geolocation", "microphone", "payment", "usb")
}
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
LANGUAGE_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 31_536_000
CSRF_FAILURE_VIEW = "willkommen.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = [BASE_URL]
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 100_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# --- how staff sign in -------------------------------------------------------------------------
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
PASSWORD_RESET_TIMEOUT = 86_400
ACCOUNT_ADAPTER = "offices.signin.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "offices.signin.forms.SignInForm",
    "reauthenticate": "offices.signin.forms.PasswordAgainForm",
    "reset_password": "offices.signin.forms.ForgottenForm",
    "reset_password_from_key": "offices.signin.forms.NewPasswordByLinkForm",
    "change_password": "offices.signin.forms.ChangePasswordForm",
    "set_password": "offices.signin.forms.FirstPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # strangers get no mail because somebody typed their address
ACCOUNT_EMAIL_NOTIFICATIONS = True
# allauth's own would keep a second list of addresses, by which old ones go on opening an account.
_links = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = _links
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES  # else all staff count as one address
MFA_ADAPTER = "offices.signin.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "offices.signin.forms.CodeForm",
    "reauthenticate": "offices.signin.forms.CodeAgainForm",
    "activate_totp": "offices.signin.forms.FirstCodeForm",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses are given by managers, not typed by strangers
MFA_TOTP_ISSUER = "Willkommen"
USERSESSIONS_ADAPTER = "offices.signin.adapters.SessionAdapter"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": OIDC_SERVICES}}
SOCIALACCOUNT_ADAPTER = "offices.signin.adapters.ProviderAdapter"
# Whether the other service asks for a second factor itself, so that we need not.
OIDC_IS_ENOUGH = required("OIDC_IS_ENOUGH", env.bool, default=True)
# Days after an account was made in which it needs no second factor.
TOTP_GRACE_DAYS = at_least(0, "TOTP_GRACE_DAYS", default=0)
STAFF_IDLE_MINUTES = at_least(2, "STAFF_IDLE_MINUTES", default=60)
AUDIT_DAYS = at_least(1, "AUDIT_DAYS", default=365)
SESSION_COOKIE_AGE = 60 * STAFF_IDLE_MINUTES

# --- mail --------------------------------------------------------------------------------------
_email = required("EMAIL_URL", env.email_url)
if not _email["EMAIL_BACKEND"].endswith("smtp.EmailBackend"):
    sys.exit(
        "Willkommen cannot start: EMAIL_URL must begin with smtp://, smtp+tls:// or smtp+ssl://."
    )
EMAIL_BACKEND = "booking.notifications.post.PunctualBackend"
EMAIL_HOST = _email["EMAIL_HOST"]
EMAIL_PORT = _email["EMAIL_PORT"]
EMAIL_HOST_USER = _email["EMAIL_HOST_USER"] or ""
EMAIL_HOST_PASSWORD = _email["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS = _email.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _email.get("EMAIL_USE_SSL", False)
# The lease on a message must outlast the longest conversation with the mail server.
EMAIL_TIMEOUT = required("EMAIL_TIMEOUT", env.int, default=10)
MESSAGE_LEASE_SECONDS = required("MESSAGE_LEASE_SECONDS", env.int, default=60)
if MESSAGE_LEASE_SECONDS <= EMAIL_TIMEOUT:
    sys.exit(f"Willkommen cannot start: MESSAGE_LEASE_SECONDS must be above {EMAIL_TIMEOUT}.")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = required("DEFAULT_FROM_EMAIL")

# --- the queue ---------------------------------------------------------------------------------
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_DEFAULT_QUEUE = "mail"
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# Not anew for every mail: willkommen.celery looks after connections, as pages do, before a task.
CELERY_DB_REUSE_MAX = sys.maxsize
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# For workers and beat, which wait for work; pages knock with less patience (doorbell.py).
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_timeout": 10, "socket_connect_timeout": 5}
CELERY_TIMEZONE = TIME_ZONE


def _at(task: str, *, hour: str, minute: str, days: str = "*") -> dict[str, object]:
    when = crontab(minute=minute, hour=hour, day_of_week=days)
    return {"task": f"booking.tasks.{task}", "schedule": when}


# By the wall clock, and so never between 02:00 and 03:00: that hour may come twice or not at all.
_HOURLY = "0,1,3-23"
CELERY_BEAT_SCHEDULE = {
    "refresh-public-holidays": _at("refresh_public_holidays", hour="4", minute="15"),
    "forget-due": _at("forget_due", hour=_HOURLY, minute="40"),
    "end-idle-sessions": _at("end_idle_sessions", hour=_HOURLY, minute="20"),
    "forget-audit": _at("forget_audit", hour="4", minute="25"),
    "tell-of-endings": _at("tell_of_endings", hour="6", minute="10"),
    "write-missing-sounds": _at("write_missing_sounds", hour=_HOURLY, minute="5"),
    "warn-of-shortages": _at("warn_of_shortages", hour="7", minute="10", days="mon-fri"),
    # When people look for dates: what opens over night is often gone by then.
    "look-at-waiting-times": _at("look_at_waiting_times", hour="12", minute="10"),
}

# --- logs: no personal data --------------------------------------------------------------------
LOGGING = logs.CONFIGURATION
