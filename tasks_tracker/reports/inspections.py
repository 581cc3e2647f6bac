"""Inspections on paper: the notice to the units, and the report to the leaders (督查专报)."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from tasks_tracker.domain.findings import FOLLOWED, FindingState
from tasks_tracker.domain.inspections import Inspection
from tasks_tracker.domain.series import SeriesKind
from tasks_tracker.reports.findings import Row
from tasks_tracker.reports.letters import Heading, Letter, Part, Table, Text
from tasks_tracker.reports.title_lines import title_lines
from tasks_tracker.wording import day, doc_no, full_day, word

WIDTHS = (14, 34, 62, 22, 24)


def number_of(inspection: Inspection) -> str:
    """督导〔2021〕3号."""
    return doc_no(SeriesKind.INSPECTION, inspection.year, inspection.number)


def notice(inspection: Inspection, on: date) -> Letter:
    """To the units of an announced inspection."""
    names = "、".join(unit.name for unit in inspection.units)
    return Letter(
        masthead=inspection.region.office,
        number=number_of(inspection),
        title=title_lines(f"关于开展“{inspection.title}”", "专项督导的通知"),
        addressees=f"{names}：",
        body=[
            Text(
                f"根据{inspection.basis}，定于{_days(inspection)}开展专项督导，有关事项通知如下。"
            ),
            Heading("一、督导内容"),
            *_paragraphs(inspection.subject),
            Heading("二、督导人员"),
            Text(f"{_team(inspection)}。"),
            Heading("三、有关要求"),
            Text("请提前备齐台账和佐证材料，安排熟悉情况的同志到场，不组织迎送，不另写汇报材料。"),
        ],
        signature=inspection.region.office,
        on=on,
    )


def report(inspection: Inspection, found: Sequence[Row], on: date) -> Letter:
    """What was found, unit by unit, and how far it is mended."""
    followed = [row for row in found if row.finding.state in FOLLOWED]
    return Letter(
        masthead=inspection.region.office,
        number=number_of(inspection),
        title=title_lines(f"关于“{inspection.title}”", "专项督导情况的专报"),
        addressees=f"{inspection.region.name}人民政府领导：",
        body=[
            Heading("一、基本情况"),
            Text(_opening(inspection)),
            Heading("二、发现的问题"),
            *_by_unit(followed),
            Heading("三、整改情况"),
            Text(_mended(followed, on)),
            *([_table(followed)] if followed else []),
            *_conclusion(inspection),
        ],
        signature=inspection.region.office,
        on=on,
    )


def _days(inspection: Inspection) -> str:
    if inspection.from_on == inspection.to_on:
        return full_day(inspection.from_on)
    return f"{full_day(inspection.from_on)}至{full_day(inspection.to_on)}"


def _team(inspection: Inspection) -> str:
    people = "、".join(person.name for person in inspection.team)
    return f"{people}，{inspection.others}" if inspection.others else people


def _opening(inspection: Inspection) -> str:
    place = "、".join(unit.name for unit in inspection.units)
    where = f"，到{place}" if place else ""
    return (
        f"根据{inspection.basis}，督导组（{_team(inspection)}）于{_days(inspection)}{where}"
        f"开展了{word(inspection.kind)}。重点是：{inspection.subject.rstrip('。')}。"
    )


def _by_unit(followed: Sequence[Row]) -> list[Part]:
    if not followed:
        return [Text("没有发现需要交办整改的问题。")]
    ordered = sorted(followed, key=lambda row: (row.finding.unit.position, row.finding.position))
    parts: list[Part] = []
    for name, group in groupby(ordered, key=lambda row: row.finding.unit.name):
        facts = "；".join(row.finding.fact.rstrip("。") for row in group)
        parts.append(Text(f"{name}：{facts}。"))
    return parts


def _mended(followed: Sequence[Row], on: date) -> str:
    states = [row.finding.state for row in followed]
    done, waiting = states.count(FindingState.MENDED), states.count(FindingState.SUBMITTED)
    late = [row for row in followed if row.standing in {"逾期", "严重逾期"}]
    words = f"截至{day(on)}，交办问题 {len(followed)} 个，已整改 {done} 个，待审 {waiting} 个"
    return f"{words}，逾期 {len(late)} 个。" if late else f"{words}，没有逾期的。"


def _table(followed: Sequence[Row]) -> Table:
    ordered = sorted(followed, key=lambda row: row.finding.position)
    cells = [
        (
            str(row.finding.position),
            row.finding.unit.name,
            row.finding.fact,
            _due(row),
            row.standing,
        )
        for row in ordered
    ]
    return Table(("序号", "责任单位", "问题", "整改期限", "状态"), WIDTHS, cells)


def _due(row: Row) -> str:
    finding = row.finding
    original = f"（原{day(finding.original_due_on)}）" if finding.is_moved else ""
    return f"{day(finding.due_on)}{original}"


def _conclusion(inspection: Inspection) -> list[Part]:
    if not inspection.words:
        return []
    return [Heading("四、督导结论"), *_paragraphs(inspection.words)]


def _paragraphs(words: str) -> list[Part]:
    return [Text(line.strip()) for line in words.splitlines() if line.strip()]
