"""Ending a task by a decision: 终止、合并、转为常态."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import DateField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from tasks_tracker import wording
from tasks_tracker.domain.endings import BY_DECISION, require_nothing_open
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.standing import Ending
from tasks_tracker.domain.tasks import Task
from tasks_tracker.operations.endings import end_task
from tasks_tracker.persistence import endings, tasks
from tasks_tracker.web.evidence_field import EvidenceFields
from tasks_tracker.web.forms import Form, choices

bp = Blueprint("endings", __name__)


class EndingForm(EvidenceFields, Form):
    """How, why, and by which paper."""

    ending = RadioField(
        "怎样结束",
        [InputRequired("选择终止、合并或者转为常态工作。")],
        choices=choices((one.value, wording.word(one)) for one in BY_DECISION),
    )
    reason = TextAreaField(
        "理由",
        [
            DataRequired("写明理由，牵头单位和责任单位都会看到。"),
            Length(max=2000, message="最多 2000 字。"),
        ],
    )
    doc_no = StringField(
        "依据",
        [
            DataRequired("写明依据的文号或会议纪要，没有依据不能终止。"),
            Length(max=80, message="最多 80 字。"),
        ],
    )
    decided_on = DateField("依据的日期", [DataRequired("填依据的日期。")])
    merged_into = StringField("并入哪一项", [Length(max=20, message="填任务编号，如聊012。")])
    standing_rule = StringField("今后怎么做", [Length(max=300, message="最多 300 字。")])

    def values(self) -> dict[str, Any]:
        return {
            "ending": Ending(self.ending.data),
            "reason": (self.reason.data or "").replace("\r\n", "\n"),
            "doc_no": self.doc_no.data,
            "decided_on": self.decided_on.data,
            "merged_into": self._other(),
            "standing_rule": self.standing_rule.data or "",
        }

    def _other(self) -> Task | None:
        code = self.merged_into.data
        if not code:
            return None
        found = endings.find_by_code(code, g.user)
        if found is None:
            raise Refusal(f"没有编号是“{code}”的任务，请对照台账填写。", field="merged_into")
        return found


@bp.route("/tasks/<int:task_id>/ending/new", methods=["GET", "POST"])
def new(task_id: int) -> ResponseReturnValue:
    task = tasks.get(task_id, g.user)
    require(g.user, Action.END_TASK, task)
    require_nothing_open(task)
    form = EndingForm()
    if form.accepted_with_evidence(end_task, task, by=g.user):
        flash(f"{task.code}已结束，有关单位会收到通知。")
        return redirect(url_for("tasks.show", task_id=task.id))
    return render_template("endings/new.html", form=form, task=task)
