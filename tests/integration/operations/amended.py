"""A plan under supervision, and the same document as it is handed in again, amended."""

from tasks_tracker.domain.amendments import Amendment
from tasks_tracker.domain.sources import PlanDraft
from tasks_tracker.operations import plans
from tasks_tracker.operations.amending import Choice, amend_plan, row_of
from tasks_tracker.operations.amendments import proposal_of
from tasks_tracker.operations.contents import unit_names
from tests import make
from tests.integration.operations.test_plans import DOCUMENT as TWO_MEASURES

DOCUMENT = f"""{TWO_MEASURES}
（三）压减证明材料。能用数据核验的一律不再索要，9月底前公布取消清单。（牵头单位：市司法局）
"""
AMENDED = (
    DOCUMENT.replace("6月底前综合窗口覆盖率达到95%以上", "10月底前综合窗口覆盖率达到98%以上")
    .replace("牵头单位：市审批局；", "牵头单位：市数据局；")
    .replace(
        "（三）压减证明材料。能用数据核验的一律不再索要，9月底前公布取消清单。（牵头单位：市司法局）",
        "（三）建设充电设施。老旧小区每百户配建两处插座，12月底前建成使用。（牵头单位：市住建局）",
    )
)
"""The first task has another date, figure and leader; the third gave way to another."""
SUPPLEMENT = """平川市人民政府文件

平政发〔2024〕8号

平川市人民政府
关于调整平川市便民服务提升方案部分任务的通知

各县（市、区）人民政府，市政府各部门：

平川市人民政府
2024年4月5日

一、调整的任务

（一）推行一窗受理。整合办事窗口，10月底前综合窗口覆盖率达到95%以上。（牵头单位：市审批局；责任单位：市公安局、市税务局）
"""


def hand_in(city, clerk, text=DOCUMENT, now=make.NOW) -> PlanDraft:
    (draft,) = plans.hand_in_document(
        city, by=clerk, now=now, file_name="方案.txt", raw=text.encode()
    )
    return draft


def adopt(city, clerk, text=DOCUMENT, now=make.NOW):
    draft = hand_in(city, clerk, text, now)
    return plans.adopt_plan(draft, by=clerk, now=now, new_units=unit_names(draft.content))


def all_rows(draft: PlanDraft) -> list[str]:
    diff = proposal_of(draft).diff
    return [
        *(row_of(Amendment.DROPPED, one.ref) for one in diff.dropped),
        *(row_of(Amendment.CHANGED, one.old.ref) for one in diff.changed),
        *(row_of(Amendment.ADDED, one.ref) for one in diff.added),
    ]


def chosen(draft: PlanDraft, *left: str, reasons=None, **more) -> Choice:
    """Everything is taken but the rows named."""
    return Choice(
        **{
            "seen": proposal_of(draft).mark,
            "taken": frozenset(all_rows(draft)) - set(left),
            "reasons": reasons or {},
            "new_units": frozenset(unit_names(draft.content)),
            **more,
        }
    )


def amend(draft: PlanDraft, clerk, *left: str, now=make.NOW, **more):
    return amend_plan(draft, by=clerk, now=now, choice=chosen(draft, *left, **more))
