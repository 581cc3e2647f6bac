"""同一事项 on pages: marked in a draft, linked and parted at a task."""

import io

import pytest
from sqlalchemy import event, select, update

from tasks_tracker.domain.same_matters import SameMatter
from tasks_tracker.domain.sources import PlanDraft
from tasks_tracker.domain.tasks import Task
from tasks_tracker.operations.same_matters import link_tasks
from tasks_tracker.persistence.session import db
from tests import make
from tests.integration.operations.test_plans import DOCUMENT

REQUIREMENT = "整合办事窗口，综合窗口覆盖率达到95%以上，材料只交一次。"


@pytest.fixture
def other(world) -> Task:
    """A task of another plan about the one window."""
    task = make.task(make.section(make.plan(world.city)), world.helper, title="推行“一窗受理”")
    task.requirement = REQUIREMENT
    return task


@pytest.fixture
def clerk(client, world, other):
    return client.sign_in(world.supervisor)


@pytest.fixture
def address(clerk) -> str:
    raw = io.BytesIO(DOCUMENT.encode())
    return f"{clerk.post('/imports', {'file': (raw, '方案.txt')}).location}/same"


def link(world, other) -> SameMatter:
    return link_tasks(world.task, by=world.supervisor, now=make.NOW, other=other)


def marks() -> list[list[int]]:
    draft = db.scalars(select(PlanDraft).order_by(PlanDraft.id)).first()
    return [task.get("same_as", []) for task in draft.content["tasks"]]


def test_look_alikes_in_the_ledger_are_shown_with_their_reasons(clerk, other, address):
    page = clerk.get(address).text
    assert "推行一窗受理" in page
    assert f'value="1:{other.number}"' in page
    assert "标题相近" in page
    assert "开展上门服务" not in page


def test_ticks_are_kept_and_become_links_at_adoption(clerk, other, address):
    tick = f"1:{other.number}"
    assert clerk.post(address, {"same": [tick]}).location == address
    assert f'value="{tick}" checked' in " ".join(clerk.get(address).text.split())
    assert marks() == [[other.number], []]
    draft = address.removesuffix("/same")
    names = ["市审批局", "市公安局", "市税务局", "市民政局"]
    adopted = clerk.post(
        f"{draft}/adoption", {"new_units": names, "enter_units": "y", "confirm_doubts": "y"}
    )
    assert adopted.location.startswith("/ledger")
    assert "推行一窗受理" in clerk.get(f"/tasks/{other.id}").text


def test_ticks_left_out_are_taken_back(clerk, other, address):
    clerk.post(address, {"same": [f"1:{other.number}"]})
    clerk.post(address, {})
    assert marks() == [[], []]


@pytest.mark.parametrize("tick", ["", "1", "1:x", "a:1", "1:" + "9" * 30, "1:-1"])
def test_a_tick_that_is_none_is_refused(clerk, address, tick):
    answer = clerk.post(address, {"same": [tick]})
    assert answer.status_code == 200
    assert "读不出来" in answer.text
    assert marks() == [[], []]


@pytest.mark.parametrize("tick", ["1:999999", "99:1"])
def test_a_tick_for_what_is_not_there_is_refused(clerk, address, tick):
    assert "请刷新页面重新勾选" in clerk.post(address, {"same": [tick]}).text


def test_a_draft_like_nothing_says_so(clerk, address):
    db.execute(update(Task).values(title="普查畜禽种质资源", requirement="登记品种，建立名录。"))
    assert "没有疑似重复" in clerk.get(address).text


def test_a_closed_draft_only_shows(clerk, other, address):
    clerk.post(f"{address.removesuffix('/same')}/discard")
    page = clerk.get(address).text
    assert "只供查看" in page
    assert "保存勾选" not in page
    assert "已放弃" in clerk.post(address, {"same": [f"1:{other.number}"]}).text


def test_a_task_is_linked_from_the_page_of_those_like_it(clerk, world, other):
    world.task.title, world.task.requirement = "推行一窗受理", REQUIREMENT
    page = clerk.get(f"/tasks/{world.task.id}/same").text
    assert f'value="{other.number}"' in page
    answer = clerk.post(f"/tasks/{world.task.id}/same", {"number": other.number})
    assert answer.location == f"/tasks/{world.task.id}"
    assert f"已与{other.code}关联" in clerk.get(answer.location).text
    assert "没有相近的任务" in clerk.get(f"/tasks/{world.task.id}/same").text
    again = clerk.post(f"/tasks/{world.task.id}/same", {"number": other.number})
    assert "已经关联" in again.text


@pytest.mark.parametrize(
    ("number", "status"), [("", 200), ("x", 200), ("9" * 30, 200), (10**8, 404)]
)
def test_a_number_of_no_task_links_nothing(clerk, world, number, status):
    answer = clerk.post(f"/tasks/{world.task.id}/same", {"number": number})
    assert answer.status_code == status
    assert db.scalars(select(SameMatter)).all() == []


def test_the_page_of_a_task_shows_the_other_and_the_office_parts_them(clerk, world, other):
    found = link(world, other)
    page = clerk.get(f"/tasks/{world.task.id}").text
    assert other.name in page
    end = f"/same-matters/{found.id}/end?task={other.id}"
    assert clerk.post(end, {"reason": "范围不同"}).location == f"/tasks/{other.id}"
    page = clerk.get(f"/tasks/{other.id}").text
    assert "关联已解除" in page
    assert "没有关联别的任务" in page
    assert "范围不同" in page


def test_a_linked_task_that_ended_is_still_named(clerk, world, other):
    link(world, other)
    other.end(make.TODAY, "方案修改，不再要求")
    page = clerk.get(f"/tasks/{world.task.id}").text
    assert other.name in page
    assert "5月10日终止" in page


def test_a_link_without_a_reason_stays(clerk, world, other):
    found = link(world, other)
    answer = clerk.post(f"/same-matters/{found.id}/end", {"reason": " "})
    assert "没有解除：请写明" in clerk.get(answer.location).text
    assert found.ended_at is None


def test_the_lead_of_one_task_does_not_see_the_other_through_the_link(clerk, world, other):
    link(world, other)
    page = clerk.sign_in(world.owner).get(f"/tasks/{world.task.id}").text
    assert other.name not in page
    assert other.plan.doc_no not in page
    assert "解除关联" not in page
    assert "找相近的任务" not in page


def test_links_cost_the_page_of_a_task_one_statement(clerk, world, engine):
    def statements() -> int:
        asked = []

        def note(_connection, _cursor, statement, *_more):
            if "SAVEPOINT" not in statement:
                asked.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        clerk.get(f"/tasks/{world.task.id}")
        event.remove(engine, "before_cursor_execute", note)
        return len(asked)

    clerk.get("/account")
    without = statements()
    for _ in range(5):
        link(world, make.task(make.section(make.plan(world.city)), make.unit(world.city)))
    db.commit()
    clerk.get("/account")
    assert statements() <= without
