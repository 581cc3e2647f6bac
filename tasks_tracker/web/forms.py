"""The base of all forms: what a person typed goes to one operation, in one transaction."""

from collections.abc import Callable
from typing import Any

from flask import g
from flask_wtf import FlaskForm
from sqlalchemy.orm.exc import StaleDataError
from wtforms import Field, PasswordField, StringField

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.users import User
from tasks_tracker.persistence.session import transaction

OVERTAKEN = "别人刚改过这一条，你填的内容还在。请另开一页看过最新情况，再决定是否提交。"


class Form(FlaskForm):
    """Fields are named as the keywords of the operation that they feed."""

    result: Any = None
    """What the operation returned."""
    words: str = ""
    """A refusal that belongs to no single field; shown above the form."""

    class Meta(FlaskForm.Meta):
        locales = ("zh",)

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Field:
            """White space around what people type means nothing, except in a password."""
            field: Field = unbound_field.bind(form=form, **options)
            if isinstance(field, StringField) and not isinstance(field, PasswordField):
                field.filters = (_stripped, *field.filters)
            return field

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
        except StaleDataError:
            self.refuse(OVERTAKEN)
            return False
        return True

    def values(self) -> dict[str, Any]:
        """The fields as keywords; a form whose fields differ from its operation overrides it."""
        return {name: field.data for name, field in self._fields.items() if name != "csrf_token"}

    def refuse(self, words: str, field: str | None = None) -> None:
        """Show why not: on the field if there is one of that name, else above the form."""
        if field in self._fields:
            self._fields[field].errors = [words]
        else:
            self.words = words


def _stripped(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value
