"""Forms of score sheets: freezing, objections, and what a re-check makes of a point."""

import re
from typing import Any

from wtforms import HiddenField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.score_objections import WHOLE_ROW, ScoreObjection
from tasks_tracker.domain.score_rows import ScoreRow
from tasks_tracker.domain.score_sheets import LONGEST_WINDOW, WINDOW_DAYS
from tasks_tracker.domain.scores import Point
from tasks_tracker.web import addresses
from tasks_tracker.web.evidence_field import EvidenceFields
from tasks_tracker.web.forms import Form, choices
from tasks_tracker.web.inspection_forms import SeenForm
from tasks_tracker.wording.scores import points

LONG = Length(max=2000, message="最多 2000 字。")
FIGURE = re.compile(r"([-−]?)(\d{1,4})(?:\.(\d{1,2}))?")
CHANGED = "预览以后台账有了变化，下面是现在的得分，看过再冻结。"
SHOWN = 60
"""Characters of a point in a list to choose from."""


class FreezingForm(Form):
    """`seen` is what the preview showed, in short."""

    days = IntegerField(
        "核对期限（工作日）",
        [
            InputRequired(f"请填 1 到 {LONGEST_WINDOW}。"),
            NumberRange(1, LONGEST_WINDOW, f"请填 1 到 {LONGEST_WINDOW}。"),
        ],
        default=WINDOW_DAYS,
    )
    seen = HiddenField()

    def values(self) -> dict[str, Any]:
        return {"days": self.days.data}


class ScoreObjectionForm(EvidenceFields, Form):
    """Which point is wrong, why, and who of the own unit agreed."""

    place = SelectField("对哪一分有意见", coerce=int)
    edition = HiddenField()
    """In which count the points were seen."""
    reason = TextAreaField("理由", [DataRequired("请写明哪里算错了、依据是什么。"), LONG])
    agreed_by = StringField(
        "同意申诉的单位负责人",
        [
            DataRequired("申诉要经单位负责人同意，写上姓名。"),
            Length(max=40, message="最多 40 字。"),
        ],
    )

    @classmethod
    def made_for(cls, row: ScoreRow) -> "ScoreObjectionForm":
        form = cls()
        offered = enumerate(row.score.points, 1)
        form.place.choices = choices(
            [(0, WHOLE_ROW), *((place, _named(point)) for place, point in offered)]
        )
        return form

    def values(self) -> dict[str, Any]:
        edition = addresses.whole(self.edition.data)
        given = {**super().values(), "no_evidence": self.no_evidence.data or ""}
        return {**given, "edition": -1 if edition is None else edition}


class RejectionForm(SeenForm):
    opinion = TextAreaField("复核意见", [DataRequired("请写明理由，单位能看到。"), LONG])


class AcceptanceForm(SeenForm):
    """Points get another value, each in a field of its own, or the row is counted anew. What is
    left empty stays as it is, whatever a colleague has made of it meanwhile."""

    way = RadioField(
        "怎样更正",
        choices=choices(
            [("points", "逐分更正"), ("recount", "台账已经改正，按今天的台账整行重算")]
        ),
        default="points",
    )
    opinion = TextAreaField(
        "复核意见", [DataRequired("请写明复核的情况和理由，单位能看到。"), LONG]
    )

    points: tuple[Point, ...]

    @classmethod
    def made_for(cls, objection: ScoreObjection, *, is_sent: bool) -> "AcceptanceForm":
        found = objection.row.score.points
        fields = {
            f"point_{place}": StringField(point.words, [Length(max=12, message="填数字。")])
            for place, point in enumerate(found, 1)
        }
        form: AcceptanceForm = type("AcceptanceFormOfRow", (cls,), fields)(
            **({} if is_sent else {"formdata": None})
        )
        form.points = found
        return form

    @property
    def recounts(self) -> bool:
        return bool(self.way.data == "recount")

    @property
    def changes(self) -> dict[int, int]:
        """The points that were given another value, by their places."""
        sent = (
            (place, point, self[f"point_{place}"].data or "")
            for place, point in enumerate(self.points, 1)
        )
        read = {
            place: _hundredths(text, f"point_{place}", point) for place, point, text in sent if text
        }
        return {
            place: after for place, after in read.items() if after != self.points[place - 1].value
        }

    def values(self) -> dict[str, Any]:
        return {"opinion": self.opinion.data or ""}


def _named(point: Point) -> str:
    words = point.words if len(point.words) <= SHOWN else f"{point.words[:SHOWN]}…"
    got = (
        f"{points(point.value)} / {points(point.possible)}"
        if point.possible
        else points(point.value)
    )
    return f"{got}　{words}"


def _hundredths(text: str, field: str, point: Point) -> int:
    found = FIGURE.fullmatch(text.replace(" ", ""))
    if found is None:
        raise Refusal(
            f"“{point.words}”改成的分数要写成数字，最多两位小数，例如 12.50。", field=field
        )
    value = int(found[2]) * 100 + int((found[3] or "").ljust(2, "0"))
    return -value if found[1] else value
