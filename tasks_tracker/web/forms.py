"""The base of all forms: what a person typed goes to one operation, in one transaction."""

from collections.abc import Callable, Iterable
from typing import Any

from flask import g
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, PasswordField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.texts import visible
from tasks_tracker.domain.users import User
from tasks_tracker.persistence.session import transaction

AS_IT_IS = (PasswordField, HiddenField)


class InOurWay:
    """What forms and parts of forms share: the language, and how typed text is taken."""

    locales = ("zh",)

    def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Field:
        """White space around what people type means nothing, except in a password."""
        field: Field = unbound_field.bind(form=form, **options)
        if isinstance(field, StringField) and not isinstance(field, AS_IT_IS):
            field.filters = (clean, *field.filters)
        return field


class Form(FlaskForm):
    """Fields are named as the keywords of the operation that they feed."""

    result: Any = None
    """What the operation returned."""
    words: str = ""
    """A refusal that belongs to no single field; shown above the form."""

    class Meta(InOurWay, FlaskForm.Meta):
        """As a form is made everywhere here."""

    def accepted(self, operation: Callable[..., Any], *subject: Any, by: User, **more: Any) -> bool:
        """Whether the form was sent, is valid, and the operation did not refuse it."""
        if not self.validate_on_submit():
            return False
        try:
            with transaction():
                self.result = operation(*subject, by=by, now=g.now, **self.values(), **more)
        except Refusal as refusal:
            self.refuse(refusal.words, refusal.field)
            return False
        return True

    def values(self) -> dict[str, Any]:
        """The fields as keywords; a form whose fields differ from its operation overrides it."""
        return {name: _sent(field) for name, field in self._fields.items() if name != "csrf_token"}

    def refuse(self, words: str, field: str | None = None) -> None:
        """Show why not: on the field if there is one of that name, else above the form."""
        if field in self._fields:
            self._fields[field].errors = [words]
        else:
            self.words = words


def _sent(field: Field) -> Any:
    """What was not sent at all is taken for empty: operations are given texts and lists."""
    if field.data is None and isinstance(field, StringField):
        return ""
    return [] if field.data is None and isinstance(field, SelectMultipleField) else field.data


def choices(pairs: Iterable[tuple[object, str]]) -> list[Any]:
    """The options of a SelectField: what is sent, and the words that people read."""
    return [SelectChoice(value=value, label=words) for value, words in pairs]


def clean(typed: Any) -> Any:
    """What people see of what was typed, without blanks around it."""
    return visible(typed).strip() if isinstance(typed, str) else typed
