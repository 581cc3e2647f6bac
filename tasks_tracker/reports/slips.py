"""Slips and notices of interviews as papers: the same letter for the page, print and DOCX."""

from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.ladder import Step
from tasks_tracker.domain.milestones import Milestone
from tasks_tracker.domain.urgings import Urging
from tasks_tracker.reports.letters import Letter, Text, render
from tasks_tracker.reports.title_lines import title_lines
from tasks_tracker.wording import day, full_day, word
from tasks_tracker.wording.numbers import number_of


def letter(urging: Urging, workdays: Workdays) -> Letter:
    """As it was issued: what came afterwards stands beside it."""
    office = urging.unit.region.office
    copies = "、".join(one.user.name for one in urging.recipients if one.is_copy)
    return Letter(
        masthead=office,
        number=number_of(urging),
        title=title_lines(f"关于“{urging.task.title}”的", word(urging.step)),
        addressees=f"{urging.unit.name}：",
        body=[Text(words) for words in _paragraphs(urging, workdays) if words],
        signature=office,
        on=urging.issued_on,
        copies=copies,
    )


def document(urging: Urging, workdays: Workdays) -> bytes:
    return render(letter(urging, workdays))


def file_name(urging: Urging) -> str:
    return f"{number_of(urging)} {urging.task.code}.docx"


def _paragraphs(urging: Urging, workdays: Workdays) -> list[str]:
    year = urging.issued_on.year
    by = day(urging.printed_reply_by, in_year=year)
    return [
        _matter(urging, workdays),
        _before(urging, year),
        f"领导批示：{urging.remark.words}" if urging.remark else "",
        f"会议议定：{urging.resolution.words}" if urging.resolution else "",
        f"此件按紧急事项办理：{urging.urgent_reason}。" if urging.urgent_reason else "",
        urging.reason,
        f"请按上述时间、地点到场，最迟不晚于{by}；收到即签收。"
        if urging.step is Step.INTERVIEW
        else f"请收到即签收，于{by}前书面答复原因、进度和办结日期。",
    ]


def _matter(urging: Urging, workdays: Workdays) -> str:
    task, milestone = urging.task, urging.milestone
    item = f"{task.plan.doc_no}立项事项{task.code}“{task.name}”"
    if urging.missed_on is None:
        return f"{item}，由你单位承办。"
    late = workdays.between(urging.missed_on, urging.issued_on)
    passed = f"至今已过 {late} 个工作日"
    if milestone is None:
        due = full_day(urging.missed_on)
        return f"{item}应于{due}前报送的进展反馈，{passed}，没有收到。"
    return f"{item}的节点“{milestone.deliverable}”{_date(urging, milestone)}，{passed}，没有报送。"


def _date(urging: Urging, milestone: Milestone) -> str:
    """The date, the original one where it was moved, and where the clock ended."""
    due, original = milestone.due_on, milestone.original_due_on
    moved = f"（原定{full_day(original)}）" if original != due else ""
    stretched = urging.missed_on != due
    until = f"，扣除待审的日子到{full_day(urging.missed_on)}为止" if stretched else ""
    return f"期限{full_day(due)}{moved}{until}"


def _before(urging: Urging, year: int) -> str:
    before = urging.follows
    if before is None:
        return ""
    number = number_of(before)
    name = f"{word(before.step)}（{number}）" if number else word(before.step)
    issued, by = day(before.issued_on, in_year=year), day(before.reply_by, in_year=year)
    return f"{issued}已发{name}，要求{by}前答复，没有按期收到符合要求的答复。"
