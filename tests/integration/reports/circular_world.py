"""An office in which all happens that a circular tells of, at random."""

from datetime import timedelta

from tasks_tracker.domain.blockers import Blocker
from tasks_tracker.domain.causes import Cause
from tasks_tracker.domain.closing import Closing
from tasks_tracker.domain.obligations import Obligation
from tasks_tracker.domain.seating import Part
from tasks_tracker.domain.shares import Share, Waiting
from tasks_tracker.domain.tasks import Duty
from tasks_tracker.domain.urgings import Urging
from tasks_tracker.persistence.workdays import calendar
from tests import make
from tests.integration.reports.test_as_of import at
from tests.integration.reports.test_as_of_extended import AskingOffice


class BusyOffice(AskingOffice):
    """Reports are owed, excused and late, help is asked for, slips go out, figures are given."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.owed, self.waits, self.blockers, self.slips = [], [], [], 0

    def adopt(self, day, count) -> None:
        before = len(self.tasks)
        super().adopt(day, count)
        for task in self.tasks[before::2]:
            make.target(task)

    def live(self, day) -> None:
        super().live(day)
        for task in self.tasks:
            if self.chance.random() < 0.2 and not task.is_completed:
                self.chance.choice([self.owe, self.urge, self.block, self.wait])(task, day)
        for one in self.owed:
            self.go_on(one, day)
        self.end(day)
        self.close(day)

    def report(self, task, now) -> None:
        """Whoever applies says what became of the shares; of some tasks nobody ever reports."""
        if self.is_left_alone(task):
            return
        still = [one.id for one in task.milestones if one.is_open]
        claims = self.chance.sample(still, self.chance.randint(0, len(still)))
        more = {"milestones": claims, "shares_words": "另行办理"}
        more["percent"] = self.chance.randint(0, 100)
        self.waiting.append(make.handed_in(task, by=self.owner, now=now, **more))

    def ask(self, milestone, now) -> None:
        if not self.is_left_alone(milestone.task):
            super().ask(milestone, now)

    def is_left_alone(self, task) -> bool:
        return self.tasks.index(task) % 4 == 0

    def end(self, day) -> None:
        """Help came, or is wanted no more."""
        for wait in [one for one in self.waits if one.is_open]:
            if self.chance.random() < 0.2:
                wait.end(at=at(day), by=self.owner)
        for one in [one for one in self.blockers if not one.is_settled]:
            if self.chance.random() < 0.2:
                one.withdraw(by=self.owner, now=at(day), today=day, words="已自行解决")

    def owe(self, task, day) -> None:
        due_on = day + timedelta(days=self.chance.randint(0, 6))
        period = f"m{len(self.owed)}"
        self.owed.append(
            make.saved(
                Obligation(
                    task=task,
                    unit=task.lead_unit,
                    period=period,
                    opens_on=day,
                    due_on=due_on,
                    asked_on=day,
                )
            )
        )

    def go_on(self, one, day) -> None:
        """Answered, excused, or noted as missing on the morning after."""
        if not one.is_open:
            return
        if one.due_on < day and one.noted_at is None:
            one.noted_at = at(day, 1)
        if self.chance.random() < 0.15:
            one.answered_on = day
        elif self.chance.random() < 0.1:
            one.excused_on = day

    def urge(self, task, day) -> None:
        """Whatever was in force before is over by then."""
        level, self.slips = self.chance.randint(1, 5), self.slips + 1
        number = {"year": 2024, "number": self.slips} if level > 1 else {}
        made = Urging(
            task=task,
            unit=task.lead_unit,
            level=level,
            reason="逾期",
            reply_by=day,
            issued_at=at(day),
            issued_on=day,
            issued_by=self.head,
            **number,
        )
        made.lift(day, "已办")
        task.red_slips += level == 4
        make.saved(made)

    def block(self, task, day) -> None:
        made = Blocker(
            task=task,
            unit=task.lead_unit,
            by=self.owner,
            raised_at=at(day),
            raised_on=day,
            cause=self.chance.choice(list(Cause)),
            request="请协调",
        )
        made.put(day, calendar())
        self.blockers.append(make.saved(made))

    def wait(self, task, day) -> None:
        if any(one.share.task is task for one in self.waits):
            return
        helper = make.unit(self.region)
        share = make.saved(Share.of(Part(task, helper, Duty.SUPPORT), day))
        waiting = Waiting("材料", day)
        made = share.wait(task.lead_unit, by=self.owner, at=at(day), on=day, of=waiting)
        self.waits.append(make.saved(made))

    def close(self, day) -> None:
        for task in self.tasks:
            if task.is_completed and not task.closed_on and self.chance.random() < 0.3:
                task.closed_on = day
                make.saved(Closing(task=task, by=self.head, at=at(day), closed_on=day))
