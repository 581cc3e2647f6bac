"""Whole documents of invented places, each pressing on forms of one province, year or layout.

Beside each document stands what a clerk reads in it: a line for each task.
"""

from pathlib import Path

import pytest

from tasks_tracker.importer.draft import DraftDeadline, DraftTask
from tasks_tracker.importer.extraction import extract

DOCUMENTS = Path(__file__).parent / "documents"
NAMES = sorted(path.stem for path in DOCUMENTS.glob("*.txt"))


def time(deadline: DraftDeadline) -> str:
    day = deadline.due.isoformat() if deadline.due else deadline.rule or ""
    return f"{deadline.kind} {day}".strip() if deadline.kind != "recurring" else day


def told(task: DraftTask) -> str:
    units = "、".join(task.lead) + (" ＋ " + "、".join(task.support) if task.support else "")
    label = task.path[-1] if task.path else task.title
    times = "，".join(map(time, task.deadlines))
    return f"{label}（{task.part}）： {units}" + (f" ｜ {times}" if times else "")


def read(name: str) -> list[str]:
    text = (DOCUMENTS / f"{name}.txt").read_text(encoding="utf-8")
    return [told(task) for plan in extract(text) for task in plan.tasks]


@pytest.mark.parametrize("name", NAMES)
def test_a_document_is_read_as_a_clerk_reads_it(name: str) -> None:
    expected = (DOCUMENTS / f"{name}.tasks").read_text(encoding="utf-8")
    assert read(name) == expected.splitlines()


def test_each_document_has_its_reading() -> None:
    assert sorted(path.stem for path in DOCUMENTS.glob("*.tasks")) == NAMES
    assert len(NAMES) > 20
