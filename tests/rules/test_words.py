"""Every member of every enumeration has a word for people."""

import importlib
import pkgutil
from enum import StrEnum

import tasks_tracker.domain
from tasks_tracker.domain.lights import Light
from tasks_tracker.domain.milestones import DeadlineKind
from tasks_tracker.wording import WORDS, word


def members() -> list[StrEnum]:
    modules = [
        importlib.import_module(f"tasks_tracker.domain.{info.name}")
        for info in pkgutil.iter_modules(tasks_tracker.domain.__path__)
    ]
    kinds = {
        kind
        for module in modules
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum
    }
    return [member for kind in kinds for member in kind]


def test_every_member_has_a_word():
    found = members()
    assert len(found) > 50
    assert [repr(m) for m in found if m not in WORDS.get(type(m), {})] == []


def test_members_that_share_a_value_keep_their_own_words():
    assert (word(Light.DONE), word(DeadlineKind.DONE)) == ("已办结", "已实现")


def test_no_two_members_of_one_kind_share_a_word():
    for kind, words_of_kind in WORDS.items():
        words = list(words_of_kind.values())
        assert len(words) == len(set(words)), kind
