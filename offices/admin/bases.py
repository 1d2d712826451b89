"""Django's classes for the administration; only the type checker knows them as generic."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from modeltranslation.admin import TabbedTranslationAdmin, TranslationStackedInline

if TYPE_CHECKING:
    AnyAdmin = admin.ModelAdmin[Any]
    AnyPart = BaseModelAdmin[Any]
    AnyTranslated = TabbedTranslationAdmin[Any]
    AnyInline = admin.StackedInline[Any, Any]
    AnyTranslatedInline = TranslationStackedInline[Any, Any]
    AnyForm = forms.ModelForm[Any]
    AnyUserAdmin = UserAdmin[Any]
    AnyAccountForm = AdminUserCreationForm[Any]
else:
    AnyAdmin = admin.ModelAdmin
    AnyPart = BaseModelAdmin
    AnyTranslated = TabbedTranslationAdmin
    AnyInline = admin.StackedInline
    AnyTranslatedInline = TranslationStackedInline
    AnyForm = forms.ModelForm
    AnyUserAdmin = UserAdmin
    AnyAccountForm = AdminUserCreationForm
