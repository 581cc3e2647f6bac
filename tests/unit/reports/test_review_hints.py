"""Questions for the reviewer: asked where there is something to ask, and nowhere else."""

from datetime import timedelta
from decimal import Decimal

import pytest

from tasks_tracker.domain.evidence import Evidence, EvidenceKind
from tasks_tracker.domain.tasks import Target
from tasks_tracker.reports import review_hints
from tests.unit import loose
from tests.unit.loose import NOW, TODAY


@pytest.fixture
def last():
    made = loose.report(loose.task(), loose.user(), on=TODAY - timedelta(days=30))
    made.submitted_at, made.id = NOW - timedelta(days=30), 1
    return made


@pytest.fixture
def report(last):
    made = loose.report(last.task, last.by)
    made.id = 2
    made.progress = "新开了两个镇的窗口，累计办件 400 件。"
    return made


def hints(report, last):
    for one in (report, last):
        one.unit_id = 1
    return [one.words for one in review_hints.of(report, [report, last])]


def enclose(report, name, sha256="1"):
    report.evidence.append(
        Evidence(
            region=report.task.region,
            kind=EvidenceKind.PHOTO,
            by=report.by,
            added_at=NOW,
            file_name=name,
            sha256=sha256,
            stored_name="0",
            size=1,
        )
    )


def test_there_is_nothing_to_ask_about_news(report, last):
    assert hints(report, last) == []


def test_the_same_text_again_is_asked_about(report, last):
    report.progress = last.progress.replace("。", "！")
    assert hints(report, last) == [
        "进展情况和4月10日报的几乎一样（相似 100%），这段时间有没有新进展？"
    ]


def test_a_share_that_did_not_move_is_asked_about(report, last):
    report.percent = last.percent = 60
    assert hints(report, last) == ["完成比例和4月10日一样，仍是 60%，卡在哪里？"]


def test_everything_done_with_nothing_to_show_is_asked_about(report, last):
    report.percent = 100
    assert hints(report, last) == ["报了 100%，没有附佐证，凭什么认定？"]


def test_old_and_used_evidence_is_asked_about(report, last):
    enclose(last, "现场.jpg", "7")
    enclose(report, "现场.jpg", "7")
    enclose(report, "台账2023年3月.xlsx")
    enclose(report, "合影20240506.jpg")
    assert hints(report, last) == [
        "佐证“现场.jpg”在4月10日已经报过，有没有新的？",
        "佐证“台账2023年3月.xlsx”标的是2023年3月28日，早于方案印发，是不是为这一项做的？",
    ]


@pytest.mark.parametrize(
    ("op", "value", "is_asked"),
    [(">=", 98, True), (">=", 99, False), ("<=", 100, True), ("=", 98, True), ("+", 120, False)],
)
def test_a_figure_short_of_its_goal_is_asked_about(report, last, op, value, is_asked):
    target = Target(
        task=report.task, position=1, phrase="网办率", op=op, value=Decimal(99), unit="%"
    )
    report.give(target, Decimal(value))
    assert any("指标“网办率”报" in words for words in hints(report, last)) is is_asked


def test_of_another_units_report_nothing_is_asked(report, last):
    report.progress = last.progress
    last.unit_id, report.unit_id = 1, 2
    assert review_hints.of(report, [report, last]) == []


@pytest.mark.parametrize(
    "name", ["20219999.jpg", "13800138000.pdf", "说明.docx", "2024年2月30日.pdf"]
)
def test_what_is_no_day_is_taken_for_none(report, last, name):
    enclose(report, name)
    assert hints(report, last) == []
