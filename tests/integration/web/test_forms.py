"""Form.accepted: one submission, one transaction, and nothing typed is lost."""

import pytest
from flask import g
from sqlalchemy.orm.exc import StaleDataError
from wtforms import PasswordField, StringField
from wtforms.validators import DataRequired

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.persistence.session import db
from tasks_tracker.web.forms import Form
from tests import make


class NameForm(Form):
    name = StringField("名称", [DataRequired()])
    secret = PasswordField("口令")


@pytest.fixture
def submitted(app):
    """A form as it stands after someone sent these values."""

    def submit(**typed) -> NameForm:
        context = app.test_request_context("/", method="POST", data=typed)
        context.push()
        contexts.append(context)
        g.now, g.csrf_valid = make.NOW, True
        return NameForm()

    contexts = []
    yield submit
    for context in contexts:
        context.pop()


def test_the_operation_gets_the_fields_the_person_and_the_moment(submitted, world):
    given = {}
    form = submitted(name="市一局", secret="x")
    assert form.accepted(lambda *a, **k: given.update(k, subject=a), "thing", by=world.owner)
    assert given == {
        "subject": ("thing",),
        "by": world.owner,
        "now": make.NOW,
        "name": "市一局",
        "secret": "x",
    }


def test_white_space_around_words_falls_away_but_not_around_a_password(submitted, world):
    form = submitted(name="  市一局 ", secret=" x ")
    assert form.values() == {"name": "市一局", "secret": " x "}


def test_what_is_missing_is_said_in_chinese_and_nothing_is_done(submitted, world):
    form = submitted(name="")
    assert not form.accepted(pytest.fail, by=world.owner)
    assert form.name.errors == ["该字段是必填字段。"]


def _refuse(field):
    def operation(**_given):
        make.region("不该留下", "不")
        raise Refusal("已经有了。", field=field)

    return operation


def test_a_refusal_stands_at_its_field_and_leaves_nothing_behind(submitted, world):
    db.commit()
    form = submitted(name="市一局")
    assert not form.accepted(_refuse("name"), by=world.owner)
    assert form.name.errors == ["已经有了。"]
    assert form.name.data == "市一局"
    assert not any(isinstance(thing, type(world.city)) for thing in db.new)


def test_a_refusal_without_a_field_stands_above_the_form(submitted, world):
    form = submitted(name="市一局")
    assert not form.accepted(_refuse(None), by=world.owner)
    assert form.words == "已经有了。"


def test_who_comes_second_is_told_that_someone_was_quicker(submitted, world):
    def overtaken(**_given):
        raise StaleDataError("one row was expected")

    form = submitted(name="市一局")
    assert not form.accepted(overtaken, by=world.owner)
    assert form.words.startswith("别人刚刚改过")
