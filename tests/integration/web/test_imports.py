"""导入方案: from the uploaded file to the ledger, or back out of it."""

import io
import re
from html import unescape

import pytest
from sqlalchemy import func, select

from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.sources import DraftState, PlanDraft, SourceDocument
from tasks_tracker.domain.units import Unit
from tasks_tracker.persistence.session import db
from tasks_tracker.web import imports
from tests import make
from tests.integration.operations.test_plans import DOCUMENT

SECOND = DOCUMENT.replace("3号", "4号").replace("便民服务提升", "园区提升")
DOUBTFUL = DOCUMENT.replace("（牵头单位：市民政局）", "（责任单位：市民政局；责任单位：市审批局）")
WITHOUT_LEAD = DOCUMENT.replace("（牵头单位：市民政局）", "")


@pytest.fixture
def clerk(client, world):
    """The supervisor sits before the browser; the register knows three of the four units."""
    for name in ("市审批局", "市公安局", "市税务总局"):
        make.unit(world.city, name)
    return client.sign_in(world.supervisor)


def hand_in(clerk, text=DOCUMENT, name="方案.txt"):
    raw = text if isinstance(text, bytes) else text.encode()
    return clerk.post("/imports", {"file": (io.BytesIO(raw), name)})


def drafts() -> list[PlanDraft]:
    return list(db.scalars(select(PlanDraft).order_by(PlanDraft.id)))


@pytest.fixture
def draft(clerk) -> str:
    """The address of a draft that was just read."""
    return hand_in(clerk).location


def fields(page: str) -> dict[str, str]:
    """What the form of the task holds, as a browser would send it."""
    form = page.split('id="task"')[1].split("</form>")[0]
    sent = {}
    for tag in re.findall(r"<input[^>]*>", form):
        parts = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if parts["name"] != "csrf_token" and parts.get("type") not in {"checkbox", "radio"}:
            sent[parts["name"]] = parts.get("value", "")
    texts = re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>\s*(.*?)</textarea>', form, re.S)
    sent.update(dict(texts))
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        sent[name] = re.search(r'<option selected value="([^"]+)"', options)[1]
    return {name: unescape(value) for name, value in sent.items()}


def correct(clerk, draft, number=1, **changes):
    sent = {**fields(clerk.get(f"{draft}?task={number}").text), **changes}
    return clerk.post(f"{draft}/tasks/{number}", sent)


def item(number=1):
    return drafts()[0].content["tasks"][number - 1]


def test_a_document_is_read_and_shown_for_checking(clerk):
    answer = hand_in(clerk)
    page = clerk.get(answer.location).text
    assert "读出 1 个板块、2 条措施、2 项任务" in page
    words = " ".join(page.split())
    assert '<mark class="u" data-words="市审批局">市审批局</mark>' in words
    assert '<mark data-words="6月底前">6月底前</mark>' in words
    assert "星期日，不是工作日，按规则不调整" in page
    assert 'value="2024-06-30"' in page


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "文件是空的"),
        (b"%PDF-1.7 \x00", "这份 PDF 打不开"),
        (b"\xff\xfe\xfa\x00\x01", "另存为"),
        ("关于放假的通知\n\n五一放假五天。".encode(), "没有布置任务"),
    ],
)
def test_what_cannot_be_a_plan_is_refused_and_changes_nothing(clerk, raw, words):
    answer = hand_in(clerk, raw)
    assert words in answer.text
    assert db.scalar(select(func.count(SourceDocument.id))) == 0


def test_a_file_over_the_limit_is_refused(clerk, monkeypatch):
    monkeypatch.setattr(imports, "MEGABYTE", len(DOCUMENT.encode()) - 1)
    assert "超过 1 MB" in hand_in(clerk).text
    assert drafts() == []


def test_no_file_at_all_is_asked_for(clerk):
    assert "请选择方案文件" in clerk.post("/imports", {}).text


def test_the_same_document_twice_is_refused(clerk, draft):
    assert "已经导入，正等待核对" in hand_in(clerk).text
    assert len(drafts()) == 1


def test_a_gazette_gives_several_drafts(clerk):
    answer = hand_in(clerk, DOCUMENT + "\n" * 3 + SECOND)
    page = clerk.get(answer.location).text
    assert "有 2 份布置任务的方案" in page
    assert "平政发〔2024〕3号" in page
    assert "平政发〔2024〕4号" in page


def test_fields_are_corrected_and_say_so(clerk, draft):
    answer = correct(
        clerk,
        draft,
        title="推行综合窗口",
        lead="市审批局，市公安局",
        support="",
        **{"deadlines-0-due": "2024-07-15", "targets-0-value": "９８", "requirement": "甲\r\n乙"},
    )
    assert answer.status_code == 302
    changed = item()
    assert (changed["title"], changed["requirement"]) == ("推行综合窗口", "甲\n乙")
    assert (changed["lead"], changed["support"]) == (["市审批局", "市公安局"], [])
    assert changed["deadlines"][0]["due"] == "2024-07-15"
    assert changed["deadlines"][0]["derivation"].startswith("核对时改为 2024-07-15；原推算：")
    assert changed["targets"][0]["value"] == "98"


def test_saving_without_a_change_leaves_all_as_it_was_read(clerk, draft):
    before = item()
    correct(clerk, draft)
    assert item() == before


