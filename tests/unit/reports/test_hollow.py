"""What makes a report worth a question, and what does not."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tasks_tracker.domain.questions import QuestionKind as Kind
from tasks_tracker.reports import hollow
from tasks_tracker.reports.hollow import Beside
from tasks_tracker.reports.questions import Enclosed, Told

DAY = date(2024, 5, 31)
AT = datetime(2024, 5, 31, 10, tzinfo=UTC)


def told(text="新开两个镇的窗口，办件 400 件。", percent=None, days=0, files=(), **more) -> Told:
    given = {"id": 1, "task_id": 1, "code": "聊001", "task": "一窗受理", "unit_id": 1, "claims": 0}
    return Told(
        **{**given, **more},
        issued_on=date(2024, 1, 8),
        submitted_at=AT - timedelta(days=days),
        submitted_on=DAY - timedelta(days=days),
        progress=text,
        percent=percent,
        is_application=False,
        evidence=[Enclosed(name, name) for name in files],
    )


@pytest.mark.parametrize(
    ("text", "is_empty"),
    [
        ("正常推进。", True),
        ("目前各项工作正在有序推进中，情况良好。", True),
        ("按计划开展，已完成。", True),
        ("……", True),
        ("已完成 3 家。", False),
        ("与住建局会签了审批流程。", False),
    ],
)
def test_set_phrases_say_nothing_and_figures_do(text, is_empty):
    assert hollow.is_empty(text) is is_empty


def test_every_phrase_stands_before_its_parts():
    """Else a part taken out first would leave a rest that seems to say something."""
    phrases = hollow.SET_PHRASES
    for place, phrase in enumerate(phrases):
        assert not any(earlier in phrase for earlier in phrases[:place])


@pytest.mark.parametrize(
    ("before", "times"), [([60, 60, 50], 2), ([60], 1), ([50, 60], 0), ([None, 60], 0), ([], 0)]
)
def test_a_share_counts_as_unmoved_as_long_as_it_was_the_same(before, times):
    earlier = [told(percent=percent, days=30) for percent in before]
    assert hollow.unmoved(told(percent=60), earlier) == times


def test_all_is_not_a_share_that_stands_still():
    assert hollow.unmoved(told(percent=100), [told(percent=100)]) == 0


def kinds(questions) -> list[Kind]:
    return [one.kind for one in questions]


def test_the_earlier_text_stands_beside_the_question():
    earlier = told(days=30)
    (question,) = hollow.of_text(told(), [earlier])
    assert (question.kind, question.before) == (Kind.SAME_TEXT, earlier.progress)


@pytest.mark.parametrize(
    ("task_id", "minutes", "is_asked"), [(2, 5, True), (2, 0, False), (1, 5, False)]
)
def test_the_same_words_for_other_tasks_are_asked_about_unless_given_at_once(
    task_id, minutes, is_asked
):
    other = Beside(task_id, "聊002", AT + timedelta(minutes=minutes), told().progress)
    assert bool(list(hollow.of_copies(1, AT, told().progress, [other]))) is is_asked


@pytest.mark.parametrize(
    ("met", "of_month", "is_asked"), [(5, 8, True), (4, 4, False), (5, 10, False), (6, 11, True)]
)
def test_a_crowd_is_five_and_more_than_half(met, of_month, is_asked):
    assert bool(list(hollow.of_crowd(met, of_month, DAY))) is is_asked


def test_evidence_used_before_is_asked_about_once_for_each_file():
    earlier = [told(days=30, files=["a.jpg"]), told(days=60, files=["a.jpg"])]
    found = hollow.of_evidence(told(files=["a.jpg", "b.jpg"]), earlier, date(2024, 1, 8))
    assert kinds(found) == [Kind.USED_EVIDENCE]
