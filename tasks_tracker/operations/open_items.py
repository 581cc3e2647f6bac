"""What is open in a person's hands: counted before an account ends, listed on a handover sheet."""

from collections.abc import Sequence

from tasks_tracker import clock
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.tasks import Duty, Task
from tasks_tracker.domain.unsent import UnsentForm
from tasks_tracker.domain.users import OFFICE_ROLES, UNIT_ROLES, Post, Role, User
from tasks_tracker.operations import open_cycle
from tasks_tracker.operations.open_sources import Lines, Source
from tasks_tracker.persistence import handovers, open_items, users
from tasks_tracker.wording import full_day, period_words

DRAFT = "draft"
"""What the subjects of the forms of a draft begin with."""
Listed = list[tuple[str, list[str]]]
"""For each kind its words and a line for each thing."""


def _tasks(duty: Duty) -> Lines:
    def lines(_person: User, post: Post) -> Sequence[str]:
        if post.role is not Role.LIAISON:
            return ()
        return [_of_task(task) for task in open_items.tasks_of(post, duty)]

    return lines


def _tasks_left(duty: Duty) -> Lines:
    """What all liaisons of a unit handle is in good hands as long as there is another one."""

    def lines(person: User, post: Post) -> Sequence[str]:
        if post.role is not Role.LIAISON or post.unit is None:
            return ()
        others = [one for one in users.people_of(post.unit, Role.LIAISON) if one is not person]
        found = open_items.tasks_of(post, duty, is_own=bool(others))
        return [_of_task(task) for task in found]

    return lines


def _returned(person: User, post: Post) -> Sequence[str]:
    if post.role not in UNIT_ROLES:
        return ()
    return [_of_report(one) for one in open_items.returned_reports(_with_inherited(person), post)]


def _drafts(person: User, post: Post) -> Sequence[str]:
    if post.role not in OFFICE_ROLES:
        return ()
    found = open_items.drafts_of(_with_inherited(person))
    return [f"{draft.doc_no} {draft.content['short_title']}" for draft in found]


def _unsent(person: User, post: Post) -> Sequence[str]:
    return [_of_form(form) for form in _forms(person, post)]


def _give_unsent(person: User, post: Post, successor: User) -> None:
    open_items.give_unsent(_forms(person, post), successor)


def _sections(person: User, post: Post) -> Sequence[str]:
    if post.role is not Role.LEADER:
        return ()
    found = open_items.sections_of(person)
    return [f"{section.plan.short_title}：{section.label}" for section in found]


def _give_sections(person: User, post: Post, successor: User) -> None:
    if post.role is Role.LEADER:
        open_items.give_sections(person, successor)


def _circulars(_person: User, post: Post) -> Sequence[str]:
    if post.role is not Role.SUPERVISION_HEAD:
        return ()
    return [f"{period_words(one.period.key)}通报" for one in open_items.circular_drafts(post)]


SOURCES: Sequence[Source] = (
    Source("牵头的任务", _tasks(Duty.LEAD), left=_tasks_left(Duty.LEAD)),
    Source("配合的任务", _tasks(Duty.SUPPORT), left=_tasks_left(Duty.SUPPORT)),
    Source("退回后没有再报的反馈", _returned),
    Source("分管的板块", _sections, _give_sections),
    Source("没有印发的通报草稿", _circulars),
    Source("没有立项的导入稿", _drafts),
    Source("填了没有送出的表", _unsent, _give_unsent),
    *open_cycle.SOURCES,
)
"""In the order in which a sheet lists them."""


def in_hand(person: User, post: Post) -> Listed:
    """What is open, kind by kind; kinds of which there is nothing are left out."""
    found = [(source.words, list(source.lines(person, post))) for source in SOURCES]
    return [(words, lines) for words, lines in found if lines]


def pass_on(person: User, post: Post, successor: User) -> None:
    for source in SOURCES:
        if source.pass_on:
            source.pass_on(person, post, successor)


def require_nothing_in_hand(person: User, *posts: Post) -> None:
    """Of these posts, or of all that the person holds."""
    counts = {
        source.words: sum(
            len((source.left or source.lines)(person, post)) for post in posts or person.posts
        )
        for source in SOURCES
    }
    told = "，".join(f"{words} {number} 件" for words, number in counts.items() if number)
    if told:
        raise Refusal(f"{person.name}手上还有：{told}。请先办岗位交接，由接收人签字接过去。")


def _of_task(task: Task) -> str:
    due = f"，{full_day(task.clock_ends_on)}到期" if task.clock_ends_on else ""
    return f"{task.code} {task.name}{due}"


def _of_report(report: ProgressReport) -> str:
    return f"{report.task.code} {report.task.name}，{full_day(report.submitted_on)}报"


def _of_form(form: UnsentForm) -> str:
    """草稿 7:12，9月13日暂存."""
    kind, _, number = form.subject.partition(":")
    words = "导入稿" if kind == DRAFT else "表单"
    return f"{words} {number}，{full_day(clock.local(form.kept_at).date())}暂存"


def _with_inherited(person: User) -> set[int]:
    return {person.id} | handovers.predecessors(person)


def _forms(person: User, post: Post) -> list[UnsentForm]:
    """Drafts of plans are the office's work, all else the unit's."""
    if post.role not in OFFICE_ROLES | UNIT_ROLES:
        return []
    of_office = post.role in OFFICE_ROLES
    found = open_items.unsent_of(person)
    return [form for form in found if form.subject.startswith(f"{DRAFT}:") is of_office]
