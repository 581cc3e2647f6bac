"""What papers are called, and how their parts are grouped for those who read them."""

from datetime import UTC, date, datetime

import pytest

from tasks_tracker.domain.circulars import Circular, CircularForm
from tasks_tracker.reports.circular_sources import Source, by_meaning
from tasks_tracker.reports.meetings import minutes
from tasks_tracker.reports.score_tables import Group, Line
from tasks_tracker.wording.numbers import circular_no
from tests.unit import loose
from tests.unit.test_meetings import DAY, NOW, meeting

DRAFTED = datetime(2021, 8, 31, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("form", "number", "words"),
    [
        (CircularForm.RED_HEAD, 3, "聊政督〔2021〕3号"),
        (CircularForm.BULLETIN, 3, "2021年第3期"),
        (CircularForm.RED_HEAD, None, ""),
    ],
)
def test_a_circular_is_numbered_as_it_is_printed(form, number, words):
    circular = Circular(
        region=loose.region(),
        first_on=date(2021, 8, 1),
        as_of=date(2021, 8, 31),
        snapshot={},
        drafted_at=DRAFTED,
        form=form,
        number=number,
    )
    assert circular_no(circular) == words


def test_what_numbers_count_is_said_once_for_all_of_a_kind():
    found = [
        Source("reporter.1", "漏报", "17", "漏报的件数"),
        Source("overdue", "逾期", "7", "逾期的任务"),
        Source("reporter.2", "漏报", "13", "漏报的件数"),
    ]
    grouped = by_meaning(found)
    assert [words for words, _ in grouped] == ["漏报", "逾期"]
    assert [one.value for one in grouped["漏报", "漏报的件数"]] == ["17", "13"]


def test_those_without_a_rank_come_apart_unless_something_is_to_be_decided():
    lines = [
        Line(place, name, "department", {}, 9000, due, is_ranked=due > 2, objections=asked)
        for place, (name, due, asked) in enumerate([("甲", 0, 0), ("乙", 5, 0), ("丙", 1, 1)])
    ]
    group = Group("department", lines)
    assert [line.unit for line in group.foremost] == ["乙", "丙"]
    assert [line.unit for line in group.unranked] == ["甲"]


def test_minutes_count_anew_and_quote_within_quotes():
    held = meeting("市一局")
    held.start(now=NOW, today=DAY)
    worst = {"code": "聊199", "name": "创优“全链办理”", "what": "一网办理", "days": "超 17 日"}
    held.items[0].shown = {
        "name": "三、获得电力",
        "total": 9,
        "lights": {"severe": 1},
        "worst": [worst],
    }
    held.close(by=loose.user(), now=NOW, year=2024, number=1)
    said = [getattr(part, "words", "") for part in minutes(held, []).body]
    assert any(line.startswith("（一）获得电力。承担 9 项") for line in said)
    assert any("“创优‘全链办理’”" in line for line in said)
