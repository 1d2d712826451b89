"""Templates are read so that what is the same for everybody is written once for each language."""

import pytest
from django.conf import settings
from django.template import Context, Engine
from django.urls import get_script_prefix, set_script_prefix
from django.utils import translation

from willkommen.template_loader import SameForAll

LANGUAGES = [code for code, _name in settings.LANGUAGES]
TEMPLATES = {
    "frame.html": """{% load i18n static %}<link href="{% static 'css/site.css' %}">
        {% block main %}{% endblock %}
        <a href="{% url 'citizen:easy' %}">{% translate "Back" %}</a>""",
    "page.html": """{% extends "frame.html" %}{% load i18n %}
        {% block main %}<h1>{% translate "Continue" %}</h1>
        {% if name %}<p>{% translate "For" %}: {{ name }}</p>{% else %}<p>–</p>{% endif %}
        {% for one in many %}<i>{% translate "Yes" %} {{ one }}</i>
        {% empty %}{% translate "No" %}{% endfor %}
        {% translate "Person" as word %}{{ word }}
        {% blocktranslate trimmed %}All times are local time in Germany.{% endblocktranslate %}
        {% blocktranslate %}Person {{ number }} of {{ persons }}{% endblocktranslate %}
        <a href="{% url 'citizen:person' 2 %}">{% url "citizen:person" number %}</a>
        {% endblock %}""",
    "letter.txt": """{% load i18n %}
        {% autoescape off %}{% translate "Don’t & do" %}{% endautoescape %}
        {% translate "Don’t & do" %}""",
}
CONTEXTS = [
    {"name": "Amina <Haddad>", "many": [1, 2], "number": 1, "persons": 2},
    {"name": "Oleh", "many": [], "number": 2, "persons": 3},
    {"name": "", "many": [1000], "number": 3, "persons": 3},
]


def an_engine(*, joins: bool) -> Engine:
    plain = ("django.template.loaders.locmem.Loader", TEMPLATES)
    return Engine(
        loaders=[("willkommen.template_loader.Loader", [plain]) if joins else plain],
        libraries={
            "i18n": "django.templatetags.i18n",
            "static": "django.templatetags.static",
        },
    )


def in_every_language(engine: Engine, name: str) -> list[str]:
    """Everybody's page, each language after the other and then once more."""
    pages = []
    for language in LANGUAGES * 2:
        with translation.override(language):
            pages += [engine.get_template(name).render(Context(one)) for one in CONTEXTS]
    return pages


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_page_reads_as_django_itself_writes_it(name):
    ours, djangos = an_engine(joins=True), an_engine(joins=False)

    assert in_every_language(ours, name) == in_every_language(djangos, name)


def test_neighbours_that_are_the_same_for_all_are_one_piece():
    engine = an_engine(joins=True)

    main = engine.get_template("page.html").nodelist[0].blocks["main"].nodelist

    assert [type(node).__name__ for node in main] == [
        "SameForAll",
        "IfNode",
        "TextNode",
        "ForNode",
        "TextNode",
        "TranslateNode",
        "VariableNode",
        "SameForAll",
        "BlockTranslateNode",
        "SameForAll",
        "URLNode",
        "TextNode",
    ]


def test_a_piece_is_written_once_for_each_language():
    frame = an_engine(joins=True).get_template("frame.html")
    for language in ("de", "ar", "de"):
        with translation.override(language):
            frame.render(Context())

    footer = next(node for node in reversed(frame.nodelist) if isinstance(node, SameForAll))

    assert list(footer.written.values()) == [
        '\n        <a href="/de/easy/">Zurück</a>',
        '\n        <a href="/ar/easy/">رجوع</a>',
    ]


def test_addresses_follow_the_folder_in_which_the_site_lives():
    frame, before = an_engine(joins=True).get_template("frame.html"), get_script_prefix()
    with translation.override("de"):
        frame.render(Context())
        set_script_prefix("/termine/")
        try:
            page = frame.render(Context())
        finally:
            set_script_prefix(before)

    assert '<a href="/termine/de/easy/">Zurück</a>' in page


def test_the_site_reads_its_templates_this_way():
    assert Engine.get_default().get_template("base.html").nodelist[0].__class__ is SameForAll
