"""The table of all scheduled jobs: what runs when, by the office's clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tasks_tracker import clock
from tasks_tracker.jobs import (
    accountability,
    circulars,
    deliver,
    digest,
    findings,
    lights,
    obligations,
    overdue,
    remind,
    urge,
)
from tasks_tracker.jobs.outcome import Run

ONE_DAY = timedelta(days=1)
ONE_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Job:
    """One job; without a time of day it runs every minute."""

    name: str
    words: str
    run: Run
    at: time | None = None
    day_of_month: int | None = None
    same_day_only: bool = False
    """Missed, it is not made up for on a later day."""

    @property
    def when(self) -> str:
        if self.at is None:
            return "每分钟"
        day = f"每月 {self.day_of_month} 日" if self.day_of_month else "每天"
        return f"{day} {self.at:%H:%M}"

    def falls_on(self, day: date) -> bool:
        return self.day_of_month in {None, day.day}

    def slot_on(self, day: date, now: datetime) -> datetime:
        """The moment of a day that a run serves; for a job of every minute, the present one."""
        if self.at is None:
            return datetime.combine(day, now.time().replace(second=0, microsecond=0), clock.zone())
        return datetime.combine(day, self.at, clock.zone())

    def last_slot(self, now: datetime) -> datetime:
        """The slot that came last."""
        day = now.date()
        while not self.falls_on(day) or self.slot_on(day, now) > now:
            day -= ONE_DAY
        return self.slot_on(day, now)

    def next_slot(self, now: datetime) -> datetime:
        if self.at is None:
            return self.slot_on(now.date(), now) + ONE_MINUTE
        day = now.date()
        while not self.falls_on(day) or self.slot_on(day, now) <= now:
            day += ONE_DAY
        return self.slot_on(day, now)


JOBS: Sequence[Job] = (
    Job("obligations", "生成各单位应报的反馈，记下漏报的", obligations.run, at=time(0, 20)),
    Job("overdue", "记下哪些节点转为逾期", overdue.run, at=time(0, 30)),
    Job("lights", "记下每项任务当天亮什么灯", lights.run, at=time(0, 30)),
    Job("findings", "记下哪些督导整改问题转为逾期", findings.run, at=time(0, 35)),
    Job("accountability", "按问责规则计数，达到档次的记下来", accountability.run, at=time(1, 0)),
    Job("circular", "起草上月调度通报", circulars.run, at=time(7, 0), day_of_month=1),
    Job("digest", "给每人发当天摘要（工作日）", digest.run, at=time(8, 0), same_day_only=True),
    Job("remind", "提醒联络员到期和逾期的节点（工作日）", remind.run, at=time(8, 30)),
    Job("urge", "按催办阶梯自动催办，解除已不必催的（工作日）", urge.run, at=time(8, 35)),
    Job("deliver", "发出发件箱里的邮件", deliver.run),
)


def find(name: str) -> Job:
    return next(job for job in JOBS if job.name == name)
