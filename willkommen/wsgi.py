"""The web server's way in."""

import gc
import os
import resource
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from willkommen.gate.wsgi import Gate

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "willkommen.settings")

# Everybody who waits is an open connection: as many as the machine allows, not the usual 1 024.
_, most = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))

application = Gate(get_wsgi_application())

# What is loaded now stays: the collector of garbage need not walk through all of it between pages,
# nor look after every 700 new objects. The addresses bring all views.
import_module(settings.ROOT_URLCONF)
gc.collect()
gc.freeze()
gc.set_threshold(5_000, 20, 20)
