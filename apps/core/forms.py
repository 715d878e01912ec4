"""Rows of one form that have to fit together before the database is asked."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Model, UniqueConstraint
from django.forms import BaseInlineFormSet, ModelForm


def kept_rows(formset: "BaseInlineFormSet[Any, Any, Any]") -> "Iterator[ModelForm[Any]]":
    """Return the forms of a set whose rows will stand afterwards: valid, not empty and not to be deleted."""
    for form in formset.forms:
        stands = form.instance.pk is not None or form.has_changed()
        if stands and form not in formset.deleted_forms and form.is_valid():
            yield form


class DistinctRowsFormSet(BaseInlineFormSet):  # type: ignore[type-arg]
    """Tells of rows that are the same where empty fields count as equal, which Django's own check leaves out."""

    model: type[Model]

    def clean(self) -> None:
        super().clean()
        for constraint in self.model._meta.constraints:
            if isinstance(constraint, UniqueConstraint) and constraint.nulls_distinct is False:
                self._tell_of_doubles(constraint.fields)

    def _tell_of_doubles(self, names: Sequence[str]) -> None:
        seen = set()
        for form in kept_rows(self):
            row = tuple(form.cleaned_data.get(name) for name in names)
            if row in seen:
                form.add_error(None, "The same stands here already, in a row above.")
            seen.add(row)
