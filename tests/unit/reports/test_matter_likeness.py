"""Tasks about the same matter are found among many, and what every plan says is none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks_tracker.reports.matter_likeness import Alike, Matter, Matters


def matter(title, requirement="", *leads) -> Matter:
    return Matter(title, requirement, frozenset(leads))


WINDOW = matter("推行一窗受理", "整合办事窗口，综合窗口覆盖率达到95%以上，材料只交一次。", "审批局")
LEDGER = [
    matter("优化银行开户", "压缩企业开户时间，开户可以预约，当天办结。", "人民银行"),
    matter("整治农村黑臭水体", "逐村排查，控源截污，清淤疏浚，水质稳定达标。", "生态环境局"),
    matter("加强组织领导", "成立工作专班，定期调度，确保任务落实到位。", "政府办公室"),
    matter("推行“一窗受理”改革", "办事窗口整合为综合窗口，覆盖率95%以上。", "审批局"),
    matter("普查古树名木", "登记造册，挂牌保护，落实管护责任。", "林业局"),
]
TEXT = st.text("一窗受理加强组织领导农村水体。，1、", max_size=30)


def found(asked: Matter, among=LEDGER) -> list[Alike]:
    return Matters(among).like(asked)


def test_the_same_matter_in_other_words_is_found_with_its_reasons():
    (alike,) = found(WINDOW)
    assert alike.place == 3
    assert alike.why == "标题相近；要求相近；同由审批局牵头"


def test_a_shared_lead_unit_raises_the_score_and_does_not_make_one():
    stranger = matter("建设产业园区", "盘活低效用地，引进项目。", "审批局")
    elsewhere = matter(WINDOW.title, WINDOW.requirement, "别的局")
    assert found(stranger) == []
    assert found(elsewhere)[0].score == found(WINDOW)[0].score - 6


@pytest.mark.parametrize("title", ["加强组织领导", "强化组织领导", "（一）加强组织领导。"])
def test_what_every_plan_says_at_its_end_is_no_matter_of_its_own(title):
    assert found(matter(title, "健全机制，压实责任，强化督导考核，严格奖惩。")) == []


def test_a_number_before_the_title_means_nothing():
    plain, numbered = (
        found(matter(title, WINDOW.requirement))
        for title in ("推行一窗受理", "（十二）推行一窗受理")
    )
    assert plain == numbered


def test_the_likest_come_first_and_few():
    many = [matter(f"推行一窗受理{'改革' * times}", WINDOW.requirement) for times in range(5)]
    alikes = found(WINDOW, many)
    assert [alike.place for alike in alikes] == [0, 1, 2]
    assert alikes[0].score > alikes[-1].score


def test_nothing_is_like_anything_in_an_empty_ledger():
    assert found(WINDOW, []) == []


@given(TEXT, TEXT, st.lists(st.tuples(TEXT, TEXT), max_size=6))
@settings(max_examples=100, deadline=None)
def test_no_text_breaks_it_and_every_score_is_a_share_of_a_hundred(title, requirement, others):
    known = [matter(*other) for other in others]
    for alike in Matters(known).like(matter(title, requirement), least=0):
        assert 0 <= alike.score <= 100
        assert alike.why
        assert 0 <= alike.place < len(known)
