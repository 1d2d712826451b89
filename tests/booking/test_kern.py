"""Fields of forms as they stand on a page: KERN's markup, and inputs as Django writes them."""

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.template import Context, Template
from django.test.html import parse_html
from django.utils import translation
from django.utils.safestring import SafeString

from booking.forms.birth import BirthWidget
from booking.forms.folded import FoldedChoices
from booking.forms.kern import FormRenderer


class VisitForm(forms.Form):
    use_required_attribute = False

    name = forms.CharField(label="Name <of the child>", max_length=20)
    phone = forms.CharField(
        required=False,
        help_text="With <b>+49</b>",
        widget=forms.TextInput({"type": "tel", "class": "wide"}),
    )
    room = forms.ChoiceField(choices=[("a", "Room A"), ("b", "Room B")])
    sure = forms.BooleanField(label="I am sure")
    talk = forms.ChoiceField(
        choices=[("de", "German"), ("Signs", [("dgs", "German Sign Language")])],
        widget=forms.RadioSelect,
        required=False,
    )
    born = forms.CharField(widget=BirthWidget, help_text="For example 5 3 1990")
    seen = forms.CharField(widget=forms.HiddenInput)
    along = forms.MultipleChoiceField(
        label="Who comes along",
        choices=[("Family", [("s", "Spouse"), ("c", "Child")]), ("x", "Somebody else")],
        help_text="Choose none to come alone.",
        required=False,
        widget=FoldedChoices("nobody"),
    )


def written(form, name, **context):
    with translation.override("en"):
        page = Template("{% load kern %}{% kern_field %}")
        return parse_html(page.render(Context({"field": form[name], **context})))


FIELDS = {
    "name": """<div class="kern-form-input" id="div_id_name">
        <label class="kern-label" for="id_name">Name &lt;of the child&gt;</label>
        <input type="text" name="name" maxlength="20" class="kern-form-input__input" id="id_name">
        </div>""",
    "phone": """<div class="kern-form-input" id="div_id_phone">
        <label class="kern-label" for="id_phone">Phone
            <span class="kern-label__optional">(optional)</span></label>
        <div class="kern-hint" id="id_phone_helptext">With <b>+49</b></div>
        <input type="tel" name="phone" class="wide kern-form-input__input"
            aria-describedby="id_phone_helptext" id="id_phone">
        </div>""",
    "room": """<div class="kern-form-input" id="div_id_room">
        <label class="kern-label" for="id_room">Room</label>
        <div class="kern-form-input__select-wrapper">
        <select name="room" class="kern-form-input__select" id="id_room">
        <option value="a">Room A</option><option value="b">Room B</option></select></div>
        </div>""",
    "sure": """<div class="kern-form-check" id="div_id_sure">
        <input type="checkbox" name="sure" class="kern-form-check__checkbox" id="id_sure">
        <label class="kern-label" for="id_sure">I am sure</label>
        </div>""",
    "talk": """<fieldset class="kern-fieldset" id="div_id_talk">
        <legend class="kern-label">Talk
            <span class="kern-label__optional">(optional)</span></legend>
        <div class="kern-fieldset__body">
        <div class="kern-form-check">
        <input type="radio" name="talk" value="de" id="id_talk_0" class="kern-form-check__radio">
        <label class="kern-label" for="id_talk_0">German</label></div>
        <p class="kern-label">Signs</p>
        <div class="kern-form-check">
        <input type="radio" name="talk" value="dgs" id="id_talk_1_0" class="kern-form-check__radio">
        <label class="kern-label" for="id_talk_1_0">German Sign Language</label></div>
        </div></fieldset>""",
    "along": """<details class="more fold" id="div_id_along">
        <summary id="id_along_chosen">Who comes along
            <span class="kern-label__optional">(optional)</span>
            <span class="fold__chosen">nobody</span></summary>
        <fieldset class="kern-fieldset" aria-describedby="id_along_helptext">
        <legend class="kern-sr-only">Who comes along</legend>
        <div class="kern-hint" id="id_along_helptext">Choose none to come alone.</div>
        <div class="kern-fieldset__body">
        <p class="kern-label">Family</p>
        <div class="kern-form-check"><input type="checkbox" name="along" value="s"
            id="id_along_0_0" class="kern-form-check__checkbox">
        <label class="kern-label" for="id_along_0_0">Spouse</label></div>
        <div class="kern-form-check"><input type="checkbox" name="along" value="c"
            id="id_along_0_1" class="kern-form-check__checkbox">
        <label class="kern-label" for="id_along_0_1">Child</label></div>
        <div class="kern-form-check"><input type="checkbox" name="along" value="x"
            id="id_along_1" class="kern-form-check__checkbox">
        <label class="kern-label" for="id_along_1">Somebody else</label></div>
        </div></fieldset></details>""",
    "born": """<fieldset class="kern-fieldset" id="div_id_born" aria-describedby="id_born_helptext">
        <legend class="kern-label">Born</legend>
        <div class="kern-hint" id="id_born_helptext">For example 5 3 1990</div>
        <div class="kern-fieldset__body kern-fieldset__body--horizontal date-parts">
        <div class="kern-form-input"><label class="kern-label" for="id_born_0">Day</label>
        <input class="kern-form-input__input" type="text" inputmode="numeric" name="born_day"
            maxlength="12" autocomplete="bday-day" id="id_born_0"></div>
        <div class="kern-form-input"><label class="kern-label" for="id_born_1">Month</label>
        <input class="kern-form-input__input" type="text" inputmode="numeric" name="born_month"
            maxlength="12" autocomplete="bday-month" id="id_born_1"></div>
        <div class="kern-form-input date-parts__year">
        <label class="kern-label" for="id_born_2">Year</label>
        <input class="kern-form-input__input" type="text" inputmode="numeric" name="born_year"
            maxlength="12" autocomplete="bday-year" id="id_born_2"></div>
        </div></fieldset>""",
    "seen": '<input type="hidden" name="seen" id="id_seen">',
}


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_of_each_kind(name):
    assert written(VisitForm(), name) == parse_html(FIELDS[name])


