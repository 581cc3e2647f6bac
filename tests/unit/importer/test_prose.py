"""Duties in plain prose, in documents of invented places."""

from collections.abc import Sequence
from datetime import date

import pytest

from tasks_tracker.importer.draft import DraftTask
from tasks_tracker.importer.extraction import extract
from tasks_tracker.importer.lines import clean_lines, join
from tasks_tracker.importer.prose import duties_of
from tasks_tracker.importer.subjects import names_of

Names = Sequence[str]

CHARTER = """\
岭南省白石市人民政府
白政发〔2019〕12号
白石市人民政府关于印发白石市桥梁养护管理办法的通知
各区人民政府：
现将办法印发给你们。
白石市人民政府
2019年3月8日
白石市桥梁养护管理办法
第一章 总则
第一条 为了让桥梁用得久，制定本办法。
第二条 本办法所称桥梁，是指公路上的桥梁；养护单位是指负责养护的单位。
第三条 市、区两级人民政府负责统筹养护经费，协调重大问题。
第四条 市交通主管部门负责养护，每年检测一次；市财政部门负责拨付经费。市交通主管部门应当建档。
第二章 职责
第五条 市桥梁委员会的主要职责：
（一）审议养护计划；
（二）听取检测结果。
第六条 桥梁有裂缝的，桥头街道办事处应当上报，由市交通主管部门会同应急部门、公安机关处置。
第七条 发生险情的，政务部门因抢险需要调用车辆的，应当告知车辆管理单位；经费由市财政予以保障。
第八条 市民可以举报险情。企业应当爱护桥梁。
"""

NOTICE = """\
北河县人民政府办公室关于做好2022年防汛工作的通知
各乡镇人民政府：
一、指导思想
各部门要提高认识。
二、工作目标
6月1日前各乡镇要完成准备。
三、主要任务
（一）排查隐患。水利、住建、交通等部门要排查河道、工地和涵洞，5月底前列出清单；县气象局及时发布预警。要留好记录。
（二）储备物资
县应急局牵头储备，县粮食和物资储备局、县财政局配合。物资清单由各乡镇（街道）于每年4月底前上报。
四、职责分工
（一）县水务局。负责河道巡查，每周通报一次。
（二）县公安局、县消防救援大队：负责转移群众。
五、保障措施
（一）加强领导。各级各有关部门要重视。县防汛指挥部办公室要加强调度。形成县委统一领导，县应急局牵头的工作格局。
"""

BESIDE_CLAUSES = """\
南川县便民实施方案
一、任务
（一）开好窗口。县财政局要保障经费。（责任单位：县审批局）
二、工作要求
（一）加强调度。各乡镇、县直有关部门要抓好落实。县政府办公室定期通报进展。
"""


def tasks(text: str) -> list[DraftTask]:
    return [task for plan in extract(text) for task in plan.tasks]


def summary(text: str) -> list[tuple[str, int, Names, Names]]:
    return [(one.path[-1][:3], one.part, list(one.lead), list(one.support)) for one in tasks(text)]


def said(text: str) -> list[tuple[Names, Names]]:
    duties = duties_of(join(clean_lines(text)), 0, lambda _names: False)
    return [(list(duty.lead), list(duty.support)) for duty in duties]


def test_articles_lay_duties_on_the_units_that_their_sentences_name() -> None:
    assert summary(CHARTER) == [
        ("第三条", 1, ["市、区两级人民政府"], []),
        ("第四条", 1, ["市交通主管部门"], []),
        ("第四条", 2, ["市财政部门"], []),
        ("第五条", 1, ["市桥梁委员会"], []),
        ("第六条", 1, ["桥头街道办事处"], []),
        ("第六条", 2, ["市交通主管部门"], ["应急部门", "公安机关"]),
        ("第七条", 1, ["政务部门"], []),
        ("第七条", 2, ["市财政"], []),
    ]


def test_what_is_said_again_of_a_unit_joins_its_part() -> None:
    transport = tasks(CHARTER)[1]
    assert transport.text.endswith("市交通主管部门应当建档")
    assert "财政" not in transport.text
    assert [deadline.rule for deadline in transport.deadlines] == ["yearly"]


def test_an_article_keeps_the_items_below_it() -> None:
    council = tasks(CHARTER)[3]
    assert council.line_end - council.line_start == 2
    assert "听取检测结果" in council.text


