"""Past days stay as they were seen though tasks were completed, found untrue, closed and ended
since."""

from datetime import date, datetime

import pytest

from tasks_tracker.domain.checks import CheckReason, Finding
from tasks_tracker.domain.standing import Ending
from tasks_tracker.operations.checks import open_check, record_finding
from tasks_tracker.operations.closing import close_tasks
from tasks_tracker.operations.endings import end_task
from tasks_tracker.persistence import closing
from tests import make
from tests.integration.reports.test_as_of import DAYS, Office, at, worked_out


class ConcludingOffice(Office):
    """An office that also looks again, closes and ends."""

    def report(self, task, now: datetime) -> None:
        """A task without dates is applied for now and then."""
        if task.dated or self.chance.random() < 0.6:
            super().report(task, now)
        else:
            self.waiting.append(make.handed_in(task, by=self.owner, now=now, is_application=True))

    def live(self, day: date) -> None:
        super().live(day)
        for task in list(self.tasks):
            if task.is_completed:
                self.conclude(task, at(day, 23))
            elif not task.awaits_office and self.chance.random() < 0.02:
                self.end(task, at(day, 23))

    def conclude(self, task, now: datetime) -> None:
        chance = self.chance.random()
        if chance < 0.2:
            self.look_again(task, now)
        elif chance < 0.8 and not task.closed_on:
            close_tasks([task], by=self.head, now=now)

    def look_again(self, task, now: datetime) -> None:
        check = open_check(
            task,
            by=self.reviewer,
            now=now,
            reason=CheckReason.ROUTINE,
            occasion="回头看",
            people=[self.head.id],
        )
        finding = self.chance.choice(list(Finding))
        met = [one.id for one in task.dated]
        again = self.chance.sample(met, min(1, len(met)))
        record_finding(
            check, by=self.head, now=now, finding=finding, found_words="看过", milestones=again
        )

    def end(self, task, now: datetime) -> None:
        end_task(
            task,
            by=self.head,
            now=now,
            ending=Ending.TERMINATED,
            reason="不再执行",
            doc_no="纪要1号",
            decided_on=now.date(),
        )
        self.tasks.remove(task)

    def closed(self) -> dict[int, date]:
        return {task.id: task.closed_on for task in self.tasks if task.closed_on}


@pytest.mark.parametrize("seed", range(3))
def test_what_was_concluded_later_leaves_past_evenings_as_they_were(session, seed):
    office, seen, closed = ConcludingOffice(seed), {}, {}
    for day in DAYS:
        office.live(day)
        session.flush()
        seen[day], closed[day] = office.seen(), office.closed()
    session.expire_all()
    assert any(closed.values())
    for day in DAYS:
        assert worked_out(office, day) == seen[day]
        assert closing.closed_on(office.region, day) == closed[day]
