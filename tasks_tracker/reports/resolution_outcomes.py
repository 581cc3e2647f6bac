"""What became of what meetings resolved, up to a day."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tasks_tracker import wording
from tasks_tracker.domain.lights import LATE, Lines
from tasks_tracker.domain.resolutions import Effect, Resolution
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.urgings import Urging, UrgingState
from tasks_tracker.persistence import light_rules, urgings

DONE = (UrgingState.ACCEPTED, UrgingState.LIFTED)


@dataclass(frozen=True)
class Outcome:
    """In words, and whether it is done or late."""

    words: str
    is_done: bool = False
    is_late: bool = False
    urgings: Sequence[Urging] = ()


def outcomes(found: Sequence[Resolution], today: date) -> dict[int, Outcome]:
    """By the id of the resolution (1 statement)."""
    sent: dict[int, list[Urging]] = defaultdict(list)
    of_remark = {one.remark_id: one.id for one in found if one.remark_id}
    for urging in urgings.of_resolutions(found) if found else ():
        made = urging.resolution_id or (urging.remark_id and of_remark[urging.remark_id])
        sent[made or 0].append(urging)
    lines = light_rules.lines(today)
    return {one.id: _outcome(one, sent[one.id], lines) for one in found}


def _outcome(resolution: Resolution, sent: Sequence[Urging], lines: Lines) -> Outcome:
    if not resolution.stands:
        return Outcome(f"已撤回：{resolution.withdrawn_words}", is_done=True, urgings=sent)
    if resolution.effect is Effect.URGED:
        return _of_urgings(sent, lines.today)
    if resolution.made_task is not None:
        return _of_task(resolution.made_task, lines)
    return Outcome("不用办", is_done=True)


def _of_urgings(sent: Sequence[Urging], today: date) -> Outcome:
    """Of a step that was escalated the one after it counts."""
    last = [one for one in sent if one.state is not UrgingState.ESCALATED]
    late = sum(one.is_unanswered(today) for one in last)
    if all(one.state in DONE for one in last):
        states = Counter(one.state for one in last)
        words = "，".join(f"{count} 件{wording.word(state)}" for state, count in states.items())
        words = words if len(last) > 1 else wording.word(last[0].state)
        return Outcome(words, is_done=True, urgings=sent)
    if late:
        return Outcome(f"{late} 件过期没有答复", is_late=True, urgings=sent)
    answered = sum(one.state is UrgingState.ANSWERED for one in last)
    words = f"{answered} 件答复待审" if answered else f"{_earliest(last)}前答复"
    return Outcome(words, urgings=sent)


def _earliest(last: Sequence[Urging]) -> str:
    return wording.day(min(one.reply_by for one in last if one.is_in_force))


def _of_task(task: Task, lines: Lines) -> Outcome:
    if task.is_ended:
        return Outcome(f"{task.code}已终止", is_done=True)
    light = task.light(lines)
    words = f"{task.code}：{wording.word(light)}"
    return Outcome(words, is_done=task.is_completed, is_late=light in LATE)
