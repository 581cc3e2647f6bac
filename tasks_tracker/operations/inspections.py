"""Special inspections: planned under a number, announced or not, begun, concluded."""

from collections.abc import Sequence
from datetime import date, datetime

from tasks_tracker import clock
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.inspections import Inspection, InspectionKind
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.series import SeriesKind
from tasks_tracker.domain.units import Region, Unit
from tasks_tracker.domain.users import OFFICE_ROLES, UNIT_ROLES, User
from tasks_tracker.mail import links
from tasks_tracker.mail.told import Told, tell
from tasks_tracker.operations.trail import record
from tasks_tracker.persistence import findings, series, users
from tasks_tracker.persistence.session import db
from tasks_tracker.wording import doc_no, full_day, word


def plan_inspection(
    region: Region,
    *,
    by: User,
    now: datetime,
    title: str,
    kind: InspectionKind,
    basis: str,
    subject: str,
    from_on: date,
    to_on: date,
    team: Sequence[User],
    units: Sequence[Unit] = (),
    others: str = "",
    plan: Plan | None = None,
) -> Inspection:
    """Put it down; the units of an announced one get its notice at once."""
    require(by, Action.RUN_INSPECTION, region)
    _refuse_strangers(region, team, units)
    made = Inspection(
        region=region,
        year=clock.local(now).year,
        number=series.take(region, SeriesKind.INSPECTION, clock.local(now).year),
        title=title.strip(),
        kind=kind,
        basis=basis.strip(),
        subject=subject.strip(),
        from_on=from_on,
        to_on=to_on,
        team=list(team),
        units=list(units),
        others=others.strip(),
        plan=plan,
        planned_by=by,
        planned_at=now,
    )
    db.add(made)
    db.flush()
    _record(EventKind.INSPECTION_PLANNED, made, by, now, words=made.title)
    if made.is_announced:
        _announce(made, now)
    return made


def start_inspection(inspection: Inspection, *, by: User, now: datetime) -> None:
    require(by, Action.RUN_INSPECTION, inspection.region)
    inspection.start(clock.local(now).date())
    _record(EventKind.INSPECTION_STARTED, inspection, by, now)


def conclude_inspection(
    inspection: Inspection, *, by: User, now: datetime, conclusion: str
) -> None:
    """The end of looking; what was found is followed on."""
    require(by, Action.RUN_INSPECTION, inspection.region)
    left = findings.count_drafts(inspection)
    if inspection.is_running and left:
        raise Refusal(f"还有 {left} 个问题没有交办，交办或者撤销以后再结束督导。")
    inspection.conclude(clock.local(now).date(), conclusion)
    _record(EventKind.INSPECTION_CONCLUDED, inspection, by, now, words=inspection.words)


def call_off_inspection(inspection: Inspection, *, by: User, now: datetime, reason: str) -> None:
    """It does not take place; units that were told are told."""
    require(by, Action.RUN_INSPECTION, inspection.region)
    inspection.call_off(clock.local(now).date(), reason)
    _record(EventKind.INSPECTION_CALLED_OFF, inspection, by, now, words=inspection.words)
    if inspection.is_announced:
        _tell_called_off(inspection, now)


def number_of(inspection: Inspection) -> str:
    """督导〔2021〕3号."""
    return doc_no(SeriesKind.INSPECTION, inspection.year, inspection.number)


def _refuse_strangers(region: Region, team: Sequence[User], units: Sequence[Unit]) -> None:
    """People of the office inspect units of the same region."""
    if any(not one.holds(*OFFICE_ROLES) or one.region is not region for one in team):
        raise Refusal("督导组成员从本地区督查室里选，别处抽调的人写在“其他成员”。", field="team")
    if any(unit.region is not region for unit in units):
        raise Refusal("被督导单位不在本地区的名册里。", field="units")


def _record(
    kind: EventKind, inspection: Inspection, by: User, now: datetime, *, words: str = ""
) -> None:
    record(
        kind,
        by=by,
        now=now,
        region=inspection.region,
        subject=f"inspection:{inspection.id}",
        words=f"{number_of(inspection)} {words}".strip(),
    )


def _announce(inspection: Inspection, now: datetime) -> None:
    days = f"{full_day(inspection.from_on)}至{full_day(inspection.to_on)}"
    told = Told(
        subject=f"【专项督导】{number_of(inspection)}：{inspection.title}",
        opening=f"督查室将于{days}开展“{inspection.title}”专项督导，你单位在督导范围内。",
        step="看督导通知",
        url=links.inspection(inspection.id),
        why="你是被督导单位的联络员或负责人。",
        facts=[
            ("方式", word(inspection.kind)),
            ("依据", inspection.basis),
            ("督导内容", inspection.subject),
        ],
    )
    for person in _people_of(inspection.units):
        tell(
            f"inspection-announced:{inspection.id}:{person.id}",
            "inspection_announced",
            told,
            to=person,
            now=now,
        )


def _tell_called_off(inspection: Inspection, now: datetime) -> None:
    told = Told(
        subject=f"【专项督导】{number_of(inspection)}取消",
        opening=f"“{inspection.title}”专项督导取消。",
        step="看督导通知",
        url=links.inspection(inspection.id),
        why="你是被督导单位的联络员或负责人。",
        facts=[("原因", inspection.words)],
    )
    for person in _people_of(inspection.units):
        tell(
            f"inspection-called-off:{inspection.id}:{person.id}",
            "inspection_called_off",
            told,
            to=person,
            now=now,
        )


def _people_of(units: Sequence[Unit]) -> Sequence[User]:
    """Liaisons and heads of these units, each once."""
    return users.people_of_units([unit.id for unit in units], *UNIT_ROLES)
