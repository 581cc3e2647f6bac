"""What waits for a unit, a leader or a clerk in the supervision cycle, as rows with their words."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from tasks_tracker.domain.blockers import Blocker, BlockerState
from tasks_tracker.domain.checks import Check
from tasks_tracker.domain.consents import ExtensionConsent
from tasks_tracker.domain.extensions import Extension, ExtensionState
from tasks_tracker.domain.findings import Finding, FindingState
from tasks_tracker.domain.plans import Section
from tasks_tracker.domain.receipts import Receipt
from tasks_tracker.domain.shares import Share, ShareState
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.unsigned import SignState, UnsignedReport
from tasks_tracker.domain.urgings import Urging, UrgingState
from tasks_tracker.domain.users import Post, User
from tasks_tracker.persistence import checks, tasks, waiting_extensions
from tasks_tracker.persistence.session import db


def receipts(post: Post) -> Sequence[Receipt]:
    """Notices that the unit has not signed for."""
    query = select(Receipt).where(
        Receipt.unit_id == post.unit_id,
        Receipt.signed_on.is_(None),
        Receipt.lapsed_on.is_(None),
    )
    return db.scalars(query.options(joinedload(Receipt.notice)).order_by(Receipt.id)).all()


def shares(post: Post) -> Sequence[Share]:
    """Shares that the unit has not confirmed."""
    query = (
        select(Share)
        .join(Share.task)
        .where(
            Share.unit_id == post.unit_id,
            Share.state == ShareState.UNCONFIRMED,
            tasks.IN_FORCE,
        )
    )
    return db.scalars(query.options(joinedload(Share.task)).order_by(Share.id)).all()


def consents(post: Post) -> Sequence[ExtensionConsent]:
    """Extensions to which the unit has not said yes or no."""
    query = (
        select(ExtensionConsent)
        .join(ExtensionConsent.extension)
        .where(
            ExtensionConsent.unit_id == post.unit_id,
            ExtensionConsent.answer.is_(None),
            Extension.state == ExtensionState.ASKED,
        )
        .options(joinedload(ExtensionConsent.extension).joinedload(Extension.milestone))
    )
    return db.scalars(query.order_by(ExtensionConsent.id)).all()


def unsigned(post: Post) -> Sequence[UnsignedReport]:
    """Reports that wait for the head of the unit."""
    query = select(UnsignedReport).where(
        UnsignedReport.unit_id == post.unit_id, UnsignedReport.state == SignState.WAITING
    )
    return db.scalars(
        query.options(joinedload(UnsignedReport.task)).order_by(UnsignedReport.id)
    ).all()


def urgings(post: Post) -> Sequence[Urging]:
    """Urgings and slips that the unit has not answered."""
    query = select(Urging).where(Urging.unit_id == post.unit_id, Urging.state == UrgingState.OPEN)
    return db.scalars(query.options(joinedload(Urging.task)).order_by(Urging.id)).all()


def blockers_to(post: Post) -> Sequence[Blocker]:
    """What others asked of the unit."""
    return _blockers(Blocker.to_unit_id == post.unit_id, Blocker.state == BlockerState.OPEN)


def blockers_answered(post: Post) -> Sequence[Blocker]:
    """What the unit asked of others and has to judge now."""
    return _blockers(Blocker.unit_id == post.unit_id, Blocker.state == BlockerState.ANSWERED)


def blockers_of(leader: User) -> Sequence[Blocker]:
    return _blockers(Blocker.to_person_id == leader.id, Blocker.state == BlockerState.OPEN)


def give_blockers(leader: User, successor: User) -> None:
    for blocker in blockers_of(leader):
        blocker.to_person = successor


def findings(post: Post) -> Sequence[Finding]:
    """What the unit has to mend."""
    query = select(Finding).where(
        Finding.unit_id == post.unit_id, Finding.state == FindingState.OPEN
    )
    return db.scalars(query.order_by(Finding.id)).all()


def checks_of(person: User) -> Sequence[Check]:
    return checks.mine(person)


def give_checks(person: User, successor: User) -> None:
    """Whoever is to look at it already does not do so twice."""
    for check in checks.mine(person):
        kept = [one for one in check.people if one is not person]
        check.people = kept if successor in kept else [*kept, successor]


def extensions_before(person: User) -> Sequence[Extension]:
    """Requests that this person decides."""
    query = (
        select(Extension)
        .join(Extension.task)
        .join(Task.section)
        .where(waiting_extensions.decided_by(person), Section.id == Task.section_id)
        .options(joinedload(Extension.milestone), joinedload(Extension.task))
    )
    return db.scalars(query.order_by(Extension.id)).all()


def _blockers(*conditions: object) -> Sequence[Blocker]:
    query = select(Blocker).where(*conditions).options(joinedload(Blocker.task))  # type: ignore[arg-type]
    return db.scalars(query.order_by(Blocker.id)).all()
