"""The program without the gate before it, so that as many are inside as there are threads."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "willkommen.settings")

application = get_wsgi_application()
