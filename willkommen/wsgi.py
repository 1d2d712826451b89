"""The web server's way in."""

import os
import resource

from django.core.wsgi import get_wsgi_application

from willkommen.gate.wsgi import Gate

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "willkommen.settings")

# Everybody who waits is an open connection: as many as the machine allows, not the usual 1 024.
_, most = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))

application = Gate(get_wsgi_application())
