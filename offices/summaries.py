"""What each legal text is about, in short, for whoever cannot read its German yet.

Ordinary sentences of the interface: they name the matter and what to do, and decide nothing. They
fit whatever an authority's own wording says; the German stands beside them.
"""

from django.utils.translation import gettext_lazy as _

from offices.models import LegalText

Key = LegalText.Key

SUMMARIES = {
    Key.NOT_AN_APPLICATION: _(
        "In short: an appointment does not replace your application. "
        "Apply in time, in writing, and keep proof of it."
    ),
    Key.PRIVACY_SHORT: _(
        "In short: which details the office needs from you and why, when they are erased, "
        "and your rights. More: {privacy_link}."
    ),
    Key.EXPIRES_BEFORE_APPOINTMENT: _(
        "In short: your document ends before the appointment. "
        "Apply for the extension now, and do not wait for the appointment."
    ),
    Key.ALREADY_EXPIRED: _(
        "In short: your document has ended already. Apply at once and call the office: {contact}."
    ),
    Key.SCHENGEN: _(
        "In short: a Schengen visa does not become longer through an appointment. "
        "Contact the office before it ends: {contact}."
    ),
    Key.TOLERATION_GESTATTUNG: _(
        "In short: contact the office before your document ends: {contact}. "
        "You need not wait for a free appointment."
    ),
    Key.SECTION_24: _(
        "In short: until when residence permits for people from Ukraine (§ 24 AufenthG) stay "
        "valid, and for whom. Do you not understand it? Ask the office: {contact}."
    ),
    Key.NAME_FIXED: _(
        "In short: the appointment is only for the person whose name you write. "
        "Write the name as in the passport or on the card."
    ),
    Key.CANNOT_COME: _(
        "In short: if you cannot come, please cancel or move the appointment. If you have a "
        "written order to come (Vorladung), the letter counts: call the office."
    ),
    Key.FREE_OF_CHARGE: _(
        "In short: the appointment costs nothing. "
        "If somebody wants money for it, tell the office: {contact}."
    ),
}
