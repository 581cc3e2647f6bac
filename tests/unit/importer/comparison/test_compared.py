"""Two small plans of a city and a county, which show each thing that can happen to a measure."""

from functools import cache
from pathlib import Path

import pytest

from tasks_tracker.domain.differences import DateChange, FigureChange, Relation
from tasks_tracker.importer.comparison.compared import compare
from tasks_tracker.importer.comparison.papers import as_json, paper_of, place_of
from tasks_tracker.importer.comparison.units import Counterparts
from tasks_tracker.importer.comparison.values import Comparison, Link
from tasks_tracker.importer.extraction import extract
from tasks_tracker.importer.source import read_text

HERE = Path(__file__).parent


@cache
def comparison() -> Comparison:
    city, county = (
        paper_of(extract(read_text((HERE / name).read_bytes()))[0])
        for name in ("city.txt", "county.txt")
    )
    return compare(city, county)


def link(title: str) -> Link:
    titles = [measure.title for measure in comparison().superior.measures]
    return comparison().links[titles.index(title)]


def carrier(title: str) -> str | None:
    at = link(title).subordinate
    return None if at is None else comparison().subordinate.measures[at].title


def test_every_measure_of_the_superior_has_one_link() -> None:
    assert [one.superior for one in comparison().links] == list(range(11))


@pytest.mark.parametrize(
    ("title", "carried_by", "relation"),
    [
        ("压缩办理时限", "压缩办理时限", Relation.SAME),
        ("推行上门服务", "推行上门服务", Relation.SAME),
        ("建设自助网点", "建设自助网点", Relation.SAME),
        ("统一受理标准", "统一受理标准和办理流程", Relation.MERGED),
        ("统一办理流程", "统一受理标准和办理流程", Relation.MERGED),
        ("缩短热线回复", "缩短热线回复", Relation.NARROWED),
        ("公开办理结果", "公开办理结果", Relation.SAME),
        ("开通外语专席", None, Relation.DROPPED),
        ("改造老旧停车场", "改造老旧停车场", Relation.NARROWED),
        ("补齐公厕短板", "补齐公厕短板", Relation.SAME),
        ("延长图书馆开放时间", "延长图书馆开放时间", Relation.SAME),
    ],
)
def test_a_measure_is_carried_or_dropped(
    title: str, carried_by: str | None, relation: Relation
) -> None:
    assert (carrier(title), link(title).relation) == (carried_by, relation)


@pytest.mark.parametrize(
    ("title", "change"),
    [
        ("压缩办理时限", None),
        ("推行上门服务", DateChange.LATER),
        ("公开办理结果", DateChange.LEFT_TO_SUPERIOR),
        ("改造老旧停车场", None),
        ("补齐公厕短板", None),
    ],
)
def test_what_became_of_the_dates_is_told(title: str, change: DateChange | None) -> None:
    assert link(title).differences.deadline_changed == change


@pytest.mark.parametrize(
    ("title", "change"),
    [
        ("建设自助网点", FigureChange.RAISED),
        ("改造老旧停车场", FigureChange.LOWERED),
        ("压缩办理时限", FigureChange.KEPT),
    ],
)
def test_figures_are_kept_raised_or_lowered(title: str, change: FigureChange) -> None:
    assert {figure.change for figure in link(title).differences.figures} == {change}


def test_an_action_that_is_missing_below_is_quoted() -> None:
    assert link("缩短热线回复").differences.missing == ("建立疑难工单会商制度",)


def test_nothing_is_missing_where_all_is_carried() -> None:
    assert link("压缩办理时限").differences.missing == ()


def test_units_are_mapped_by_what_they_are_about() -> None:
    assert link("建设自助网点").differences.units.mapped == (
        ("市大数据局", "县大数据中心"),
        ("人民银行青澜市中心支行", "县人行"),
        ("各县（市、区）人民政府", "各镇政府（街道办事处）"),
    )


def test_units_with_other_names_are_known_by_their_company() -> None:
    assert link("补齐公厕短板").differences.units.mapped == (("市城管局", "县综合执法局"),)


@pytest.mark.parametrize(
    ("above", "answer"),
    [
        ("市行政审批服务局", "县行政审批局"),
        ("国网聊城供电公司", "县供电公司"),
        ("市总工会", "县工会"),
        ("市中级人民法院", "县法院"),
        ("市生态环境局", "市生态环境局高唐县分局"),
        ("市住房公积金管理中心", "市住房公积金管理中心高唐县管理部"),
        ("市第一人民医院", None),
        ("市科技局", None),
    ],
)
def test_a_unit_answers_to_its_namesake_only(above: str, answer: str | None) -> None:
    names = (
        "县行政审批局",
        "县供电公司",
        "县工会",
        "县法院",
        "市生态环境局高唐县分局",
        "市住房公积金管理中心高唐县管理部",
        "县第二人民医院",
        "县教育体育局",
    )
    assert Counterparts("聊城市", "高唐县", names).among(above, names) == answer


def test_what_the_county_adds_is_listed_apart() -> None:
    measures = comparison().subordinate.measures
    assert [measures[at].title for at in comparison().additions] == ["规范乡村大集"]


def test_the_data_name_both_documents() -> None:
    first = as_json(comparison())["links"][0]
    assert first["superior"] == {
        "doc_no": "青政发〔2024〕3号",
        "path": ["一、办事提速", "（一）压缩办理时限"],
        "title": "压缩办理时限",
    }
    assert first["subordinate"]["doc_no"] == "望政发〔2024〕5号"
    assert (first["relation"], first["deadline_changed"]) == ("same", None)


@pytest.mark.parametrize(
    ("issuer", "place"),
    [
        ("聊城市人民政府办公室", "聊城市"),
        ("高唐县人民政府", "高唐县"),
        ("某某集团", ""),
    ],
)
def test_the_place_of_a_plan_is_read_from_its_issuer(issuer: str, place: str) -> None:
    assert place_of(issuer) == place
