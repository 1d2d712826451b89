"""The gate before Django: when more come than can be served, most wait, the rest are told kindly.

Plain WSGI and threads. The server hands each request to a thread of its own; the gate lets a few
at a time into Django, makes others wait, and answers whoever comes beyond that itself. Staff have
a door of their own, so that a rush of the public never keeps them out.

All numbers are those of one process.
"""

SEATS, PLACES = 2, 512
STAFF_SEATS, STAFF_PLACES = 2, 32
# What the server must be given: one for everybody inside or waiting, and some that are always
# free for static files and for telling people to come later.
THREADS = SEATS + PLACES + STAFF_SEATS + STAFF_PLACES + 16
