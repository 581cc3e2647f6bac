"""The command compare: which plans it takes from two files, and how it says what it found."""

import json
from pathlib import Path

import pytest

from tests.integration.command_line import obey, settings

__all__ = ["obey", "settings"]

PLANS = Path(__file__).parents[1] / "unit/importer/comparison"
CITY, COUNTY = PLANS / "city.txt", PLANS / "county.txt"


@pytest.fixture
def gazette(tmp_path):
    """A file that holds the city's plan and another one."""
    plan = CITY.read_text(encoding="utf-8")
    other = plan.replace("青政发〔2024〕3号", "青政发〔2024〕4号").replace("便民服务", "公共服务")
    path = tmp_path / "gazette.txt"
    path.write_text(f"{plan}\n{other}", encoding="utf-8")
    return path


def test_links_come_as_data(obey):
    links = json.loads(obey("compare", CITY, COUNTY, "--json").out)["links"]
    assert len(links) == 11
    assert links[1]["deadline_changed"] == "later"
    assert {"superior", "subordinate", "relation", "deadline_changed"} <= links[0].keys()
    assert [link["superior"]["title"] for link in links if link["subordinate"] is None] == [
        "开通外语专席"
    ]


def test_people_read_a_summary(obey):
    said = obey("compare", CITY, COUNTY).out
    assert "青政发〔2024〕3号 × 望政发〔2024〕5号：11 项措施" in said
    assert "未承接  二、诉求办理 > （三）开通外语专席" in said


def test_of_several_plans_the_one_that_is_carried_out_is_taken(obey, gazette):
    links = json.loads(obey("compare", gazette, COUNTY, "--json").out)["links"]
    assert {link["superior"]["doc_no"] for link in links} == {"青政发〔2024〕3号"}


def test_a_number_behind_the_file_chooses_the_plan(obey, gazette):
    named = f"{gazette}#青政发[2024]4号"
    links = json.loads(obey("compare", named, COUNTY, "--json").out)["links"]
    assert {link["superior"]["doc_no"] for link in links} == {"青政发〔2024〕4号"}


def test_several_plans_and_no_number_are_refused_with_the_numbers(obey, gazette):
    done = obey("compare", COUNTY, gazette)
    assert done.code == 1
    assert "青政发〔2024〕3号、青政发〔2024〕4号" in done.err


def test_a_number_that_is_not_there_is_refused(obey):
    assert (
        "里没有布置任务的文件“青政发〔1999〕1号”"
        in obey("compare", f"{CITY}#青政发〔1999〕1号", COUNTY).err
    )


def test_a_file_that_is_not_there_or_cannot_be_read_is_refused(obey, tmp_path):
    assert "没有文件" in obey("compare", tmp_path / "none.txt", COUNTY).err
    (tmp_path / "empty.txt").write_bytes(b"")
    assert "文件是空的" in obey("compare", tmp_path / "empty.txt", COUNTY).err
