"""Plans to compare: measures that have nothing to do with each other, and dates and units."""

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from tasks_tracker.domain.milestones import DeadlineKind
from tasks_tracker.importer.amendment.values import Clause, Goal, Step

MATTERS = (
    ("推行一窗受理", "整合办事窗口，收件、分办、出件由综合窗口一处办完。"),
    ("开展上门服务", "为行动不便的群众预约上门，登记、拍照、送证一次办好。"),
    ("修缮农村公路", "对破损路面逐段排查，坑槽随坏随补，桥梁加装护栏。"),
    ("清理僵尸企业", "摸清停产三年以上企业底数，分类办理注销或重整。"),
    ("扩大普惠托育", "依托社区用房新开托位，补助建设经费，公开收费标准。"),
    ("治理黑臭水体", "封堵沿河排口，雨污分流改造到户，水质按月公布。"),
    ("培育特色果品", "建设育苗基地，引进耐储品种，组织合作社统一销售。"),
    ("压减证明材料", "能用数据核验的一律不再索要，清单之外的证明取消。"),
    ("建设充电设施", "老旧小区每百户配两处插座，公交站场布设快充桩。"),
    ("排查燃气隐患", "逐户检查软管和阀门，更换过期灶具，餐饮场所装报警器。"),
    ("引进青年人才", "发放租房补贴，提供面试路费，企业设博士后工作站。"),
    ("规范校外培训", "核查办学许可与预收费，资金交由银行监管，投诉限时答复。"),
)
UNITS = ("市一局", "市二局", "市三局", "市四局", "市五局")
DAYS = [date(2024, month, 15) for month in range(1, 13)]


def clause(number: int, **more) -> Clause:
    title, requirement = MATTERS[number % len(MATTERS)]
    given = {
        "ref": number + 1,
        "path": ("一、重点任务", f"（{number + 1}）{title}"),
        "title": title,
        "requirement": requirement,
        "leads": (UNITS[number % len(UNITS)],),
        "steps": (step(DAYS[number % len(DAYS)]),),
        "line_start": 2 * number + 1,
        "line_end": 2 * number + 2,
    }
    return Clause(**{**given, **more})


def step(due: date | None, deliverable="全部做完", **more) -> Step:
    given = {"kind": DeadlineKind.BY if due else DeadlineKind.ONGOING, "phrase": f"{due}前"}
    return Step(**{"deliverable": deliverable, "due": due, **given, **more})


def goal(value=95, phrase="覆盖率", unit="%", **more) -> Goal:
    return Goal(phrase=phrase, op=">=", value=value, unit=unit, **more)


@st.composite
def plans(draw) -> list[Clause]:
    """Some of the matters, each with units, dates and figures of its own."""
    numbers = draw(st.permutations(range(len(MATTERS))))[: draw(st.integers(1, len(MATTERS)))]
    return [draw(_clauses(number)) for number in numbers]


@st.composite
def _clauses(draw, number: int) -> Clause:
    leads = draw(st.lists(st.sampled_from(UNITS), min_size=1, max_size=3, unique=True))
    days = draw(st.lists(st.sampled_from([*DAYS, None]), max_size=3, unique=True))
    steps = tuple(
        step(day, f"做到第{at}步", position=at, is_met=draw(st.booleans()) and day is not None)
        for at, day in enumerate(days, 1)
    )
    figures = draw(st.lists(st.integers(1, 99), max_size=2, unique=True))
    goals = tuple(goal(value, position=at) for at, value in enumerate(figures, 1))
    return clause(number, leads=tuple(leads), steps=steps, goals=goals)


def as_draft(ledger: list[Clause]) -> list[Clause]:
    """The same plan read from a document in which the headings were numbered anew."""
    return [
        replace(
            one,
            ref=100 + at,
            path=(one.path[0], f"{at}．{one.title}"),
            steps=tuple(replace(s, position=0, is_met=False) for s in one.steps),
            goals=tuple(replace(g, position=0) for g in one.goals),
            line_start=7 * at,
            line_end=7 * at + 1,
        )
        for at, one in enumerate(ledger, 1)
    ]
