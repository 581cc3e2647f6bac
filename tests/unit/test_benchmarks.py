"""The benchmarks measure what they say: ours and the floor see the same things."""

import json

import pytest

from benchmarks import __main__ as bench
from benchmarks import importing, papers
from benchmarks.case import Case, best
from tasks_tracker.importer.extraction import extract
from tasks_tracker.importer.files.docx import read as read_docx
from tasks_tracker.importer.files.xlsx import read as read_xlsx


def case(**more) -> Case:
    return Case(**{"case": "a", "n": 10, "ours": 0.5, "goal": "fast", "met": True, **more})


def test_the_floor_sees_the_same_cells():
    raw = papers.word_table(3)
    assert importing.bare_cells(raw) == [
        line.split("\t") for line in read_docx(raw).text.split("\n") if line
    ]


def test_each_document_holds_as_many_tasks_as_it_says():
    for text in (papers.text(12), read_xlsx(papers.sheet(12), title="表").text):
        (plan,) = extract(text)
        assert len(plan.tasks) == 12
        assert all(task.lead for task in plan.tasks)


def test_a_case_tells_its_ratio_and_rate():
    assert case(floor=0.25).as_json() == {
        "case": "a",
        "n": 10,
        "ours": 0.5,
        "floor": 0.25,
        "ratio": 2.0,
        "goal": "fast",
        "met": True,
        "statements": None,
        "rate": 20,
    }
    assert case().ratio is None


def test_the_shortest_run_counts():
    assert 0 <= best(lambda: None, runs=2) < 1


@pytest.mark.parametrize(("met", "code"), [(True, 0), (False, 1)])
def test_a_missed_goal_is_told_and_fails(monkeypatch, capsys, met, code):
    monkeypatch.setattr(bench, "GROUPS", {"import": lambda _quick: iter([case(met=met)])})
    assert bench.main(["import"]) == code
    assert ("MISSED" in capsys.readouterr().out) is not met
    assert bench.main(["--json", "--quick"]) == code
    assert json.loads(capsys.readouterr().out)[0]["met"] is met


def test_an_unknown_group_is_refused(capsys):
    with pytest.raises(SystemExit):
        bench.main(["nonsense"])
    assert "no such group: nonsense" in capsys.readouterr().err
