"""Every kind of mail is a folder with all its parts, a sample, and an operation that posts it."""

import ast

import pytest

from tasks_tracker.mail import kinds as words
from tasks_tracker.mail.render import render
from tests.rules.test_templates import KINDS, MAILS, PACKAGE, PARTS
from tests.unit.mail import samples


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_whole_and_can_be_filled_in(kind):
    assert {f"mail/{kind}/{part}" for part in PARTS} <= set(MAILS)
    mail = render(kind, samples.contexts()[kind])
    assert mail.subject
    assert mail.text
    assert "<body" in mail.html


def test_no_sample_is_without_a_folder():
    assert sorted(samples.contexts()) == KINDS


def test_no_folder_is_left_over():
    named = {
        node.value
        for room in ("operations", "mail")
        for path in (PACKAGE / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
    }
    assert [kind for kind in KINDS if kind not in named] == []


TELLING = {"tell", "_tell"}
"""Some modules have a `_tell` of their own before it: the kind stands at the same place."""


def told() -> set[str]:
    """The kinds that operations give to `tell`, and the folders of all others."""
    calls = (
        node
        for room in ("operations", "jobs")
        for path in (PACKAGE / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in TELLING
    )
    given = (call.args[1] for call in calls if len(call.args) > 1)
    named = {one.value for one in given if isinstance(one, ast.Constant)}
    return named | set(KINDS) - {"told"}


def test_every_kind_has_words_and_no_words_are_left_over():
    assert told() == words.KINDS.keys()
