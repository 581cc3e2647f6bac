"""One context for each kind of mail, as the operations give it."""

from datetime import date

from tasks_tracker.domain.circulars import Circular
from tasks_tracker.domain.lights import Light
from tasks_tracker.domain.users import Role
from tasks_tracker.mail import links
from tasks_tracker.mail.told import Told
from tasks_tracker.operations.digests import Digest, Item, Returned, Tally, Waiting, cut
from tests.unit import loose

LISTED = 20
"""More than a mail lists."""


def contexts():
    """Each kind of mail with what it is rendered from."""
    return {
        "plan_adopted": {**about(), "plan": task().plan, "count": 5},
        "plan_amended": {**about(), **amended()},
        "report_returned": {**about(), **reported("附上启用窗口的照片。")},
        "report_accepted": {**about(), **reported("")},
        "circular_published": {
            **about(),
            "circular": circular(),
            "named": ["聊008 推进一窗受理：窗口启用（超 3 个工作日）"],
        },
        "reminder": {
            **about(),
            "today": loose.TODAY,
            "headline": "逾期 19 项，临期 1 项",
            "listing": cut(items()),
        },
        "digest": {**about(), "digest": digest()},
        "told": {**about(), "told": told()},
    }


def told():
    return Told(
        subject="【交办】督办〔2024〕3号：21 项任务，5月17日前签收",
        opening="聊城市人民政府督查室把 21 项任务交给市一局办理。",
        facts=[("签收期限", "5月17日")],
        items=[f"聊{number:03d} 推进一窗受理" for number in range(1, LISTED + 2)],
        step="看通知并签收",
        url=links.my(),
        why="你是市一局的联络员，所以收到这封邮件。",
    )


def about():
    """What every mail is given."""
    region = loose.region()
    return {"to": loose.person(Role.LIAISON, region, loose.unit(region)), "task": None}


def amended():
    words = "按修订后的聊政发〔2024〕9号：期限 2024-06-30 → 2024-09-30"
    items = [(task(), words)] * LISTED
    return {"plan": task().plan, "doc_no": "聊政发〔2024〕9号", "count": 25, "items": items}


def task():
    made = loose.task()
    made.id = 7
    return made


def reported(words):
    made = task()
    milestone = loose.milestone(made)
    report = loose.report(made, loose.user(), milestone)
    report.review_words = words
    return {"task": made, "report": report}


def circular():
    made = Circular(
        region=loose.region(),
        first_on=date(2024, 4, 1),
        as_of=date(2024, 4, 30),
        snapshot={},
        drafted_at=loose.NOW,
        number=3,
    )
    made.id = 4
    return made


def items():
    return [
        Item(
            task_id=number,
            code=f"聊{number:03d}",
            name="推进一窗受理",
            ends_on=loose.TODAY,
            days=f"超 {LISTED - number} 个工作日",
            light=Light.OVERDUE if number < LISTED else Light.DUE_SOON,
            note="今天转为逾期" if number == LISTED - 1 else "",
        )
        for number in range(1, LISTED + 1)
    ]


def digest():
    """Everything at once, more than anybody ever gets."""
    return Digest(
        others=[("待签收的交办通知", 3)],
        today=loose.TODAY,
        headline="逾期 19 项，临期 1 项",
        own=cut(items()),
        led=cut(items()),
        waiting=cut([Waiting(9, "聊009", "推进一窗受理", "市一局", loose.TODAY)] * LISTED),
        returned=cut([Returned(8, "聊008", "推进一窗受理", loose.TODAY)] * LISTED),
        units=cut([Tally("市一局", severe=1, overdue=3, lagging=0, due_soon=0)] * LISTED),
        sections=cut([Tally("一、开办企业", severe=0, overdue=2, lagging=1, due_soon=4)]),
    )
