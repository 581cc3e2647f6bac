"""The forms of checks: opening one, drawing a sample, saying what was found."""

from collections.abc import Collection, Sequence
from typing import Any

from wtforms import (
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from tasks_tracker import wording
from tasks_tracker.domain.checks import Check, CheckReason, Finding
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import User
from tasks_tracker.persistence.checks import Frame
from tasks_tracker.web import addresses
from tasks_tracker.web.evidence_field import EvidenceFields
from tasks_tracker.web.forms import Form, choices

NOBODY = 0
MOST = 500
BY_HAND = (CheckReason.COMPLAINT, CheckReason.ROUTINE)


class PeopleForm(Form):
    """Who is to look."""

    people = SelectMultipleField("核查人", coerce=int)

    def offer(self, office: Sequence[User], barred: Collection[User | None] = ()) -> None:
        """Those of the office who had no part in the completion."""
        free = [person for person in office if person not in barred]
        self.people.choices = choices((person.id, person.name) for person in free)


class CheckForm(PeopleForm):
    """Opening a check of one task."""

    reason = RadioField(
        "缘由",
        [InputRequired("选择核查的缘由。")],
        choices=choices((one.value, wording.word(one)) for one in BY_HAND),
    )
    occasion = StringField(
        "核查什么",
        [
            DataRequired("写明核查什么，或者反映的是什么问题。"),
            Length(max=300, message="最多 300 字。"),
        ],
    )

    def values(self) -> dict[str, Any]:
        return {
            "reason": CheckReason(self.reason.data),
            "occasion": self.occasion.data,
            "people": self.people.data or [],
        }


class DrawForm(PeopleForm):
    """Which completed tasks to draw from, how many, and who is to look."""

    since = DateField("办结日期从", [DataRequired("填开始日期。")])
    until = DateField("到", [DataRequired("填截止日期。")])
    unit_id = SelectField("牵头单位", coerce=int, default=NOBODY)
    plan_id = SelectField("方案", coerce=int, default=NOBODY)
    per_cent = IntegerField(
        "抽百分之几", [Optional(), NumberRange(1, 100, message="填 1 到 100 之间的整数。")]
    )
    count = IntegerField(
        "或者抽几项", [Optional(), NumberRange(1, MOST, message=f"填 1 到 {MOST} 之间的整数。")]
    )
    occasion = StringField("核查什么", [Length(max=300, message="最多 300 字。")])
    seen = HiddenField()

    units: dict[int, Unit]
    plans: dict[int, Plan]

    def offer_frame(self, units: Sequence[Unit], plans: Sequence[Plan]) -> None:
        self.units = {unit.id: unit for unit in units}
        self.plans = {plan.id: plan for plan in plans}
        everything = [(NOBODY, "不限")]
        self.unit_id.choices = choices([*everything, *((one.id, one.name) for one in units)])
        named = ((one.id, f"{one.doc_no} {one.short_title}") for one in plans)
        self.plan_id.choices = choices([*everything, *named])

    @property
    def has_frame(self) -> bool:
        """Whether it can be shown what would be drawn."""
        return not any(one.errors for one in (self.since, self.until, self.per_cent, self.count))

    @property
    def frame(self) -> Frame:
        since, until = self.since.data, self.until.data
        if since is None or until is None or since > until:
            raise Refusal("开始日期不能晚于截止日期。", field="until")
        return Frame(
            since, until, self.units.get(self.unit_id.data), self.plans.get(self.plan_id.data)
        )

    @property
    def size(self) -> tuple[int | None, int | None]:
        """A number, or else a share."""
        if self.count.data is None and self.per_cent.data is None:
            raise Refusal("填抽百分之几，或者抽几项。", field="per_cent")
        return self.count.data, self.per_cent.data

    def values(self) -> dict[str, Any]:
        count, per_cent = self.size
        seen = (self.seen.data or "").split(",")
        return {
            "frame": self.frame,
            "count": count,
            "per_cent": per_cent,
            "people": self.people.data or [],
            "seen": [one for one in map(addresses.whole, seen) if one is not None],
            "occasion": self.occasion.data or "",
        }


class FindingForm(EvidenceFields, Form):
    """What was seen on the spot."""

    finding = RadioField(
        "结论",
        [InputRequired("选择结论。")],
        choices=choices((one.value, wording.word(one)) for one in Finding),
    )
    found_words = TextAreaField(
        "核查情况",
        [
            DataRequired("写明核查情况：看了什么、与所报是否一致。"),
            Length(max=4000, message="最多 4000 字，详细材料请作佐证上传。"),
        ],
    )
    milestones = SelectMultipleField("重新打开的节点", coerce=int)

    def offer(self, check: Check) -> None:
        """The milestones that were taken; at first those of the application."""
        met = [one for one in check.task.dated if one.met_on]
        self.milestones.choices = choices((one.id, one.deliverable) for one in met)
        if not self.is_submitted():
            self.milestones.data = [one.id for one in check.claimed]

    def values(self) -> dict[str, Any]:
        finding = Finding(self.finding.data)
        return {
            "finding": finding,
            "found_words": (self.found_words.data or "").replace("\r\n", "\n"),
            "milestones": [] if finding is Finding.TRUE else self.milestones.data or [],
        }
