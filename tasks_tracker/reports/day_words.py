"""What kind of day a date is, in words, and what a plan's rule makes of it."""

from datetime import date

from tasks_tracker import wording
from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.plans import WorkdayRule


def day_words(due: date, workdays: Workdays, rule: WorkdayRule) -> str:
    """“星期三，工作日”; “星期日，不是工作日，顺延到7月5日（星期一）”."""
    weekday = wording.weekday(due)
    if workdays.is_workday(due):
        return f"{weekday}，工作日"
    if rule is WorkdayRule.KEEP:
        return f"{weekday}，不是工作日，按规则不调整"
    end = workdays.add(due, 1 if rule is WorkdayRule.NEXT else -1)
    moved = "顺延到" if rule is WorkdayRule.NEXT else "提前到"
    return f"{weekday}，不是工作日，{moved}{wording.day(end)}（{wording.weekday(end)}）"
