"""Tables of tasks: rows under a header that names columns of units."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tasks_tracker.importer.deadlines import deadlines_of
from tasks_tracker.importer.draft import Doubt, DraftTask
from tasks_tracker.importer.folding import fold
from tasks_tracker.importer.lines import Line, join
from tasks_tracker.importer.measures import Setting, clause_doubts, own_title
from tasks_tracker.importer.outline import STYLES
from tasks_tracker.importer.shares import (
    DUTY,
    LEAD,
    PERSON,
    SUPPORT,
    TIME,
    Clause,
    Share,
    clause_of,
    shares_by_verb,
)
from tasks_tracker.importer.targets import targets_of
from tasks_tracker.importer.units import looks_like_unit, split_names

NUMBER, GROUP, MEASURE, GOAL, NOTE = "number", "group", "measure", "goal", "note"
COLUMNS = (
    (LEAD, re.compile("(?:牵头|主办)(?:责任)?(?:单位|部门|处室)")),
    (SUPPORT, re.compile("(?:配合|协同|协办|参与|参加)(?:责任)?(?:单位|部门|处室)")),
    (DUTY, re.compile("(?:责任|落实|承办|实施)(?:单位|部门|处室|主体)|^(?:责任)?分工$")),
    (TIME, re.compile("时限|完成时间|时间节点|时间要求|期限|^(?:完成)?时间$")),
    (NUMBER, re.compile("^(?:序号|编号)$")),
    (PERSON, re.compile("领导|责任人|联系人|联系方式|电话")),
    (NOTE, re.compile("备注|成果|(?:完成|整改|进展|落实|推进)情况|进展$|整改结果")),
)
GOALS = re.compile("目标(?!任务)|^(?:工作|质量|具体|完成|验收)?(?:要求|标准)$|成效")
ROLE_WORDS = {
    NUMBER: "序号",
    GROUP: "板块",
    MEASURE: "任务",
    GOAL: "目标要求",
    LEAD: "牵头单位",
    SUPPORT: "配合单位",
    DUTY: "责任单位",
    TIME: "完成时限",
    PERSON: "责任领导",
    NOTE: "不读",
}
"""What a column may be taken for, in the words of people."""
TOLD = re.compile(rf"〔({'|'.join(ROLE_WORDS.values())})〕$")
"""Behind a header, what a person said that its column means."""
DETAIL = re.compile("措施|内容|做法|具体任务")
CELL_HEADING = re.compile("([^，。；：]{3,24})。.{8,}")
ITEMS = re.compile("①.*②")
SAMPLE = 60
UNIT_COLUMNS = (LEAD, SUPPORT, DUTY)
LONGEST_CELL_HEADING = 60
HEADS = 4
"""一、 and （一） head the rows below them also where they name units themselves."""
UNDER_ALL = len(STYLES) - 0.5
"""A row of one cell without an ordinal heads the rows below that have none either."""
NO_NAMES = re.compile(r"[/／—\-无\s]*")


@dataclass(frozen=True)
class Row:
    """One row: what its cells say by the roles of their columns, and the labels above it."""

    line: Line
    groups: tuple[str, ...]
    measure: str
    number: str
    time: str
    shares: tuple[Share, ...]
    goal: str = ""


def split_tables(lines: Sequence[Line]) -> tuple[list[Row], list[Line]]:
    """The rows of tables of tasks, and the lines that belong to none."""
    rows: list[Row] = []
    rest: list[Line] = []
    header: tuple[str, ...] = ()
    for at, line in enumerate(lines):
        cells = line.text.split("\t")
        if len(cells) == 1:
            header = ()
            rest.append(line)
        elif roles := header_of(cells):
            header = _detailed(roles, cells, lines[at + 1 : at + SAMPLE])
        elif header:
            rows.append(_row(line, header, cells, rows))
        else:
            rest.append(line)
    return rows, rest


def _detailed(roles: tuple[str, ...], header: list[str], below: Sequence[Line]) -> tuple[str, ...]:
    """Where each row names its task, a column of measures beside it tells the same at length."""
    plain = [at for at, role in enumerate(roles) if role == ""]
    details = [at for at in plain[1:] if DETAIL.search(header[at])]
    names = max((at for at in plain if details and at < details[0]), default=-1)
    rows = [line.text.split("\t") for line in below]
    ends = next((at for at, cells in enumerate(rows) if len(cells) == 1), len(rows))
    named = [len(cells) > names and bool(cells[names]) for cells in rows[:ends] if any(cells[1:])]
    if names < 0 or not named or not all(named):
        return roles
    return tuple(GOAL if at in details else role for at, role in enumerate(roles))


def header_of(cells: Sequence[str]) -> tuple[str, ...]:
    """The role of each column, where one of them is for units; "" for what is told by its place."""
    roles = tuple(map(role_of, cells))
    if not set(roles) & set(UNIT_COLUMNS) or not set(roles) & {"", MEASURE}:
        return ()
    plain = [at for at, role in enumerate(roles) if role == ""]
    goals = {at for at in plain if GOALS.search(fold(cells[at]))}
    if MEASURE not in roles and len(goals) == len(plain):
        return roles
    return tuple(GOAL if at in goals else role for at, role in enumerate(roles))


def role_of(cell: str) -> str:
    """What a header says that its column holds; nothing where only its place can tell."""
    if told := TOLD.search(cell):
        return next(role for role, words in ROLE_WORDS.items() if words == told[1])
    return next((role for role, pattern in COLUMNS if pattern.search(cell)), "")


def places_of(header: Sequence[str]) -> tuple[int, tuple[int, ...]]:
    """Which column holds the measure, and which hold the groups above it."""
    plain = [at for at, role in enumerate(header) if role == ""]
    first_unit = next(at for at, role in enumerate(header) if role in UNIT_COLUMNS)
    nearest = max((at for at in plain if at < first_unit), default=(plain or [0])[0])
    measure = header.index(MEASURE) if MEASURE in header else nearest
    return measure, tuple(
        at for at, role in enumerate(header) if role == GROUP or (role == "" and at < measure)
    )


def _row(line: Line, header: Sequence[str], cells: list[str], above: Sequence[Row]) -> Row:
    cells = _aligned(header, cells[: len(header)])
    measure, groups = places_of(header)
    if not cells[measure] and (own := [at for at in groups if cells[at]]):
        measure, groups = own[-1], tuple(at for at in groups if at < own[-1])
    shares = [
        share for role, cell in zip(header, cells, strict=True) for share in _names(role, cell)
    ]
    return Row(
        line=line,
        groups=_groups([cells[at] for at in groups], above),
        measure=cells[measure] or _band(header, cells),
        goal="。".join(
            cell.strip("。") for at, cell in zip(header, cells, strict=True) if at == GOAL and cell
        ),
        number=_of(NUMBER, header, cells),
        time=_of(TIME, header, cells),
        shares=tuple(shares),
    )


def _aligned(header: Sequence[str], cells: list[str]) -> list[str]:
    """A short row lost its end, or the merged cells at its beginning: where units stand tells."""
    lost = [""] * (len(header) - len(cells))
    if not lost:
        return cells
    return max(
        ([*cells[:at], *lost, *cells[at:]] for at in range(len(cells), -1, -1)),
        key=lambda row: sum(
            role in UNIT_COLUMNS and all(map(looks_like_unit, split_names(cell) or ("",)))
            for role, cell in zip(header, row, strict=True)
        ),
    )


def _band(header: Sequence[str], cells: list[str]) -> str:
    """Words that run over the whole row stand in its first cell, be that the one for numbers."""
    lone = [(role, cell) for role, cell in zip(header, cells, strict=True) if cell]
    if len(lone) != 1 or lone[0][0] != NUMBER or lone[0][1].isdecimal():
        return ""
    return lone[0][1]


def _of(role: str, header: Sequence[str], cells: Sequence[str]) -> str:
    return next((cell for at, cell in zip(header, cells, strict=True) if at == role), "")


def _groups(cells: list[str], above: Sequence[Row]) -> tuple[str, ...]:
    """Merged cells are printed once: empty ones repeat the row above, down to the first new one."""
    inherited = list(above[-1].groups) if above else []
    inherited = inherited if len(inherited) == len(cells) else [""] * len(cells)
    groups: list[str] = []
    fresh = False
    for cell, before in zip(cells, inherited, strict=True):
        fresh = fresh or bool(cell)
        groups.append(cell if fresh else before)
    return tuple(groups)


def _names(role: str, cell: str) -> list[Share]:
    if role not in UNIT_COLUMNS or NO_NAMES.fullmatch(cell):
        return []
    return shares_by_verb(cell, fold(cell)) or [(role, split_names(cell))]


def tasks_of_rows(rows: Sequence[Row], setting: Setting) -> list[DraftTask]:
    """One task for each row that names a unit; rows without units head the rows below them."""
    tasks: list[DraftTask] = []
    parts: Counter[tuple[str, ...]] = Counter()
    above: list[tuple[float, str]] = []
    for row in rows:
        level, ordinal = _ordinal(row.measure)
        if row.measure and row.measure == row.number:
            level = min(level, UNDER_ALL)
        above = [(other, label) for other, label in above if other < level]
        if row.shares:
            task = _task(row, ordinal, [label for _, label in above], setting)
            parts[task.path] += 1
            tasks.append(replace(task, part=parts[task.path]))
        if not row.shares or level <= HEADS:
            above.append((level, row.measure))
    return tasks


def _ordinal(words: str) -> tuple[float, str]:
    for level, style in enumerate(STYLES):
        if match := style.match(fold(words[:16])):
            return level, words[: match.end()]
    return len(STYLES), ""


def _task(row: Row, ordinal: str, above: list[str], setting: Setting) -> DraftTask:
    said = f"{row.measure}。{row.goal}" if row.goal else row.measure
    passage = join([Line(row.line.number, said)])
    timed = join([Line(row.line.number, f"{said}。完成时限：{row.time}")])
    time = deadlines_of(timed, 0, len(timed.text), setting.issue)
    clause = clause_of((0, 0), list(row.shares), first_leads=setting.first_leads)
    words = row.measure[len(ordinal) :].strip(" 。；")
    headed = CELL_HEADING.match(words)
    heading = words if len(words) <= LONGEST_CELL_HEADING else ""
    heading = headed[1] if headed else heading
    title = heading or own_title(words)
    groups = row.groups
    if groups and ITEMS.search(row.measure):
        groups, title = groups[:-1], groups[-1]
        heading = title
    label = f"{row.number} {title}".strip() if row.number else ordinal + title
    return DraftTask(
        path=tuple(words for words in [setting.label, *groups, *above, label] if words),
        part=1,
        title=title,
        title_own=not heading,
        text=said,
        lead=clause.lead,
        support=clause.support,
        only_responsible=clause.only_responsible,
        deadlines=time.entries,
        targets=targets_of(passage, 0, len(passage.text)),
        line_start=row.line.number,
        line_end=row.line.number,
        doubts=(*_doubts(heading, clause), *time.doubts),
    )


def _doubts(heading: str, clause: Clause) -> Iterator[Doubt]:
    if not heading:
        yield Doubt(field="title", words="表格中没有小标题，题目取自首句，请核对或改写")
    yield from clause_doubts(clause)
