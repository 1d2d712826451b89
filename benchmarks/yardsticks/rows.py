"""A list of 32 rows from the database, each with its time."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from benchmarks.yardsticks.bare import project

application = project(__name__)


class Start(models.Model):
    objects: models.Manager[Start] = models.Manager()
    starts_at = models.DateTimeField()
    name = models.CharField(max_length=100)

    class Meta:
        app_label = "yardsticks"
        db_table = "yardstick_start"

    def __str__(self) -> str:
        return self.name


def rows(request: HttpRequest) -> HttpResponse:
    return render(request, "rows.html", {"starts": Start.objects.order_by("starts_at")[:32]})


urlpatterns = i18n_patterns(path("", rows), prefix_default_language=True)
