"""What an event is about (report:12) can be said in words on the page of the trail."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import tasks_tracker
from tasks_tracker.web.audit import THINGS

ROOMS = ("domain", "operations", "jobs", "persistence", "seeding")
ROOT = Path(tasks_tracker.__file__).parent
NAMES_A_THING = re.compile("([a-z_]+):")


def subjects(tree: ast.AST) -> Iterator[ast.expr | None]:
    """What is given, kept or answered under the name of a subject."""
    for node in ast.walk(tree):
        match node:
            case ast.keyword(arg="subject", value=value):
                yield value
            case ast.Assign(targets=[ast.Name(id="subject")], value=value):
                yield value
            case ast.Dict(keys=keys, values=values):
                pairs = zip(keys, values, strict=True)
                yield from (one for key, one in pairs if _is_subject(key))
            case ast.FunctionDef(name="_subject" | "subject"):
                yield from (one.value for one in ast.walk(node) if isinstance(one, ast.Return))


def _is_subject(key: ast.expr | None) -> bool:
    return isinstance(key, ast.Constant) and key.value == "subject"


def recorded() -> set[str]:
    """The kinds of things that events are about anywhere in the program."""
    paths = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    trees = [ast.parse(path.read_text()) for path in paths]
    texts = (
        str(part.value)
        for tree in trees
        for subject in subjects(tree)
        if subject is not None
        for part in ast.walk(subject)
        if isinstance(part, ast.Constant)
    )
    return {found[1] for text in texts if (found := NAMES_A_THING.match(text))}


def test_whatever_an_event_is_about_has_a_word():
    found = recorded()
    assert len(found) > 10
    assert found - THINGS.keys() == set()


def test_no_word_is_kept_for_what_no_event_is_about():
    assert THINGS.keys() - recorded() == set()
