"""What the staff area's log keeps of a change besides its fields' names: old values, new values, the reason.

It is Django's own log (LogEntry): its messages are lists of dictionaries, of which Django reads the keys it knows.
Ours are "values", a list of [name, old, new], and "reason".
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib.admin.models import CHANGE, LogEntry
from django.db.models import Model

Message = list[dict[str, Any]]
Value = tuple[str, str, str]

REASON = "_reason"  # the name of the control under every form
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Kept:
    """What a log entry says."""

    values: list[Value] = field(default_factory=list)
    reason: str = ""

    def in_words(self) -> str:
        return "; ".join(f"{name}: {old or '—'} → {new or '—'}" for name, old, new in self.values)


def read(entry: LogEntry) -> Kept:
    """Return the values and the reason that a log entry keeps; of older entries and other programs', nothing."""
    try:
        parts = json.loads(entry.change_message)
    except ValueError:
        return Kept()
    if not isinstance(parts, list):
        return Kept()
    known = [part for part in parts if isinstance(part, dict)]
    values = [(name, old, new) for part in known for name, old, new in part.get("values", [])]
    return Kept(values, next((part["reason"] for part in known if part.get("reason")), ""))


def message(values: Iterable[Value], reason: str = "") -> Message:
    """Return a log message of what was done by a service: values that differ, and why."""
    parts: Message = [{"values": [list(value) for value in values if value[1] != value[2]]}]
    return [*parts, {"reason": reason[:_LONGEST]}] if reason else parts


def record(*, user_id: int, subject: Model, values: Iterable[Value] = (), reason: str = "") -> None:
    """Write into the log what a member of staff did to an object by one of its services."""
    LogEntry.objects.log_actions(
        user_id=user_id,
        queryset=[subject],
        action_flag=CHANGE,
        change_message=message(values, reason),
        single_object=True,
    )


def with_values(parts: Message, form: Any, formsets: Iterable[Any], *, add: bool, reason: str) -> Message:
    """Add old and new values to the message that Django made of a saved form and its inline rows."""
    own = 1 if add or form.changed_data else 0
    if own:
        parts[0]["values"] = _changed(form, add=add)
    rows = [row for formset in formsets for row in _rows(formset)]
    for part, values in zip(parts[own:], rows, strict=True):
        part["values"] = values
    return [*parts, {"reason": reason[:_LONGEST]}] if reason else parts


def _rows(formset: Any) -> list[list[list[str]]]:
    """Of each row in Django's order, new, changed, deleted: what it said and says."""
    by_row = {id(form.instance): form for form in formset.forms}
    return [
        *(_changed(by_row.get(id(row)), add=True) for row in formset.new_objects),
        *(_changed(by_row.get(id(row)), add=False) for row, _ in formset.changed_objects),
        *(of_deleted(row) for row in formset.deleted_objects),
    ]


def of_deleted(row: Model) -> list[list[str]]:
    """Return what a row says that is about to go."""
    fields = [known for known in row._meta.concrete_fields if not _is_secret(known.name)]
    values = [(str(known.verbose_name), str(getattr(row, known.attname))[:_LONGEST]) for known in fields]
    return [[name, value, ""] for name, value in values]


def _changed(form: Any, *, add: bool) -> list[list[str]]:
    if form is None:
        return []
    values = []
    for name in form.changed_data:
        control = form.fields.get(name)
        if control is None or name not in form.cleaned_data:
            continue
        label = str(form[name].label)
        if _is_secret(name) or isinstance(control.widget, forms.PasswordInput):
            values.append([label, "", "set anew"])
            continue
        old = "" if add else _shown(control, form.get_initial_for_field(control, name))
        values.append([label, old, _shown(control, form.cleaned_data[name])])
    return values


def _is_secret(name: str) -> bool:
    return "password" in name or "secret" in name or "digest" in name


def _shown(control: forms.Field, value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(control, forms.ModelMultipleChoiceField):
        return ", ".join(_named(control, one) for one in value)[:_LONGEST]
    if isinstance(control, forms.ModelChoiceField):
        return _named(control, value)[:_LONGEST]
    return str(value)[:_LONGEST]


def _named(control: Any, value: Any) -> str:
    """The name of a row, of which a form's first state knows only the key."""
    if isinstance(value, Model):
        return str(value)
    return str(control.queryset.filter(pk=value).first() or value)
