"""circular build and circular measure."""

import pytest
from docx import Document
from sqlalchemy import func, select

from tasks_tracker.domain.circulars import Circular
from tasks_tracker.persistence.session import db
from tasks_tracker.reports.circular_files import document
from tests import make
from tests.integration.command_line import obey, run, settings

__all__ = ["obey", "run", "settings"]


@pytest.fixture
def city(session):
    return make.region()


def circular(run, out, month="2024-05", region="聊城市", **more):
    given = {"month": month, "region": region, "out": out, **more}
    options = [word for name, value in given.items() for word in (f"--{name}", value)]
    return run("circular", "build", *options)


def test_the_circular_of_a_month_is_written_with_or_without_a_draft(run, city, tmp_path):
    make.milestone(make.task(make.section(make.plan(city))))
    kinds = ("docx", "pdf", "xlsx")
    paths = [tmp_path / "new" / f"聊城市2024年5月调度通报.{kind}" for kind in kinds]
    done = circular(run, paths[0].parent)
    assert (done.code, done.out.splitlines()) == (0, list(map(str, paths)))
    assert [path.read_bytes()[:2] for path in paths] == [b"PK", b"%P", b"PK"]
    assert db.scalar(select(func.count()).select_from(Circular)) == 0
    run("jobs", "run", "circular", "--today", "2024-06-01")
    circular(run, paths[0].parent)
    assert paths[0].read_bytes() == document(db.scalars(select(Circular)).one())


@pytest.mark.parametrize(
    ("period", "name"),
    [
        (("--quarter", "2024-Q2"), "聊城市2024年二季度调度通报"),
        (("--half", "2024-H1"), "聊城市2024年上半年调度通报"),
        (("--year", "2024"), "聊城市2024年调度通报"),
    ],
)
def test_a_circular_may_tell_of_other_periods(run, city, tmp_path, period, name):
    run("circular", "build", *period, "--region", "聊城市", "--out", tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {
        f"{name}.{kind}" for kind in ("docx", "pdf", "xlsx")
    }


def test_a_circular_may_be_about_one_plan_and_be_a_bulletin(run, city, tmp_path):
    plan = make.plan(city)
    make.milestone(make.task(make.section(plan)))
    options = ("--plan", plan.doc_no, "--form", "bulletin", "--out", tmp_path)
    done = run("circular", "build", "--month", "2024-05", "--region", "聊城市", *options)
    assert (done.code, done.err) == (0, "")
    file = tmp_path / f"聊城市2024年5月调度通报（{plan.short_title}）.docx"
    assert "报头" in {one.style.name for one in Document(str(file)).paragraphs}
    assert "这是简报" in run("circular", "measure", file).err


def test_a_document_is_measured_against_the_standard(run, city, tmp_path):
    circular(run, tmp_path)
    file = tmp_path / "聊城市2024年5月调度通报.docx"
    assert run("circular", "measure", file).out == "版面各项与 GB/T 9704-2012 一致。\n"
    wrong = Document(str(file))
    wrong.sections[0].top_margin = 0
    wrong.save(str(file))
    done = run("circular", "measure", file)
    assert done.out == "第1节top页边是 0.0 毫米，应为 37 毫米\n"
    assert (done.code, done.err) == (1, "Error: 与 GB/T 9704-2012 有 1 处不同。\n")


def test_what_is_no_document_is_not_measured(run, tmp_path):
    (tmp_path / "a.docx").write_text("x")
    assert "不是 DOCX 文件" in run("circular", "measure", tmp_path / "a.docx").err


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"region": "茌平区"}, "没有“茌平区”这个地区；现有：聊城市。"),
        ({"month": "2199-01"}, "2199年1月还没有开始"),
        ({"month": "四月"}, "看不懂“四月”"),
        ({"month": "2024-13"}, "看不懂“2024-13”"),
        ({"month": "0000-01"}, "看不懂“0000-01”"),
        ({"month": "0001-01"}, "看不懂“0001-01”"),
        ({"month": "9999-12"}, "看不懂“9999-12”"),
        ({"plan": "市政发〔1999〕1号"}, "没有文号为“市政发〔1999〕1号”的方案"),
        ({"quarter": "2024-Q1"}, "写一个，只写一个"),
        ({"out": "/dev/null"}, "/dev/null"),
        ({"out": "/dev/null/x"}, "写不进 /dev/null/x"),
    ],
)
def test_a_circular_that_cannot_be_written_is_refused_in_words(run, city, tmp_path, wrong, words):
    out = tmp_path / "out"
    done = circular(run, **{"out": out, **wrong})
    assert done.code != 0
    assert words in done.err
    assert not out.exists()