def test_what_was_typed_stays_and_what_is_wrong_is_said():
    form = VisitForm({"name": 'Amina "Mina" <Haddad> of Aleppo'})

    assert written(form, "name", form_show_errors=True, wrapper_class="narrow") == parse_html(
        """<div class="kern-form-input kern-form-input--error narrow" id="div_id_name">
        <label class="kern-label" for="id_name">Name &lt;of the child&gt;</label>
        <input type="text" name="name" value="Amina &quot;Mina&quot; &lt;Haddad&gt; of Aleppo"
            maxlength="20" class="kern-form-input__input kern-form-input__input--error"
            aria-invalid="true" aria-describedby="id_name_error" id="id_name">
        <div class="kern-error" id="id_name_error">
        <span class="kern-icon kern-icon--danger" aria-hidden="true"></span>
        <p class="kern-body"><span class="kern-sr-only">Error:</span>
        Ensure this value has at most 20 characters (it has 31).</p></div>
        </div>"""
    )


def test_nobody_is_told_what_may_stay_empty_where_the_words_say_so():
    assert written(VisitForm(), "talk", hide_optional=True) == parse_html(
        FIELDS["talk"].replace('<span class="kern-label__optional">(optional)</span>', "")
    )


def test_what_is_folded_says_how_much_is_chosen():
    form = VisitForm(initial={"along": ["s", "x"]})
    page = str(written(form, "along"))
    assert "2 of 3" in page
    assert "open" not in page


def test_what_is_folded_opens_where_something_is_wrong_with_it():
    form = VisitForm({"along": ["nobody we know"]})
    page = str(written(form, "along", form_show_errors=True))
    assert 'id="div_id_along" open' in page
    assert "nobody we know is not one of the available choices" in page
    assert form["along"].id_for_label == "id_along_chosen"  # where the error leads


@pytest.mark.parametrize(
    "widget",
    [
        forms.TextInput(
            {"autocomplete": "off", "maxlength": 40, "required": True, "hidden": False}
        ),
        forms.TextInput({"type": "tel", "title": SafeString("a&nbsp;b"), "data-x": 'a "b" <c>'}),
        forms.EmailInput(),
        forms.NumberInput({"min": 0}),
        forms.PasswordInput(render_value=True),
        forms.HiddenInput(),
    ],
)
@pytest.mark.parametrize("value", [None, "", "0", 1000, 'Anna & "Bea" <b>'])
def test_an_input_is_what_django_writes(widget, value):
    page = widget.render("field", value, {"id": "id_field"}, FormRenderer())

    assert page == widget.render("field", value, {"id": "id_field"}, TemplatesSetting())
