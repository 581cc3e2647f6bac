"""Score sheets as they are looked up: before publication a unit sees its own row and no other."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlalchemy import ColumnElement, exists, false, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload, undefer

from tasks_tracker.domain.periods import Period
from tasks_tracker.domain.score_objections import ScoreObjection, ScoreObjectionState
from tasks_tracker.domain.score_ranks import Place
from tasks_tracker.domain.score_rows import ScoreAdjustment, ScoreRow
from tasks_tracker.domain.score_sheets import ScoreSheet, SheetState
from tasks_tracker.domain.units import Region, Unit
from tasks_tracker.domain.users import OFFICE_ROLES, UNIT_ROLES, Role, User
from tasks_tracker.persistence.session import db

_PUBLISHED = ScoreSheet.state == SheetState.PUBLISHED
_OPEN = ScoreObjection.state == ScoreObjectionState.OPEN


def visible_to(user: User) -> Sequence[ScoreSheet]:
    """The sheets of the own region of which this person may see something, the newest first."""
    query = select(ScoreSheet).where(_in_own_region(user), _seen(user))
    return db.scalars(query.order_by(ScoreSheet.first_on.desc(), ScoreSheet.kind)).all()


def get(sheet_id: int, user: User) -> ScoreSheet:
    """With who froze and who published it (1 statement)."""
    query = (
        select(ScoreSheet)
        .where(ScoreSheet.id == sheet_id, _in_own_region(user), _seen(user))
        .options(joinedload(ScoreSheet.frozen_by), joinedload(ScoreSheet.published_by))
    )
    return db.scalars(query).one()


def whole(sheet: ScoreSheet) -> ScoreSheet:
    """The same with all its rows, for whoever publishes it."""
    query = (
        select(ScoreSheet)
        .where(ScoreSheet.id == sheet.id)
        .options(selectinload(ScoreSheet.rows).joinedload(ScoreRow.unit))
        .execution_options(populate_existing=True)
    )
    return db.scalars(query).one()


def find(region: Region, period: Period) -> ScoreSheet | None:
    query = select(ScoreSheet).where(
        ScoreSheet.region_id == region.id,
        ScoreSheet.kind == period.kind,
        ScoreSheet.first_on == period.first,
    )
    return db.scalars(query).one_or_none()


def hold(sheet: ScoreSheet) -> None:
    """Whoever takes a step on this sheet at the same moment waits until this transaction ends, and
    sees then what it did. SQLite has but one writer."""
    db.refresh(sheet, ["state", "version"], with_for_update=True)


def rows(sheet: ScoreSheet, user: User) -> Sequence[ScoreRow]:
    """The rows that this person may see, in official order, without their points (1 statement)."""
    query = (
        select(ScoreRow)
        .where(ScoreRow.sheet_id == sheet.id)
        .options(joinedload(ScoreRow.unit))
        .order_by(ScoreRow.position)
    )
    if not (sheet.is_published or user.holds(*OFFICE_ROLES)):
        query = query.where(ScoreRow.unit_id.in_(_own_units(user)))
    return db.scalars(query).all()


def own_rows(user: User, sheet_ids: Collection[int]) -> Sequence[ScoreRow]:
    """Those of the person's units on these sheets (1 statement; none for who has no unit)."""
    mine = _own_units(user)
    if not mine:
        return ()
    query = (
        select(ScoreRow)
        .where(ScoreRow.sheet_id.in_(sheet_ids), ScoreRow.unit_id.in_(mine))
        .options(joinedload(ScoreRow.unit))
        .order_by(ScoreRow.position)
    )
    return db.scalars(query).all()


def counts(sheet_ids: Collection[int]) -> Mapping[int, tuple[int, int, int]]:
    """Of each sheet its rows, how many were looked over, and how many objections wait
    (1 statement)."""
    waits = (
        select(func.count())
        .select_from(ScoreObjection)
        .join(other := aliased(ScoreRow), ScoreObjection.row_id == other.id)
        .where(other.sheet_id == ScoreRow.sheet_id, _OPEN)
        .correlate(ScoreRow)
        .scalar_subquery()
    )
    query = (
        select(ScoreRow.sheet_id, func.count(), func.count(ScoreRow.checked_at), waits)
        .where(ScoreRow.sheet_id.in_(sheet_ids))
        .group_by(ScoreRow.sheet_id)
    )
    return {row[0]: (row[1], row[2], row[3]) for row in db.execute(query)}


def get_row(row_id: int, user: User) -> ScoreRow:
    """A row with all its points: for the office, for the unit itself, and once published for
    leaders (2 statements)."""
    own = ScoreRow.unit_id.in_(_own_units(user))
    query = (
        select(ScoreRow)
        .join(ScoreRow.sheet)
        .where(ScoreRow.id == row_id, _in_own_region(user), or_(own, _reads_all(user)))
        .options(
            contains_eager(ScoreRow.sheet).joinedload(ScoreSheet.frozen_by),
            joinedload(ScoreRow.unit),
            joinedload(ScoreRow.checked_by),
            undefer(ScoreRow.content),
            undefer(ScoreRow.recount),
            selectinload(ScoreRow.adjustments).joinedload(ScoreAdjustment.by),
        )
    )
    return db.scalars(query).one()


