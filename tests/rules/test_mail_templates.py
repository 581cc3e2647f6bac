"""Every kind of mail is a folder with all its parts, a sample, and an operation that posts it."""

import ast

import pytest

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
        for path in (PACKAGE / "operations").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
    }
    assert [kind for kind in KINDS if kind not in named] == []
