"""核查单: the numbered paper of a check, to be taken along and filed."""

from collections.abc import Iterator

from tasks_tracker import wording
from tasks_tracker.domain.checks import Check
from tasks_tracker.domain.series import SeriesKind
from tasks_tracker.reports.letters import Heading, Letter, Part, Table, Text, render


def number_of(check: Check) -> str:
    """核查〔2021〕3号."""
    return wording.doc_no(SeriesKind.CHECK, check.year, check.number)


def document(check: Check) -> bytes:
    """The file: before the finding with room for it, after it as the record."""
    return render(letter(check))


def letter(check: Check) -> Letter:
    office = check.region.office
    return Letter(
        masthead=office,
        number=number_of(check),
        title=[f"关于{check.task.code}办结情况的", "核查记录" if check.found_on else "核查单"],
        addressees="",
        body=list(_body(check)),
        signature=office,
        on=check.found_on or check.opened_on,
    )


def _body(check: Check) -> Iterator[Part]:
    task = check.task
    yield Heading("一、核查事项")
    yield Table(head=["项目", "内容"], widths=[32, 124], rows=_facts(check))
    yield Heading("二、所报办结情况")
    if check.report:
        yield Text(check.report.progress)
        for given in check.report.values:
            goal = wording.target(given.target.op, given.target.value, given.target.unit)
            reached = f"{wording.figure(given.value)}{given.target.unit}"
            yield Text(f"{given.target.phrase}：目标 {goal}，报 {reached}。")
    else:
        yield Text("方案修订后没有要报的节点，没有办结申请。")
    yield Heading("三、办理要求")
    yield Text(task.requirement)
    yield Heading("四、核查情况和结论")
    if check.finding and check.found_by:
        yield Text(check.found_words)
        yield Text(f"结论：{wording.word(check.finding)}。核查人：{check.found_by.name}。")
    else:
        yield Text("（现场填写）")


def _facts(check: Check) -> list[list[str]]:
    task = check.task
    rows = [
        ["任务", f"{task.code} {task.name}"],
        ["方案", f"{task.plan.doc_no} {task.plan.short_title}"],
        ["牵头单位", "、".join(unit.name for unit in task.leads)],
        ["缘由", wording.word(check.reason)],
        ["核查内容", check.occasion],
        ["核查人", "、".join(person.name for person in check.people)],
        ["开启", f"{check.opened_by.name}，{wording.full_day(check.opened_on)}"],
    ]
    if check.report and check.report.reviewed_by:
        rows.append(["办结审核", check.report.reviewed_by.name])
    return rows
