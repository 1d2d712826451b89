# Every process of Willkommen from one image; docker-compose.yml says which is which.
FROM python:3.11-slim-bookworm AS packages
COPY requirements/production.txt /tmp/production.txt
RUN python -m venv /opt/venv \
 && /opt/venv/bin/pip install --no-cache-dir --no-deps --require-hashes --requirement /tmp/production.txt \
 && /opt/venv/bin/pip uninstall --yes pip setuptools

FROM python:3.11-slim-bookworm
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
# What makes PDFs: it loads these from the system.
RUN apt-get update -q \
 && apt-get install -y -q --no-install-recommends \
    libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
 && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --no-create-home --home-dir /nonexistent willkommen
WORKDIR /app
COPY --from=packages /opt/venv /opt/venv
COPY manage.py ./
COPY locale locale
COPY templates templates
COPY willkommen willkommen
COPY offices offices
COPY booking booking

# Neither needs a database or a secret; these words end with this step.
ENV STATIC_ROOT=/app/static
RUN python -m willkommen.translations \
 && DATABASE_URL=postgres://build@localhost/build REDIS_URL=redis://localhost \
    SECRET_KEY=build PEPPER=build ALLOWED_HOSTS=localhost BASE_URL=http://localhost \
    EMAIL_URL=smtp://localhost DEFAULT_FROM_EMAIL=build@localhost \
    python manage.py collectstatic --noinput --verbosity 0 \
 && python -m compileall -q /app

USER willkommen
EXPOSE 8000
# By the name it answers to: it refuses any other.
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=4 \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(u.Request('http://127.0.0.1:8000/health/', headers={'Host': os.environ['ALLOWED_HOSTS'].split(',')[0]}), timeout=4)"]
# As many threads as willkommen/gate/__init__.py says.
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--no-ws", \
     "--workers", "2", "--blocking-threads", "564", "--backlog", "4096", "--backpressure", "4096", \
     "--respawn-failed-workers", "--workers-kill-timeout", "25", "willkommen.wsgi:application"]