def test_a_name_with_brackets_or_a_comma_of_its_own_stays_one_name(clerk, world, draft):
    towns = "各镇政府、街道办事处"
    make.unit(world.city, towns)
    correct(clerk, draft, support=f"各县（市、区）政府、{towns}、市公安局")
    names = ["各县（市、区）政府", towns, "市公安局"]
    assert item()["support"] == names
    correct(clerk, draft)
    assert item()["support"] == names


def test_milestones_and_targets_are_added_and_taken_away(clerk, draft):
    correct(
        clerk,
        draft,
        **{
            "deadlines-0-remove": "y",
            "deadlines-1-deliverable": "中期评估",
            "deadlines-1-due": "2024-09-30",
            "targets-0-remove": "y",
            "targets-1-phrase": "窗口数",
            "targets-1-value": "12",
            "targets-1-unit": "个",
        },
    )
    (deadline,), (target,) = item()["deadlines"], item()["targets"]
    assert (deadline["deliverable"], deadline["due"]) == ("中期评估", "2024-09-30")
    assert deadline["kind"] == "by"
    assert (target["phrase"], target["op"], target["value"]) == ("窗口数", ">=", "12")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": " "}, "标题不能空着"),
        ({"lead": "、"}, "至少有一个牵头单位"),
        ({"lead": "长" * 81}, "最多 80 字"),
        ({"deadlines-0-due": ""}, "有期限的节点要填日期"),
        ({"deadlines-0-due": "8月底"}, "日期"),
        ({"deadlines-0-kind": "recurring"}, "请改选“长期”"),
        ({"targets-0-value": "多数"}, "这里只填数字"),
        ({"targets-0-value": ""}, "填上数值，或者删去"),
        ({"targets-1-phrase": "窗口数"}, "填上数值，或者删去"),
    ],
)
def test_a_bad_correction_is_refused_beside_its_field(clerk, draft, changes, words):
    before = item()
    answer = correct(clerk, draft, **changes)
    assert answer.status_code == 200
    assert words in answer.text
    assert item() == before


def test_the_button_leads_to_the_next_doubt(clerk, draft):
    answer = correct(clerk, draft, next="1")
    assert answer.location == f"{draft}?task=2&focus=doubt"


def test_a_task_that_is_not_there_is_not_found(clerk, draft):
    assert clerk.get(f"{draft}?task=3").status_code == 404
    assert clerk.post(f"{draft}/tasks/0").status_code == 404
    assert clerk.get("/imports/999999").status_code == 404


def adopt(clerk, draft, **ticks):
    names = re.findall(r'name="new_units"\s+value="([^"]+)"', clerk.get(draft).text)
    return clerk.post(f"{draft}/adoption", {"new_units": names, **ticks})


def test_unknown_units_are_made_only_when_that_is_ticked(clerk, draft):
    page = adopt(clerk, draft).text
    assert "名册里没有 2 个单位：市税务局、市民政局" in page
    assert db.scalar(select(func.count(Plan.id)).where(Plan.doc_no == "平政发〔2024〕3号")) == 0
    assert adopt(clerk, draft, enter_units="y").status_code == 302
    assert set(db.scalars(select(Unit.name))) >= {"市税务局", "市民政局"}


def test_an_adopted_plan_stands_in_the_ledger_and_the_draft_is_closed(clerk, draft):
    answer = adopt(clerk, draft, enter_units="y")
    plan = db.scalars(select(Plan).where(Plan.doc_no == "平政发〔2024〕3号")).one()
    assert answer.location == f"/ledger?plan={plan.id}"
    assert drafts()[0].state is DraftState.ADOPTED
    page = clerk.get(draft).text
    assert "不能再改" in page
    assert 'id="task"' not in page
    assert "看台账 2 项" in clerk.get("/imports").text
    late = {"title": "改", "lead": "市审批局", "seen": "2"}
    assert "已经立项，请到台账中查看" in clerk.post(f"{draft}/tasks/1", late).text


def test_open_doubts_ask_for_a_tick_and_do_not_bar(clerk):
    hand_in(clerk, DOUBTFUL)
    draft = f"/imports/{drafts()[0].id}"
    assert "处疑点没有核" in adopt(clerk, draft, enter_units="y").text
    assert adopt(clerk, draft, enter_units="y", confirm_doubts="y").status_code == 302


def test_a_draft_is_thrown_away_and_the_file_may_come_again(clerk, draft):
    answer = clerk.post(f"{draft}/discard")
    assert answer.location == "/imports"
    assert "已放弃导入平政发〔2024〕3号" in clerk.get("/imports").text
    assert "这次导入已放弃" in clerk.post(f"{draft}/discard").text
    assert hand_in(clerk).status_code == 302


@pytest.mark.parametrize(
    ("person", "statuses"),
    [
        ("supervisor", (200, 200)),
        ("head", (200, 200)),
        ("leader", (403, 403)),
        ("owner", (403, 403)),
        ("county_supervisor", (200, 404)),
        ("system_admin", (403, 403)),
    ],
)
def test_importing_is_the_business_of_the_own_office(clerk, world, draft, person, statuses):
    index, show = statuses
    clerk.sign_in(world.people[person])
    assert clerk.get("/imports").status_code == index
    assert clerk.get(draft).status_code == show
    assert hand_in(clerk, SECOND).status_code == (302 if index == 200 else 403)
    assert clerk.post(f"{draft}/discard").status_code == (302 if show == 200 else show)


def test_nobody_sees_what_another_region_imports(clerk, world, draft):
    assert "平政发〔2024〕3号" not in clerk.sign_in(world.county_supervisor).get("/imports").text
