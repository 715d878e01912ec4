"""The controls we write ourselves say what Django's templates say."""

import re

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import DjangoTemplates
from django.forms.utils import ErrorList
from django.template import Context, Template
from django.utils.safestring import SafeString

from shop.controls import Renderer

HOSTILE = '"><script>alert(1)</script>&amp; Å'
CHOICES = [("", "Choose one"), ("DE", "Germany"), ("AT", 'Austria "&<')]
GROUPS = [("Europe", [("DE", "Germany")]), ("Other <places>", [("JP", "Japan")])]


def _plain(written: str) -> str:
    """Line ends and spaces between tags mean nothing."""
    return re.sub(r">\s+<", "><", re.sub(r"\s+", " ", written)).strip()


@pytest.mark.parametrize(
    ("widget", "value"),
    [
        (forms.TextInput(), None),
        (forms.TextInput(), ""),
        (forms.TextInput({"placeholder": False, "required": True, "data-like": HOSTILE}), HOSTILE),
        (forms.EmailInput({"autocomplete": "email"}), "a@b.example"),
        (forms.NumberInput({"min": 0, "max": 10}), 0),
        (forms.PasswordInput(), "never shown again"),
        (forms.HiddenInput(), 1_000_000),
        (forms.CheckboxInput(), True),
        (forms.CheckboxInput(), False),
        (forms.CheckboxInput(), "yes"),
        (forms.Select(choices=CHOICES), "AT"),
        (forms.Select(choices=CHOICES), HOSTILE),
        (forms.Select({"class": "sel"}, choices=GROUPS), "JP"),
        (forms.SelectMultiple(choices=CHOICES), ["DE", "AT"]),
        (forms.Textarea({"rows": 3}), HOSTILE),
        (forms.RadioSelect(choices=CHOICES), "DE"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_says_what_the_template_says(widget: forms.Widget, value: object) -> None:
    attrs = {"id": "id_x", "aria-describedby": "id_x_error"}
    assert _plain(widget.render("x", value, attrs, renderer=Renderer())) == _plain(
        widget.render("x", value, attrs, renderer=DjangoTemplates())
    )


def test_escapes_what_was_typed() -> None:
    written = forms.TextInput().render("x", HOSTILE, renderer=Renderer())
    assert "<script>" not in written
    assert written.count("<") == 1


def test_leaves_lists_of_errors_to_their_templates() -> None:
    errors = ErrorList(["Enter a postcode"], renderer=Renderer())
    assert "Enter a postcode" in str(errors)
    assert "<ul" in str(errors)


# What a field says, as a template.
FIELD = """
{% load ui %}
{% with errors=field|errors_of note=hint|default:field.help_text %}
  <div class="field{% if errors %} bad{% endif %}">
    <label for="{{ field.auto_id }}">{% firstof label field.label %}\
{% if not field.field.required %} <span class="opt">(optional)</span>{% endif %}</label>
    {% if note %}<div class="hint" id="{{ field.auto_id }}_helptext">{{ note }}</div>{% endif %}
    {% if errors %}<p class="err"
                      id="{{ field.auto_id }}_error"><span class="vh">Error: </span>{{ errors|join:" " }}</p>{% endif %}
    {% control field note like|default:"" %}
  </div>
{% endwith %}
"""


class FieldForm(forms.Form):
    email = forms.EmailField(label="Email", help_text="For tracking.", max_length=20)
    company = forms.CharField(required=False)
    hostile = forms.CharField(label=HOSTILE, help_text=HOSTILE, initial=HOSTILE)
    marked = forms.CharField(label=SafeString("<b>Bold</b>"), help_text=SafeString("<i>safe</i>"))
    country = forms.ChoiceField(choices=CHOICES)
    several = forms.CharField(
        validators=[
            lambda value: (_ for _ in ()).throw(ValidationError([f"{value} is wrong", "& so is this"]))
        ]
    )


@pytest.mark.parametrize("name", FieldForm.base_fields)
@pytest.mark.parametrize("data", [None, {}, {"email": "a" * 30, "hostile": HOSTILE, "several": HOSTILE}])
@pytest.mark.parametrize(
    "more", [{}, {"label": "Another & label", "hint": "<Another> hint", "like": '10"115'}]
)
def test_a_field_says_what_its_template_said(
    name: str, data: dict[str, str] | None, more: dict[str, str]
) -> None:
    context = {"field": FieldForm(data)[name], **more}
    tag = (
        "{% load ui %}{% field field label=label hint=hint like=like %}"
        if more
        else "{% load ui %}{% field field %}"
    )

    written = Template(tag).render(Context(context))

    assert _plain(written) == _plain(Template(FIELD).render(Context(context)))
