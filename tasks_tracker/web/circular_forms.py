"""Forms around circulars."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from wtforms import HiddenField, IntegerField, RadioField, SelectField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from tasks_tracker.domain.circular_notices import CircularNotice, CorrectionState
from tasks_tracker.domain.circulars import Circular, CircularForm
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.periods import Period, PeriodKind, period_of
from tasks_tracker.domain.plans import Plan
from tasks_tracker.web.evidence_field import EvidenceFields
from tasks_tracker.web.forms import Form, choices
from tasks_tracker.wording import period_words, word

OVERTAKEN = "打开本页之后这期通报有了变化，请看过下面的最新内容再办；刚才写的还在。"
ALL_PLANS = 0
BACK = {
    PeriodKind.MONTH: 12,
    PeriodKind.QUARTER: 4,
    PeriodKind.HALF_YEAR: 2,
    PeriodKind.YEAR: 2,
}
"""How many periods back can be drafted."""
TOO_LONG = Length(max=1000, message="最多 1000 字。")


class DraftForm(Form):
    """Which period, about which plan, in which form."""

    period = SelectField("时间")
    plan = SelectField("范围", coerce=int)
    form = SelectField("形式", coerce=CircularForm)

    periods: dict[str, Period]
    plans: dict[int, Plan | None]

    def offer(self, today: date, plans: Sequence[Plan]) -> "DraftForm":
        self.periods = {period.key: period for period in periods_back(today)}
        self.plans = {ALL_PLANS: None, **{plan.id: plan for plan in plans}}
        self.period.choices = choices((key, period_words(key)) for key in self.periods)
        named = ((plan.id, f"只通报：{plan.short_title}") for plan in plans)
        self.plan.choices = choices([(ALL_PLANS, "全部方案"), *named])
        self.form.choices = choices((form.value, word(form)) for form in CircularForm)
        if not self.is_submitted():
            self.period.data = list(self.periods)[1]
        return self

    def values(self) -> dict[str, Any]:
        return {
            "period": self.periods[self.period.data],
            "plan": self.plans[self.plan.data],
            "form": CircularForm(self.form.data),
        }


def periods_back(today: date) -> list[Period]:
    """This period of each kind and those before it, months first."""
    found = []
    for kind, count in BACK.items():
        period = period_of(kind, today)
        for _ in range(count):
            if period is not None:
                found.append(period)
                period = period.preceding
    return found


class SeenForm(Form):
    """Which version of the circular was on the page."""

    seen = HiddenField()

    def require_seen(self, circular: Circular) -> None:
        if not circular.is_published and self.seen.data != str(circular.version):
            raise Refusal(OVERTAKEN)

    def values(self) -> dict[str, Any]:
        return {name: given for name, given in super().values().items() if name != "seen"}


class ReasonForm(SeenForm):
    reason = TextAreaField("理由", [DataRequired("请写明理由。"), TOO_LONG])


class ItemForm(ReasonForm):
    """An item that is not named."""

    code = HiddenField()


class CodeForm(SeenForm):
    code = HiddenField()


class SentenceForm(SeenForm):
    """One place of the draft, with what stands there now."""

    place = HiddenField()
    text = TextAreaField("这一段")


class DaysForm(Form):
    days = IntegerField("核实期（工作日）", [InputRequired("请填写工作日数。")])


class AskForm(EvidenceFields, Form):
    """Which of the things that are said is wrong, and why."""

    about = SelectField("哪一项要更正")
    reason = TextAreaField("理由", [DataRequired("请写明哪里不对、应当是什么。"), TOO_LONG])

    @classmethod
    def made_for(cls, notice: CircularNotice) -> "AskForm":
        form = cls()
        form.about.choices = choices((one.key, shortened(one.words)) for one in notice.things)
        return form


class DecisionForm(SeenForm):
    """The office's answer to a request for a correction."""

    decision = RadioField("怎样答复", [InputRequired("请选怎样答复。")])
    opinion = TextAreaField("理由", [DataRequired("请写明理由，单位会看到。"), TOO_LONG])

    def offer(self, *, is_item: bool) -> "DecisionForm":
        open_to = [CorrectionState.PUT_RIGHT, CorrectionState.REJECTED]
        if is_item:
            open_to.insert(1, CorrectionState.UNNAMED)
        self.decision.choices = [(state.value, word(state)) for state in open_to]
        return self

    def values(self) -> dict[str, Any]:
        return {
            "decision": CorrectionState(self.decision.data),
            "opinion": self.opinion.data or "",
        }


LONGEST_CHOICE = 60


def shortened(words: str) -> str:
    return words if len(words) <= LONGEST_CHOICE else f"{words[:LONGEST_CHOICE]}…"
