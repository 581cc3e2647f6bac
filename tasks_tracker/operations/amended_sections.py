"""The sections of a plan as an amended document has them: those it keeps, renamed, and new ones."""

from collections.abc import Mapping

from tasks_tracker.domain.plans import Plan, Section
from tasks_tracker.domain.users import User
from tasks_tracker.importer.amendment.matching import plain_heading
from tasks_tracker.importer.amendment.values import Labels
from tasks_tracker.operations.adoption import LONGEST_LINE, WHOLE
from tasks_tracker.persistence.session import db


class Sections:
    """Looks up the section of a path; a heading that differs only in its ordinal is the same."""

    def __init__(self, plan: Plan, leaders: Mapping[str, User], *, rename: bool) -> None:
        self.plan, self.leaders, self.rename = plan, leaders, rename
        self.known = {plain_heading(section.label): section for section in plan.sections}

    def of(self, path: Labels) -> Section:
        label = path[0][:LONGEST_LINE] if len(path) > 1 else WHOLE
        section = self.known.get(plain_heading(label)) or self._new(label)
        if self.rename:
            section.label = label
        return section

    def _new(self, label: str) -> Section:
        section = Section(
            plan=self.plan,
            position=len(self.plan.sections) + 1,
            label=label,
            leader=self.leaders.get(label),
        )
        db.add(section)
        self.known[plain_heading(label)] = section
        return section
