"""The form of the rule of scores: a field for each figure, a tick and a figure for each mark."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, cast

from flask import g
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import DataRequired, InputRequired, Length

from tasks_tracker.domain.periods import Period, month_of
from tasks_tracker.domain.score_rules import (
    BONUSES,
    BOUNDS,
    DEDUCTIONS,
    JOINABLE,
    MOST_MARK,
    Rate,
    Rule,
)
from tasks_tracker.domain.scores import WHOLE
from tasks_tracker.domain.units import UnitGroup
from tasks_tracker.web import addresses
from tasks_tracker.web.circular_forms import periods_back
from tasks_tracker.web.figure_field import FigureField
from tasks_tracker.web.forms import Form, choices
from tasks_tracker.wording import period_words, word

A_NUMBER = "填整数。"


class ScoreRuleForm(Form):
    """One version as a whole; `made` adds the fields of each figure."""

    joined = SelectMultipleField("与部门一起排名的组", validate_choice=False)
    holds_from = DateField(
        "从哪天起执行", [DataRequired("请填从哪天起执行，须是以后某个月的 1 日。")]
    )
    reason = StringField(
        "为什么改", [DataRequired("请写明为什么改，如会议议定的事项或文号。"), Length(max=300)]
    )
    period = SelectField("用哪一期试算")
    seen = HiddenField()
    confirmed = HiddenField()

    periods: dict[str, Period]

    @classmethod
    def made(cls, today: date, **shown: Any) -> "ScoreRuleForm":
        figures: dict[str, Any] = {
            name: IntegerField(bound.words, [InputRequired(A_NUMBER)])
            for name, bound in BOUNDS.items()
        }
        for key in (*DEDUCTIONS, *BONUSES):
            figures[f"counts_{key.value}"] = BooleanField(word(key))
            figures[key.value] = FigureField(f"{word(key)}，每次多少分")
        made = cast("ScoreRuleForm", type("ScoreRuleFormOfFigures", (cls,), figures)(**shown))
        made.joined.choices = choices((group.value, word(group)) for group in JOINABLE)
        begun = [one for one in periods_back(today) if one.first <= today]
        made.periods = {one.key: one for one in begun}
        made.period.choices = choices((key, period_words(key)) for key in made.periods)
        return made

    @property
    def rule(self) -> Rule:
        figures: dict[str, Any] = {name: self[name].data for name in BOUNDS}
        return Rule(
            holds_from=self.holds_from.data or date.min,
            deductions={key: self._rate(key) for key in DEDUCTIONS},
            bonuses={key: self._rate(key) for key in BONUSES},
            joined=tuple(group for group in UnitGroup if group.value in (self.joined.data or ())),
            **figures,
        )

    @property
    def tried(self) -> Period:
        return self.periods[self.period.data]

    def validate(self, extra_validators: Any = None) -> bool:
        """Points have two decimals; what does not count keeps its figure for another time."""
        is_valid = bool(super().validate(extra_validators))
        for key in (*DEDUCTIONS, *BONUSES):
            field = self[key.value]
            if not field.errors and not _is_points(field.data):
                field.errors = [f"填 0.01 到 {MOST_MARK // WHOLE} 之间的数，最多两位小数。"]
                is_valid = False
        return is_valid

    def values(self) -> dict[str, Any]:
        seen = addresses.whole(self.seen.data)
        return {
            "rule": self.rule,
            "reason": self.reason.data or "",
            "seen": -1 if seen is None else seen,
        }

    def _rate(self, key: StrEnum) -> Rate:
        is_on = bool(self[f"counts_{key.value}"].data)
        return Rate(int(self[key.value].data * WHOLE), is_on=is_on)

    @property
    def sent(self) -> Iterable[tuple[str, str]]:
        """All that was typed, to be sent once more without being shown."""
        for name, typed in self._raw():
            if name not in {"csrf_token", "confirmed", "period"}:
                yield name, typed

    def _raw(self) -> Iterable[tuple[str, str]]:
        for field in self:
            yield from ((field.name, str(one)) for one in field.raw_data or ())


def shown(newest: Rule) -> dict[str, Any]:
    """What the form begins with: the newest version, from the next month on."""
    following = month_of(g.today).following.first
    figures: dict[str, Any] = {name: getattr(newest, name) for name in BOUNDS}
    for key, rate in (*newest.deductions.items(), *newest.bonuses.items()):
        figures[f"counts_{key.value}"] = rate.is_on
        figures[key.value] = Decimal(rate.points) / WHOLE
    return figures | {
        "joined": [group.value for group in newest.joined],
        "holds_from": max(following, newest.holds_from),
        "period": month_of(g.today).preceding.key,
        "seen": str(newest.version),
    }


def _is_points(value: Any) -> bool:
    if not isinstance(value, Decimal):
        return False
    hundredths = value * WHOLE
    return hundredths == int(hundredths) and 1 <= hundredths <= MOST_MARK
