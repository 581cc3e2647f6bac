import copy
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.score_objections import ScoreObjection, ScoreObjectionState
from tests.unit import loose
from tests.unit.score_samples import (
    FROZEN_ON,
    NOW,
    UNTIL,
    adjust,
    objected,
    point,
    score,
    sheet,
)


class Sheets(RuleBasedStateMachine):
    """Whatever people do in whatever order: only legal steps change something, and it adds up."""

    @initialize()
    def freeze(self):
        self.clerk, self.head, self.liaison = (loose.user(name) for name in ("a", "b", "c"))
        self.sheet = sheet(score(1), score(2), by=self.clerk)
        self.kept = copy.deepcopy([row.content for row in self.sheet.rows])
        self.objections: list[ScoreObjection] = []
        self.today = FROZEN_ON

    @rule(days=st.integers(0, 2))
    def time_passes(self, days):
        self.today += timedelta(days=days)

    @rule(number=st.integers(0, 1), place=st.integers(-1, 9))
    def object(self, number, place):
        self.tried(
            lambda: self.objections.append(
                objected(self.sheet.rows[number], place, on=self.today, by=self.liaison)
            )
        )

    @rule(which=st.integers(0, 9), place=st.integers(0, 8), after=st.integers(-300, 2600))
    def accept(self, which, place, after):
        if which >= len(self.objections):
            return
        made = self.objections[which]

        def act():
            made.require_open()
            adjust(made.row, {place: after})
            made.accept(by=self.head, now=NOW, opinion="看过")

        self.tried(act)

    @rule(which=st.integers(0, 9), values=st.lists(st.integers(0, 2500), max_size=3))
    def count_anew(self, which, values):
        if which >= len(self.objections):
            return
        made = self.objections[which]
        anew = score(made.row.unit.id, [point(value=one, possible=2500) for one in values])

        def act():
            made.require_open()
            made.row.count_anew(anew)
            made.accept(by=self.head, now=NOW, opinion="看过")

        self.tried(act)

    @rule(which=st.integers(0, 9))
    def reject(self, which):
        if which < len(self.objections):
            made = self.objections[which]
            self.tried(lambda: made.reject(by=self.head, now=NOW, opinion="看过"))

    @rule()
    def publish(self):
        undecided = sum(one.is_open for one in self.objections)
        was = self.sheet.is_published
        self.tried(
            lambda: self.sheet.publish(
                by=self.head, now=NOW, today=self.today, before={}, undecided=undecided
            )
        )
        assert self.sheet.is_published == (was or (self.today > UNTIL and not undecided))

    def tried(self, act):
        before = self.picture()
        try:
            act()
        except Refusal:
            assert self.picture() == before

    def picture(self):
        rows = [(row.total, row.edition, len(row.adjustments), row.rank) for row in self.sheet.rows]
        return self.sheet.state, rows, [one.state for one in self.objections]

    @invariant()
    def what_is_shown_adds_up(self):
        if not hasattr(self, "sheet"):
            return
        for row, kept in zip(self.sheet.rows, self.kept, strict=True):
            assert row.content == kept
            shown = row.score
            assert row.total == min(max(sum(one.value for one in shown.points), 0), shown.cap)
            changed = sum(one.after - one.before for one in row.adjustments)
            assert shown.sum == row.counted.sum + changed
            assert row.parts == {part.value: value for part, value in shown.parts.items()}

    @invariant()
    def no_objection_is_left_open_by_a_publication(self):
        if hasattr(self, "sheet") and self.sheet.is_published:
            assert all(one.state is not ScoreObjectionState.OPEN for one in self.objections)


TestSheets = Sheets.TestCase