def test_duties_in_prose_carry_one_doubt_each() -> None:
    assert {tuple(doubt.field for doubt in one.doubts) for one in tasks(CHARTER)} == {("lead",)}


def test_a_report_to_another_unit_leaves_a_doubt_about_support() -> None:
    (one,) = tasks("某县管理办法\n第一条 县水务局应当向县应急局报告水情，并作好记录。")
    assert [doubt.field for doubt in one.doubts] == ["lead", "support"]


def test_a_notice_without_clauses_is_read_by_its_sentences_and_its_list_of_units() -> None:
    assert summary(NOTICE) == [
        ("（一）", 1, ["水利", "住建", "交通"], []),
        ("（一）", 2, ["县气象局"], []),
        ("（二）", 1, ["县应急局"], ["县粮食和物资储备局", "县财政局"]),
        ("（二）", 2, ["各乡镇（街道）"], []),
        ("（一）", 1, ["县水务局"], []),
        ("（二）", 1, ["县公安局", "县消防救援大队"], []),
        ("（一）", 1, ["县防汛指挥部办公室"], []),
    ]


def test_the_units_of_a_duty_list_are_its_titles() -> None:
    listed = [one for one in tasks(NOTICE) if one.path[0].startswith("四、")]
    assert [one.title for one in listed] == ["县水务局", "县公安局、县消防救援大队"]
    assert listed[0].deadlines[0].rule == "weekly"


def test_beside_clauses_only_bodies_with_a_name_of_their_own_count() -> None:
    assert summary(BESIDE_CLAUSES) == [
        ("（一）", 1, ["县审批局"], []),
        ("（一）", 1, ["县政府办公室"], []),
    ]


def test_news_assign_nothing_though_they_speak_of_duties() -> None:
    news = "北河县召开防汛会议\n7月4日，北河县召开会议，县长主持。\n会议要求，县水务局要巡查河道。"
    assert [(plan.kind, plan.tasks) for plan in extract(f"{NOTICE}\n{news}")[1:]] == [("news", ())]


