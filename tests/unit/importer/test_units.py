import pytest

from tasks_tracker.importer.units import looks_like_unit, split_names


@pytest.mark.parametrize(
    ("listed", "names"),
    [
        ("甲局、乙局，丙局；丁局", ["甲局", "乙局", "丙局", "丁局"]),
        (
            "各县（市、区）人民政府、市属开发区管委会",
            ["各县（市、区）人民政府", "市属开发区管委会"],
        ),
        ("开发区管委会、各镇政府（街道办事处）", ["开发区管委会", "各镇政府（街道办事处）"]),
        ("各区、县级市人民政府，甲局", ["各区、县级市人民政府", "甲局"]),
        ("市、县两级人民政府", ["市、县两级人民政府"]),
        ("甲局、乙局等", ["甲局", "乙局"]),
        ("甲局等部门", ["甲局"]),
        ("甲局等有关部门和单位", ["甲局"]),
        ("甲局等县政府相关部门，开发区管委会", ["甲局", "开发区管委会"]),
        ("各水电气热信等专营单位", ["各水电气热信等专营单位"]),
        ("相关部门及各县（市、区）", ["相关部门", "各县（市、区）"]),
        ("县经济开发区和县金融办", ["县经济开发区", "县金融办"]),
        ("市自然资源和规划局、市文化和旅游局", ["市自然资源和规划局", "市文化和旅游局"]),
        ("县财政局、县采购中心，6月底完成", ["县财政局", "县采购中心"]),
        ("市 财政局", ["市财政局"]),
        ("", []),
    ],
)
def test_names_are_split_as_printed(listed: str, names: list[str]) -> None:
    assert list(split_names(listed)) == names


@pytest.mark.parametrize(
    "name",
    ["市财政局", "县委组织部", "县人行", "各县（市、区）", "共青团县委", "某某领导小组成员单位"],
)
def test_names_of_public_bodies_look_like_it(name: str) -> None:
    assert looks_like_unit(name)


@pytest.mark.parametrize("name", ["按照谁", "局", "王某某", "推进工作落实", "局" * 41])
def test_other_words_do_not(name: str) -> None:
    assert not looks_like_unit(name)