def places_before(sheet: ScoreSheet) -> Mapping[int, Place]:
    """Where units stood on the published sheet of the period before (1 statement)."""
    before = sheet.period.preceding
    query = (
        select(ScoreRow.unit_id, ScoreRow.group, ScoreRow.rank)
        .join(ScoreRow.sheet)
        .where(
            ScoreSheet.region_id == sheet.region_id,
            ScoreSheet.kind == before.kind,
            ScoreSheet.first_on == before.first,
            _PUBLISHED,
        )
    )
    return {unit_id: Place(group, rank) for unit_id, group, rank in db.execute(query)}


def published_of(region: Region, period: Period) -> Sequence[ScoreRow]:
    """The rows of the published sheet of a period, in official order; none where there is none."""
    query = (
        select(ScoreRow)
        .join(ScoreRow.sheet)
        .where(
            ScoreSheet.region_id == region.id,
            ScoreSheet.kind == period.kind,
            ScoreSheet.first_on == period.first,
            _PUBLISHED,
        )
        .order_by(ScoreRow.position)
    )
    return db.scalars(query).all()


def of_unit(unit: Unit, since: date) -> Sequence[ScoreRow]:
    """The unit's rows on sheets frozen or published, by the period's first day; the newest first
    (1 statement)."""
    query = (
        select(ScoreRow)
        .join(ScoreRow.sheet)
        .where(ScoreRow.unit_id == unit.id, ScoreSheet.first_on >= since)
        .options(contains_eager(ScoreRow.sheet))
        .order_by(ScoreSheet.first_on.desc(), ScoreSheet.kind)
    )
    return db.scalars(query).all()


def objections_of(row: ScoreRow) -> Sequence[ScoreObjection]:
    """What the unit held against it, the open ones first, then the newest."""
    query = (
        select(ScoreObjection)
        .where(ScoreObjection.row_id == row.id)
        .options(joinedload(ScoreObjection.by), joinedload(ScoreObjection.decided_by))
        .order_by(ScoreObjection.decided_at.is_not(None), ScoreObjection.id.desc())
    )
    return db.scalars(query).all()


def objections_on(sheet: ScoreSheet, row_ids: Collection[int]) -> Sequence[ScoreObjection]:
    """Those against some rows of a sheet, the open ones first, those that wait longest on top."""
    query = (
        select(ScoreObjection)
        .join(ScoreObjection.row)
        .where(ScoreRow.sheet_id == sheet.id, ScoreRow.id.in_(row_ids))
        .options(
            contains_eager(ScoreObjection.row).joinedload(ScoreRow.unit),
            joinedload(ScoreObjection.by),
            joinedload(ScoreObjection.decided_by),
        )
        .order_by(
            ScoreObjection.decided_at.is_not(None), ScoreObjection.raised_at, ScoreObjection.id
        )
    )
    return db.scalars(query).all()


def get_objection(objection_id: int, user: User) -> ScoreObjection:
    """One with its row and all its points: for the office and the unit (2 statements)."""
    own = ScoreRow.unit_id.in_(_own_units(user))
    of_office = _in_own_region(user) if user.holds(*OFFICE_ROLES) else false()
    row = contains_eager(ScoreObjection.row)
    query = (
        select(ScoreObjection)
        .join(ScoreObjection.row)
        .join(ScoreRow.sheet)
        .where(ScoreObjection.id == objection_id, or_(own, of_office))
        .options(
            row.contains_eager(ScoreRow.sheet).joinedload(ScoreSheet.frozen_by),
            row.joinedload(ScoreRow.unit),
            row.undefer(ScoreRow.content),
            row.undefer(ScoreRow.recount),
            row.selectinload(ScoreRow.adjustments).joinedload(ScoreAdjustment.by),
            joinedload(ScoreObjection.by),
            joinedload(ScoreObjection.decided_by),
        )
    )
    return db.scalars(query).one()


def has_objection(objection: ScoreObjection) -> bool:
    """Whether the same point of the same count was objected to before."""
    query = select(
        exists(
            select(ScoreObjection.id).where(
                ScoreObjection.row_id == objection.row.id,
                ScoreObjection.edition == objection.edition,
                ScoreObjection.place == objection.place,
            )
        )
    )
    with db.no_autoflush:
        return db.scalar(query) or False


def edition_now(row: ScoreRow) -> int:
    """How often it was counted anew, with what others did since it was read."""
    db.refresh(row)
    return row.edition


def undecided(sheet: ScoreSheet) -> int:
    query = select(func.count()).select_from(ScoreObjection).join(ScoreObjection.row)
    return db.scalar(query.where(ScoreRow.sheet_id == sheet.id, _OPEN)) or 0


def _in_own_region(user: User) -> ColumnElement[bool]:
    return ScoreSheet.region_id == (user.region.id if user.region else None)


def _seen(user: User) -> ColumnElement[bool]:
    """The office sees every sheet, a unit those on which it stands, everybody the published."""
    if user.holds(*OFFICE_ROLES):
        return ScoreSheet.id.is_not(None)
    standing = select(ScoreRow.sheet_id).where(ScoreRow.unit_id.in_(_own_units(user)))
    return or_(_PUBLISHED, ScoreSheet.id.in_(standing))


def _reads_all(user: User) -> ColumnElement[bool]:
    if user.holds(*OFFICE_ROLES):
        return ScoreSheet.id.is_not(None)
    return _PUBLISHED if user.holds(Role.LEADER) else false()


def _own_units(user: User) -> list[int]:
    return [unit.id for unit in user.units] if user.holds(*UNIT_ROLES) else []