def test_a_report_names_the_work_of_the_year_to_come_without_units() -> None:
    report = (
        "政府工作报告\n——2023年1月9日在北河县第三届人民代表大会第二次会议上\n一、去年工作回顾\n（一）经济平稳。完成投资3亿元。\n"
        "二、2023年重点工作\n（一）扩大投资。新增项目20个。\n（二）改善民生。每月走访一次。"
    )
    assert [(one.title, one.lead) for one in tasks(report)] == [("扩大投资", ()), ("改善民生", ())]
    assert extract(report)[0].issued_on == date(2023, 1, 9)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("各有关部门按照职责分工，依法组织检查。", [["各有关部门"]]),
        ("旧线路由县电力公司负责拆除，沟渠由水务部门清理。", [["县电力公司"], ["水务部门"]]),
        ("县交通局建立台账制度，由各养护站所在乡镇政府填报。", [["各养护站所在乡镇政府"]]),
        ("普查名录由县编办负责和协调。", [["县编办"]]),
        ("奖励由县财政局拨付，由县教育局发放。", [["县财政局"], ["县教育局"]]),
        ("市投资促进局、某地海关等按部门职能负责。", [["市投资促进局", "某地海关"]]),
        ("供水、供电等行业县级主管部门和县国资局要列出清单。", [["供水", "供电", "县国资局"]]),
        ("安监部门和行业主管部门要加强联系。", [["安监部门", "行业主管部门"]]),
        ("发现重复的，目录编制部门应当合并。", [["目录编制部门"]]),
        ("各区、开发区管委会确定的审批部门负责受理。", [["各区、开发区管委会确定的审批部门"]]),
        ("一是县教育局要开设课程；二是县体育局要修好球场。", [["县教育局"], ["县体育局"]]),
        ("数据由县“亩均论英雄”改革工作专班每年公布。", [["县“亩均论英雄”改革工作专班"]]),
        ("名单由所属开发区、镇（街道）审核。", [["所属开发区", "镇（街道）"]]),
        ("纪检、监察和统计机构要加强检查。", [["纪检", "监察", "统计机构"]]),
        ("交警、公路养护等部门（单位）要排查路段。", [["交警", "公路养护"]]),
        ("供水、供气等主管部门和县国资委要列出清单。", [["供水", "供气", "县国资委"]]),
        ("领导小组办公室设在县发改局，承担日常工作。", [["领导小组办公室"]]),
        ("成立县桥梁养护领导小组，统筹推进养护。", [["县桥梁养护领导小组"]]),
        ("建立由县直部门组成的养护联席会议制度，协调重大问题。", [["养护联席会议"]]),
        ("未设专班的县级政府、市直部门要指定专人。", [["未设专班的县级政府", "市直部门"]]),
        ("县财政部门是养护资金主管部门，负责监督使用。", [["县财政部门"]]),
        ("采购人与县采购中心应互相监督。", [["采购人", "县采购中心"]]),
        ("凡使用资金的单位为项目实施单位，履行以下职责：编制预算。", [["项目实施单位"]]),
    ],
)  # fmt: skip
def test_subjects_of_sentences(text: str, expected: list[Names]) -> None:
    assert [lead for lead, _ in said(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "推动税务、银行等部门和单位对企业信用实行互认。",
        "领导小组由市长任组长，成员由各单位负责人担任。",
        "努力构建县委统一领导，县委政法委牵头的工作格局。",
        "办公室设在县发改局。",
        "工厂用地的供应以县级工业园区为主。",
        "企业应当如实申报。",
        "研发机构建设标准从高。",
        "力争在加快数字政府建设方面有所突破。",
        "与省级部门对接后报市政府同意。",
        "市场监管更加有力。",
        "本条例所称部门，是指县政府部门。",
        "各单位主要负责人是第一责任人。",
        "本办法由县交通局负责解释。",
        "各乡镇要将本通知精神及时传达到村。",
    ],
)
def test_sentences_without_a_duty_of_a_unit(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("交警、教育和体育、交通运输等部门", ("交警", "教育和体育", "交通运输")),
        ("国土、住建部门", ("国土", "住建部门")),
        ("县财政局、国网某地供电公司等单位", ("县财政局", "国网某地供电公司")),
        ("县级政府和市直有关部门", ("县级政府", "市直有关部门")),
        ("市自然资源和规划局", ("市自然资源和规划局",)),
        ("负责提供数据的单位", ("负责提供数据的单位",)),
        ("社会公众和监管部门", ()),
        ("县粮食局）督促生产经营单位", ()),
        ("企业、县财政局", ()),
    ],
)
def test_names_of_subjects(words: str, names: tuple[str, ...]) -> None:
    assert names_of(words) == names


def test_units_that_join_behind_a_comma_support() -> None:
    text = "县采购中心根据需求，会同县财政局编制文件。县公安局要巡查。要联合县城管局清理占道。"
    assert said(text) == [(["县采购中心"], ["县财政局"]), (["县公安局"], ["县城管局"])]
    joined = "由县工信局牵头，县税务局、县统计局各抽调一名业务骨干参加。"
    assert said(joined) == [(["县工信局"], ["县税务局", "县统计局"])]


SWEEP = (
    "北河县清扫方案\n一、任务\n（一）清除落叶。城区由县住建局负责落实；河道由县水务局负责落实。\n"
    "清除垃圾。城区由县住建局负责落实。"
)


def test_a_unit_named_again_behind_others_has_a_further_duty_but_not_in_rules() -> None:
    assert [one.lead for one in tasks(SWEEP)] == [("县住建局",), ("县水务局",), ("县住建局",)]
    rules = SWEEP.replace("方案", "办法").replace("（一）", "第一条 ")
    assert [one.lead for one in tasks(rules)] == [("县住建局",), ("县水务局",)]


def test_the_only_unit_of_a_measure_has_the_date_beside_its_sentence() -> None:
    (one,) = tasks(
        "北河县方案\n一、任务\n（一）清理文件。2022年6月底前清理完毕。县司法局要公布目录。"
    )
    assert [deadline.due for deadline in one.deadlines] == [date(2022, 6, 30)]


def test_words_above_numbered_measures_that_speak_to_everybody_assign_nothing() -> None:
    text = "北河县方案\n一、任务\n各级各部门要提高认识。\n（一）修路。县交通局要修好县道。"
    assert [one.lead for one in tasks(text)] == [("县交通局",)]
