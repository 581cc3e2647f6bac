"""Who may ask for a later date, who has to consent, and who decides: pure rules of 延期."""

from datetime import date, timedelta

from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.milestones import Milestone
from tasks_tracker.domain.plans import clock_end
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import Role

DAYS_OF_THE_HEAD = 30
"""How many days in all the head of supervision may grant for one milestone, and that once. More
goes one level up, as permitting timetables have it in 42 U.S.C. 4370m-2(c)(2)(D)(i)(III)."""
LONGEST = timedelta(days=3 * 366)
CONSENT_WORKDAYS = 3


def days_in_all(milestone: Milestone, new_due_on: date) -> int:
    """Calendar days between the original date and the new one."""
    return (new_due_on - (milestone.original_due_on or new_due_on)).days


def decider(milestone: Milestone, new_due_on: date) -> Role:
    """Who decides: a leader from the second grant on, and for more than 30 days in all."""
    is_long = days_in_all(milestone, new_due_on) > DAYS_OF_THE_HEAD
    return Role.LEADER if milestone.moves or is_long else Role.SUPERVISION_HEAD


def concerned_units(task: Task, asking: Unit) -> list[Unit]:
    """Every other unit at the task; for a collective its members, who have people to answer."""
    seated = [unit for seat in task.units for unit in (seat.unit.members or [seat.unit])]
    lasting = (unit for unit in dict.fromkeys(seated) if not unit.is_collective)
    return [unit for unit in lasting if unit is not asking]


def require_extendable(milestone: Milestone, today: date) -> None:
    """Before the date only: afterwards it is an explanation that the office wants."""
    task, ends_on = milestone.task, milestone.clock_ends_on
    if task.is_completed or task.is_ended:
        raise Refusal(f"{task.code}已经{'办结' if task.is_completed else '终止'}，不用再申请延期。")
    if not milestone.has_clock or ends_on is None:
        raise Refusal(f"“{milestone.deliverable}”没有期限，不用申请延期。")
    if not milestone.is_open:
        raise Refusal(f"节点“{milestone.deliverable}”{milestone.whereabouts}，现在不能申请延期。")
    if ends_on < today:
        raise Refusal(
            f"节点“{milestone.deliverable}”的期限 {ends_on:%Y-%m-%d} 已过，不能再申请延期，"
            "请改填逾期说明。"
        )


def counted_from(
    milestone: Milestone, new_due_on: date, *, start: date, today: date, workdays: Workdays
) -> date:
    """The latest day from which waiting must count, for a grant never to leave less than a
    refusal: an office that is slow makes nobody late."""
    rule, paused = milestone.task.plan.workday_rule, milestone.paused_days

    def ends(due_on: date, counted: date) -> date:
        days = paused + max(0, workdays.between(counted, today))
        return clock_end(due_on, rule=rule, paused_days=days, workdays=workdays)

    least, counted = ends(milestone.due_on or new_due_on, start), today
    while counted > start and ends(new_due_on, counted) < least:
        counted -= timedelta(days=1)
    return counted
