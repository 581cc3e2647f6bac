"""Tables of scores by group: as computed today, as frozen, as published."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tasks_tracker.domain.score_ranks import Entrant, places
from tasks_tracker.domain.score_rows import ScoreRow, parts_of
from tasks_tracker.domain.score_sheets import ScoreSheet
from tasks_tracker.domain.scores import UnitScore
from tasks_tracker.domain.units import UnitGroup
from tasks_tracker.domain.users import User
from tasks_tracker.persistence import score_sheets
from tasks_tracker.wording import word


@dataclass(frozen=True)
class Line:
    """One unit in a table."""

    unit_id: int
    unit: str
    group: str
    parts: Mapping[str, int]
    total: int
    due: int
    is_ranked: bool
    rank: int | None = None
    movement: int | None = None
    row_id: int | None = None
    frozen_total: int | None = None
    is_checked: bool = False
    objections: int = 0
    """How many of them wait for a decision."""


@dataclass(frozen=True)
class Group:
    """The units that are ranked together."""

    group: str
    lines: Sequence[Line]

    @property
    def words(self) -> str:
        return group_words(self.group)

    @property
    def ranked(self) -> int:
        return sum(line.is_ranked for line in self.lines)

    @property
    def foremost(self) -> Sequence[Line]:
        """Those with a rank, and those about whom something is to be decided."""
        return [line for line in self.lines if line.is_ranked or line.objections]

    @property
    def unranked(self) -> Sequence[Line]:
        """The rest: too little fell due to compare them."""
        return [line for line in self.lines if not line.is_ranked and not line.objections]


def computed(scores: Sequence[UnitScore]) -> list[Group]:
    """What today's facts give, with the ranks that would come of it: for the office alone."""
    found = places(Entrant(one.unit_id, one.group, one.total, one.is_ranked) for one in scores)
    return grouped(
        [
            Line(
                unit_id=one.unit_id,
                unit=one.unit,
                group=one.group,
                parts=parts_of(one),
                total=one.total,
                due=one.due,
                is_ranked=one.is_ranked,
                rank=found[one.unit_id].rank,
            )
            for one in scores
        ]
    )


def of_rows(
    sheet: ScoreSheet, rows: Sequence[ScoreRow], waiting: Mapping[int, int] | None = None
) -> list[Group]:
    """Rows of a sheet; by rank once it is published, until then in official order."""
    lines = [_line(row, (waiting or {}).get(row.id, 0)) for row in rows]
    return grouped(lines, by_rank=sheet.is_published)


def grouped(lines: Sequence[Line], *, by_rank: bool = True) -> list[Group]:
    found = []
    for group in ("", *UnitGroup):
        own = [line for line in lines if line.group == group]
        if by_rank:
            own.sort(key=lambda line: (line.rank is None, line.rank or 0))
        if own:
            found.append(Group(str(group), own))
    return found


def group_words(group: str) -> str:
    return word(UnitGroup(group)) if group else "全部单位"


@dataclass(frozen=True)
class SheetLine:
    """A sheet in the list, with what this person may know of it."""

    sheet: ScoreSheet
    own: Sequence[ScoreRow]
    """The rows of the person's units."""
    units: int
    checked: int
    waiting: int
    """Objections without a decision."""


def sheet_lines(user: User) -> list[SheetLine]:
    """The sheets of which this person may see something, the newest first (3 statements)."""
    sheets = score_sheets.visible_to(user)
    ids = [sheet.id for sheet in sheets]
    counts = score_sheets.counts(ids)
    own: dict[int, list[ScoreRow]] = defaultdict(list)
    for row in score_sheets.own_rows(user, ids):
        own[row.sheet_id].append(row)
    nothing = (0, 0, 0)
    return [SheetLine(one, own[one.id], *counts.get(one.id, nothing)) for one in sheets]


def _line(row: ScoreRow, waiting: int) -> Line:
    return Line(
        unit_id=row.unit.id,
        unit=row.unit.name,
        group=row.group,
        parts=row.parts,
        total=row.total,
        due=row.due,
        is_ranked=row.is_ranked,
        rank=row.rank,
        movement=row.movement,
        row_id=row.id,
        frozen_total=row.frozen_total,
        is_checked=row.checked_at is not None,
        objections=waiting,
    )
