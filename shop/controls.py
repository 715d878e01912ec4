"""Form controls written without templates.

Django writes every control with three small templates, a country list with three more per country. That is two
thirds of the work of the address page (docs/performance.md). The commonest controls are written here instead, in the
same words; all others, and those of the admin's theme, keep their templates.
"""

import html
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.html import conditional_escape


def escape(value: Any) -> str:
    """Escape a value for HTML as templates do; most are plain words, and need none of the other questions."""
    return html.escape(value) if type(value) is str else conditional_escape(value)


def _attributes(attrs: Mapping[str, Any]) -> str:
    return "".join(
        f" {name}" if value is True else f' {name}="{escape(value)}"'
        for name, value in attrs.items()
        if value is not False
    )


def _input(widget: Mapping[str, Any]) -> str:
    value = widget["value"]
    given = "" if value is None else f' value="{escape(value)}"'
    return f'<input type="{widget["type"]}" name="{escape(widget["name"])}"{given}{_attributes(widget["attrs"])}>'


def _select(widget: Mapping[str, Any]) -> str:
    written = [f'<select name="{escape(widget["name"])}"{_attributes(widget["attrs"])}>']
    for group, options, _ in widget["optgroups"]:
        if group:
            written.append(f'<optgroup label="{escape(group)}">')
        written += [_option(option) for option in options]
        if group:
            written.append("</optgroup>")
    return "\n".join([*written, "</select>"])


def _option(option: Mapping[str, Any]) -> str:
    attributes = _attributes(option["attrs"])
    value, label = option["value"], option["label"]
    if not attributes and type(value) is str and type(label) is str:
        return _bare_option(value, label)
    return f'<option value="{escape(value)}"{attributes}>{escape(label)}</option>'


@lru_cache(maxsize=1024)
def _bare_option(value: str, label: str) -> str:
    """Lists of countries are long, and nearly all of their options are written alike for everybody."""
    return f'<option value="{escape(value)}">{escape(label)}</option>'


_WRITERS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    f"django/forms/widgets/{kind}.html": _input
    for kind in ("text", "email", "tel", "password", "number", "hidden", "checkbox")
} | {"django/forms/widgets/select.html": _select}


class Renderer(DjangoTemplates):
    """Writes the commonest controls in Python, and every other with its template."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> Any:
        """Return the HTML of a control, form or list of errors."""
        write = _WRITERS.get(template_name)
        if write is None:
            return super().render(template_name, context, request)
        return write(context["widget"])
