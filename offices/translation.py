"""Which fields exist in every language; German is the one that must be there."""

from modeltranslation.translator import TranslationOptions, register

from offices.models import (
    Authority,
    Change,
    Closure,
    LegalText,
    MailAddition,
    Offering,
    Office,
    OfficeAddress,
    OpeningHours,
    RequiredDocument,
    ServiceGroup,
    ServiceType,
)


@register(Authority)
class AuthorityTranslation(TranslationOptions):
    fields = (
        "name",
        "apply_way",
        "apply_note",
        "rules_note",
        "payment_note",
        "photo_note",
        "correction_way",
    )
    required_languages = {"de": ("name",)}


@register(Office)
class OfficeTranslation(TranslationOptions):
    fields = ("name", "access_notes", "directions")
    required_languages = {"de": ("name",)}


@register(OfficeAddress)
class OfficeAddressTranslation(TranslationOptions):
    fields = ("name", "access_notes", "directions")


@register(ServiceGroup)
class ServiceGroupTranslation(TranslationOptions):
    fields = ("name", "special_law")
    required_languages = {"de": ("name",)}


@register(ServiceType)
class ServiceTypeTranslation(TranslationOptions):
    fields = ("name", "plain", "note", "fee_note", "who_attends", "no_visit_note")
    required_languages = {"de": ("name",)}


@register(RequiredDocument)
class RequiredDocumentTranslation(TranslationOptions):
    fields = ("name", "condition")
    required_languages = {"de": ("name",)}


@register(Offering)
class OfferingTranslation(TranslationOptions):
    fields = ("access_note", "note")


@register(OpeningHours)
class OpeningHoursTranslation(TranslationOptions):
    fields = ("note",)


@register(Closure)
class ClosureTranslation(TranslationOptions):
    fields = ("reason",)


@register(Change)
class ChangeTranslation(TranslationOptions):
    fields = ("words",)


@register(LegalText)
class LegalTextTranslation(TranslationOptions):
    fields = ("text", "condition")
    required_languages = {"de": ("text",)}


@register(MailAddition)
class MailAdditionTranslation(TranslationOptions):
    fields = ("text",)
