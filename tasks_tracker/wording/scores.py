"""Words for scores."""

from collections.abc import Mapping
from enum import StrEnum

from tasks_tracker.domain.score_rules import Bonus, Deduction
from tasks_tracker.domain.scores import LeftOutReason, ScorePart

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    ScorePart: {
        ScorePart.COMPLETION: "按时办结",
        ScorePart.REPORTING: "按时反馈",
        ScorePart.FIRST_PASS: "一次通过",
        ScorePart.PROGRESS: "进度达标",
        ScorePart.DEDUCTION: "扣分",
        ScorePart.BONUS: "加分",
    },
    LeftOutReason: {
        LeftOutReason.WAITING: "在督查室办理",
        LeftOutReason.EXTENDED: "延期获批",
        LeftOutReason.OBJECTED: "异议未答复",
        LeftOutReason.HELD_UP: "受他方影响",
        LeftOutReason.LIFTED: "催办已解除",
        LeftOutReason.EXCUSED: "不再要求",
    },
    Deduction: {
        Deduction.LATE_CLOSING: "逾期未办结",
        Deduction.MISSING_REPORT: "漏报",
        Deduction.LATE_REPORT: "迟报",
        Deduction.RETURNED_REPORT: "反馈被退回",
        Deduction.UNTRUE: "核查认定办结不实",
        Deduction.BLUE_SLIP: "被发蓝色督办单",
        Deduction.YELLOW_SLIP: "被发黄色督办单",
        Deduction.RED_SLIP: "被发红色督办单",
        Deduction.INTERVIEW: "被约谈",
        Deduction.OVERDUE_FINDING: "督导问题整改逾期",
        Deduction.CRITICISED: "被通报点名",
    },
    Bonus: {
        Bonus.EARLY: "提前办结",
        Bonus.BLOCKER_SOLVED: "提出的需协调事项得到解决",
    },
}


def points(hundredths: int) -> str:
    """8333 → 83.33; -50 → -0.50, with a true minus sign."""
    sign = "−" if hundredths < 0 else ""
    return f"{sign}{abs(hundredths) // 100}.{abs(hundredths) % 100:02}"
