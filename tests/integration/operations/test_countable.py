"""What the tables know against units is counted by rules that ask for it."""

from datetime import date

from tasks_tracker.domain.accountability import Counted
from tasks_tracker.domain.checks import Check, CheckReason
from tasks_tracker.domain.checks import Finding as Verdict
from tasks_tracker.domain.ladder import Step
from tasks_tracker.domain.obligations import Obligation
from tasks_tracker.domain.urgings import Urging, UrgingState
from tasks_tracker.jobs import accountability as job
from tasks_tracker.persistence import countable
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.workdays import calendar
from tests import make
from tests.integration.operations import inspected
from tests.integration.operations.test_accountability import counting, world

__all__ = ["world"]

NOW = make.NOW
DAY = make.TODAY


def test_returned_reports_count_for_the_unit_that_wrote_them(world):
    counting(world, Counted.RETURNED_REPORTS)
    report = make.report(world.task, world.owner)
    report.send_back(by=world.supervisor, now=NOW, today=DAY, words="没有佐证", workdays=calendar())
    db.flush()
    assert job.run(DAY, NOW).count == 1
    assert job.run(DAY, NOW).count == 0


def owed(world, due_on=date(2024, 5, 8), **more):
    facts = {"period": "2024-05", "opens_on": date(2024, 5, 1), "due_on": due_on}
    facts |= {"asked_on": date(2024, 5, 1), **more}
    return make.saved(Obligation(task=world.task, unit=world.lead, **facts))


def test_missed_reports_count_and_those_that_were_excused_do_not(world):
    rule = counting(world, Counted.MISSED_REPORTS)
    owed(world)
    owed(world, period="a", answered_on=date(2024, 5, 9))
    owed(world, period="b", answered_on=date(2024, 5, 8))
    owed(world, period="c", excused_on=date(2024, 5, 7))
    owed(world, period="d", due_on=DAY)
    owed(world, period="e", asked_on=date(2024, 5, 9))
    owed(world, period="objected", excused_on=date(2024, 5, 9))
    span = countable.Span(date(2024, 5, 1), date(2024, 5, 31), DAY)
    assert len(countable.facts(rule, span)[world.lead.id]) == 2
    assert job.run(DAY, NOW).count == 2


def test_what_was_noted_as_missed_counts_although_the_task_was_completed_afterwards(world):
    rule = counting(world, Counted.MISSED_REPORTS)
    owed(world, excused_on=DAY, noted_at=NOW)
    span = countable.Span(date(2024, 5, 1), date(2024, 5, 31), DAY)
    assert len(countable.facts(rule, span)[world.lead.id]) == 1


def test_findings_count_when_the_unit_is_late_and_not_when_the_office_is(world):
    rule = counting(world, Counted.OVERDUE_FINDINGS)
    late, moved, answered = (
        inspected.handed_over(world),
        inspected.handed_over(world),
        inspected.answered(world),
    )
    moved.move(date(2024, 6, 14), by=world.head, today=DAY, reason="雨", workdays=calendar())
    db.flush()
    span = countable.Span(date(2024, 5, 1), date(2024, 5, 31), date(2024, 5, 30))
    (fact,) = countable.facts(rule, span)[world.lead.id]
    assert fact.subject == f"finding:{late.id}"
    assert answered.clock_ends_on < span.today


def test_what_was_never_true_counts(world):
    rule = counting(world, Counted.UNTRUE_COMPLETIONS)
    report = make.report(world.task, world.owner, *world.task.milestones)
    report.accept(by=world.second_supervisor, now=NOW, today=DAY)
    db.flush()
    for number, verdict in enumerate((Verdict.UNTRUE, Verdict.PARTLY), 1):
        checked(world, report, number).find(
            verdict, words="窗口关着", by=world.supervisor, now=NOW, today=DAY
        )
        db.flush()
    span = countable.Span(date(2024, 5, 1), date(2024, 5, 31), DAY)
    assert len(countable.facts(rule, span)[world.lead.id]) == 1


def checked(world, report, number) -> Check:
    return make.saved(
        Check(
            region=world.city,
            year=2024,
            number=number,
            task=world.task,
            report=report,
            reason=CheckReason.COMPLAINT,
            occasion="群众来电",
            opened_by=world.supervisor,
            opened_at=NOW,
            opened_on=DAY,
            people=[world.supervisor],
        )
    )


def test_red_slips_count_unless_they_were_lifted(world):
    rule = counting(world, Counted.RED_SLIPS)
    for task, level, state in (
        (world.task, Step.RED.level, UrgingState.OPEN),
        (make.task(world.task.section), Step.RED.level, UrgingState.LIFTED),
        (make.task(world.task.section), Step.YELLOW.level, UrgingState.OPEN),
    ):
        slip(world, task, level, state)
    span = countable.Span(date(2024, 5, 1), date(2024, 5, 31), DAY)
    assert len(countable.facts(rule, span)[world.lead.id]) == 1


def slip(world, task, level, state) -> Urging:
    made = Urging(
        task=task,
        unit=world.lead,
        level=level,
        reason="逾期",
        reply_by=DAY,
        issued_at=NOW,
        issued_on=DAY,
        issued_by=world.head,
        year=2024,
        number=level,
        state=state,
    )
    if state is UrgingState.LIFTED:
        made.lifted_on, made.lifted_words = DAY, "已办结"
    return make.saved(made)
