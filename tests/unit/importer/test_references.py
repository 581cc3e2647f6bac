"""The issued plans themselves, scored against references made by hand; thresholds may only rise."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest

from tasks_tracker.importer.extraction import as_json, extract
from tasks_tracker.importer.source import read_text

SHARED = Path(__file__).resolve().parents[4] / "shared"

pytestmark = pytest.mark.skipif(
    not SHARED.is_dir(), reason=f"the issued plans and their references are not there: {SHARED}"
)

CITY = "liaocheng-gazette-2021-06"
REFERENCES = [
    ("liaocheng-2021-business-environment.json", CITY, "", 0.99),
    ("liaocheng-gazette-2020-05.json", "liaocheng-gazette-2020-05", "聊政办字〔2020〕28号", 0.99),
    ("liaocheng-gazette-2020-05.json", "liaocheng-gazette-2020-05", "聊政字〔2020〕15号", 0.99),
    ("liaocheng-gazette-2020-05.json", "liaocheng-gazette-2020-05", "聊政字〔2020〕16号", 0.76),
    ("liaocheng-gazette-2020-05.json", "liaocheng-gazette-2020-05", "政府工作报告", 0.99),
    ("liaocheng-gazette-2020-05.json", "liaocheng-gazette-2020-05", "聊政办字〔2020〕27号", 0.95),
    ("liaocheng-gazette-2020-05.json", "liaocheng-gazette-2020-05", "", 0.985),
]


def extracted(name: str) -> dict[str, list[dict[str, object]]]:
    return as_json(extract(read_text((SHARED / "plans" / f"{name}.txt").read_bytes())))


@pytest.mark.parametrize(("reference", "name", "only", "least"), REFERENCES)
def test_an_extraction_agrees_with_its_reference(
    reference: str, name: str, only: str, least: float, tmp_path: Path
) -> None:
    result = tmp_path / "extracted.json"
    result.write_text(json.dumps(extracted(name), ensure_ascii=False), encoding="utf-8")
    score = [SHARED / "extraction/score.py", SHARED / "extraction/reference" / reference, result]
    command = [sys.executable, *map(str, score), "--only", only, "--misses", "5"]
    report = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    mean = re.search(r"^F1 ([0-9.]+)$", report, re.MULTILINE)
    assert mean, report
    assert float(mean[1]) >= least, report


def test_the_city_plan_has_205_tasks_over_199_measures() -> None:
    plan = extracted(CITY)["plans"][0]
    paths = [tuple(task["path"]) for task in plan["tasks"]]  # type: ignore[attr-defined]
    assert (len(paths), len(set(paths))) == (205, 199)


def test_the_county_plan_has_186_tasks_over_180_measures() -> None:
    (plan,) = extracted("gaotang-2021-06-business-environment")["plans"]
    paths = [tuple(task["path"]) for task in plan["tasks"]]  # type: ignore[attr-defined]
    assert (len(paths), len(set(paths))) == (186, 180)


@pytest.mark.parametrize(
    ("name", "number", "count"),
    [
        ("guanxian-gazette-2018-03", "冠政办发〔2018〕50号", 28),
        ("guanxian-gazette-2018-03", "冠政办发〔2018〕57号", 60),
        ("gaotang-gazette-2020-02", "高政办字〔2020〕16号", 31),
        (CITY, "聊政办字〔2021〕13号", 22),
        (CITY, "聊政办字〔2021〕14号", 24),
    ],
)
def test_plans_with_clauses_have_a_task_for_each(name: str, number: str, count: int) -> None:
    plans = extracted(name)["plans"]
    assert [len(plan["tasks"]) for plan in plans if plan["doc_no"] == number] == [count]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "name",
    [CITY, "liaocheng-gazette-2020-05", "gaotang-gazette-2020-02", "guanxian-gazette-2018-03"],
)
def test_appointments_news_and_data_assign_nothing(name: str) -> None:
    plans = extracted(name)["plans"]
    idle = [plan for plan in plans if plan["kind"] in ("personnel", "news", "data")]
    assert [plan["title"] for plan in idle if plan["tasks"]] == []


def test_wrong_fields_carry_a_doubt_and_right_ones_rarely() -> None:
    marks = [
        mark
        for reference, name, *_ in (REFERENCES[0], REFERENCES[-1])
        for mark in doubted(reference, name)
    ]
    wrong = [doubt for right, doubt in marks if not right]
    right = [doubt for right, doubt in marks if right]
    figures = f"doubted: {sum(wrong)} of {len(wrong)} wrong, {sum(right)} of {len(right)} right"
    sys.stdout.write(f"{figures}\n")
    assert sum(wrong) >= 0.8 * len(wrong), figures
    assert sum(right) <= 0.1 * len(right), figures


def doubted(reference: str, name: str) -> list[tuple[bool, bool]]:
    """For each field of each task found: whether it is right, and whether it carries a doubt."""
    score = run_path(str(SHARED / "extraction/score.py"))
    path = SHARED / "extraction/reference" / reference
    expected = score["tasks_of"](json.loads(path.read_text(encoding="utf-8")))
    found = score["tasks_of"](extracted(name))
    documents = {key[0] for key in expected}
    marks = []
    for key, task in found.items():
        fields = {doubt["field"] for doubt in task["doubts"]}
        for field, of in READINGS.items():
            right = key in expected and of(score, task) == of(score, expected[key])
            own = task["title_own"] or expected.get(key, {}).get("title_own")
            if key[0] in documents and not (field == "title" and own):
                marks.append((right, field in fields))
    return marks


READINGS: dict[str, Callable[[dict[str, Any], dict[str, Any]], object]] = {
    "title": lambda score, task: score["plain"](task["title"]),
    "lead": lambda score, task: score["units"](task["lead"]),
    "support": lambda score, task: score["units"](task["support"]),
    "deadlines": lambda score, task: score["deadlines"](task),
}


def test_doubts_stay_rare_on_plans_with_clauses() -> None:
    tasks = [task for plan in extracted(CITY)["plans"][:1] for task in plan["tasks"]]  # type: ignore[attr-defined]
    assert sum(bool(task["doubts"]) for task in tasks) <= 5
