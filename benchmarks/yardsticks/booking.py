"""The least that books: a list, a form, one insert, a page that confirms. No time is kept."""

from __future__ import annotations

from django import forms
from django.conf.urls.i18n import i18n_patterns
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
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


class Booking(models.Model):
    objects: models.Manager[Booking] = models.Manager()
    start = models.ForeignKey(Start, models.CASCADE)
    name = models.CharField(max_length=100)
    email = models.EmailField()

    class Meta:
        app_label = "yardsticks"
        db_table = "yardstick_booking"

    def __str__(self) -> str:
        return self.name


class BookingForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Booking
        fields = ("name", "email")


def list_(request: HttpRequest) -> HttpResponse:
    return render(request, "rows.html", {"starts": Start.objects.order_by("starts_at")[:32]})


def form(request: HttpRequest, pk: int) -> HttpResponse:
    start = get_object_or_404(Start, pk=pk)
    filled = BookingForm(request.POST or None, instance=Booking(start=start))
    if filled.is_valid():
        return redirect("booked", filled.save().pk)
    return render(request, "form.html", {"start": start, "form": filled})


def booked(request: HttpRequest, pk: int) -> HttpResponse:
    booking = get_object_or_404(Booking.objects.select_related("start"), pk=pk)
    return render(request, "booked.html", {"booking": booking})


urlpatterns = i18n_patterns(
    path("", list_),
    path("<int:pk>/", form),
    path("booked/<int:pk>/", booked, name="booked"),
    prefix_default_language=True,
)
