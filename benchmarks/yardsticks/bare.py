"""Django with nothing but what our pages have around them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import environ
from django.conf import settings
from django.core.wsgi import get_wsgi_application

LANGUAGES = [("de", "Deutsch"), ("en", "English"), ("ar", "العربية"), ("uk", "Українська")]
# Sessions, languages and forms as in willkommen/settings.py, in the same order.
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]


def project(urls: str) -> Any:
    """Return the application that serves the addresses of one module."""
    settings.configure(
        ALLOWED_HOSTS=["127.0.0.1"],
        DATABASES={"default": {**environ.Env.db_url_config(_database()), "CONN_MAX_AGE": 60}},
        INSTALLED_APPS=["django.contrib.sessions"],
        LANGUAGES=LANGUAGES,
        LANGUAGE_CODE="de",
        MIDDLEWARE=MIDDLEWARE,
        ROOT_URLCONF=urls,
        SECRET_KEY="only to be measured against",  # noqa: S106
        SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"),
        TEMPLATES=TEMPLATES,
        TIME_ZONE="Europe/Berlin",
        USE_TZ=True,
    )
    return get_wsgi_application()


def _database() -> str:
    return os.environ["DATABASE_URL"]
