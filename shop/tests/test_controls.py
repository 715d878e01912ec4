"""The controls we write ourselves say what Django's templates say."""

import re

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.forms.utils import ErrorList

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
