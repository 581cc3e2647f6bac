from datetime import date

import pytest

from tasks_tracker.importer.annexes import parts_of
from tasks_tracker.importer.documents import Document, documents
from tasks_tracker.importer.letterhead import based_on, date_of, kind_of
from tasks_tracker.importer.lines import clean_lines
from tasks_tracker.importer.pages import arrivals, departures, pairs
from tests.unit.importer.specimens import CITY, COUNTY


def found(text: str) -> list[Document]:
    return documents(clean_lines(text))


def test_a_gazette_is_told_apart_into_its_documents() -> None:
    assert [(one.number, one.kind) for one in found(CITY)] == [
        ("云政发〔2023〕9号", "plan"),
        ("云政任〔2023〕3号", "personnel"),
        (None, "news"),
    ]


def test_the_head_of_a_document_is_read() -> None:
    city, appointments, _ = found(CITY)
    assert city.title == "云泽市人民政府关于印发云泽市便民服务提升行动方案的通知"
    assert (city.issuer, city.issued_on) == ("云泽市人民政府", date(2023, 4, 12))
    assert city.based_on == ("东政发〔2022〕31号",)
    assert appointments.title == "云泽市人民政府关于任免李一等同志职务的通知"
    assert appointments.issued_on == date(2023, 4, 20)


def test_a_torn_document_is_put_together_over_the_others() -> None:
    city = found(CITY)[0]
    assert len(city.spans) == 2
    texts = [line.text for line in city.body]
    at = texts.index("输局、市司法局、市生态环境")
    assert texts[at + 1] == "局、市水利局）"


def test_continuations_find_their_pages_though_they_stand_crosswise() -> None:
    torn = ["甲（下转第41页）", "乙（下转第43页）", "丙（下转第42页）"]
    lines = clean_lines("\n".join([*torn, "（上接第5页）一", "（上接第9页）二", "（上接第7页）三"]))
    assert pairs(departures(lines), arrivals(lines)) == {3: 0, 4: 2, 5: 1}


def test_a_continuation_without_its_page_takes_the_torn_document_before_it() -> None:
    lines = clean_lines("甲（下转第41页）\n（上接第5页）一\n（上接第9页）二")
    assert pairs(departures(lines), arrivals(lines)) == {1: 0}


def test_a_single_document_needs_no_gazette() -> None:
    (county,) = found(COUNTY)
    assert (county.number, county.issued_on) == ("青政发〔2023〕5号", date(2023, 5, 8))
    assert county.based_on == ("云政发〔2023〕9号",)
    assert not [line for line in county.body if "抄送" in line.text or "印发" in line.text[-2:]]


def test_a_text_without_any_head_is_one_document() -> None:
    (bare,) = found("某县便民服务实施方案\n一、窗口\n（一）办好。（责任单位：县审批局）")
    assert (bare.number, bare.title, bare.issued_on) == (None, "某县便民服务实施方案", None)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("某市人民政府关于印发提升行动方案的通知", "plan"),
        ("某市人民政府关于印发管理暂行办法的通知", "rules"),
        ("某市人民政府关于任免张三职务的通知", "personnel"),
        ("某市人民政府关于公布基准地价的通知", "data"),
        ("某市人民政府大事记", "news"),
        ("政府工作报告", "speech"),
        ("某县突发地质灾害应急预案", "plan"),
        ("某县关于印发常务会议议定事项的通知", "plan"),
        ("某市春天到了", "other"),
        ("4月重要工作动态(4月01日—4月30日)", "news"),
        ("6月工作动态", "news"),
    ],
)
def test_the_title_tells_the_kind(title: str, kind: str) -> None:
    assert kind_of(title) == kind


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2021年6月18日", date(2021, 6, 18)),
        ("2020 年 5 月 14 日", date(2020, 5, 14)),
        ("二〇二一年十二月三十一日", date(2021, 12, 31)),
        ("（2021年6月1日）", date(2021, 6, 1)),
        ("2021年13月1日", None),
        ("2021年6月18日召开会议", None),
        ("某年某月某日", None),
    ],
)
def test_a_date_stands_on_a_line_of_its_own(words: str, day: date | None) -> None:
    assert date_of(words) == day


@pytest.mark.parametrize("issuer", ["某县扶贫开发领导小组", "某市人民政府督查室", "中共某某区委"])
def test_offices_of_many_kinds_issue_documents(issuer: str) -> None:
    (one,) = found(f"{issuer}关于印发任务清单的通知\n某字〔2017〕3号\n一、产业。由县农业局负责。")
    assert one.issuer == issuer


def test_the_meeting_that_passed_a_document_dates_it() -> None:
    (one,) = found("某市行动方案\n（2024年4月8日市政府第38次常务会议审议通过）\n一、目标")
    assert one.issued_on == date(2024, 4, 8)


def test_what_a_plan_implements_is_named_by_number_or_title() -> None:
    opening = (
        "根据《全省指导意见》（省政发〔2020〕8号）和《数据管理办法》，结合实际。学习《其他读物》。"
    )
    assert based_on(opening) == ("省政发〔2020〕8号", "《数据管理办法》")


def test_annexes_begin_at_their_mark_or_at_a_listed_title() -> None:
    text = "一、正文\n附件：1.甲清单\n2.乙清单\n甲清单\n一、甲任务\n附件2\n乙清单\n一、乙任务"
    parts = parts_of(clean_lines(text))
    assert [(part.label, [line.text for line in part.lines]) for part in parts] == [
        ("", ["一、正文"]),
        ("附件1 甲清单", ["一、甲任务"]),
        ("附件2 乙清单", ["一、乙任务"]),
    ]
