"""Whether a report says anything: questions for the reviewer, never penalties (pure)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from rapidfuzz import fuzz

from tasks_tracker import wording
from tasks_tracker.domain.questions import QuestionKind as Kind

ALIKE = 90
"""Per cent of likeness from which two texts say the same."""
ALL = 100
CROWD = 5
"""So many items said to be met on one last day are pointed out."""
SAYS_SOMETHING = 4
"""Characters that must be left when set phrases are taken out."""
SET_PHRASES = (
    "按照要求", "按照计划", "按照时序", "按要求", "按计划", "按时序", "进展顺利", "暂无进展",
    "没有进展", "正常推进", "有序推进", "稳步推进", "扎实推进", "持续推进", "积极推进",
    "正在推进", "全面推进", "推进中", "正在进行", "进行中", "落实中", "各项工作", "相关工作",
    "正常", "有序", "稳步", "扎实", "持续", "积极", "全面", "推进", "开展", "工作", "任务",
    "本月", "目前", "正在", "已经", "落实", "完成", "良好", "情况", "已", "无", "中",
)  # fmt: skip
"""Words that stand in any report of anybody; a phrase before its parts."""
DAY_IN_NAME = re.compile(
    r"(?<!\d)(20\d\d)(?:年|-|\.|_)?(1[0-2]|0?[1-9])(?:月|-|\.|_)?(3[01]|[12]\d|0?[1-9])?日?(?!\d)"
)


class Piece(Protocol):
    """What is enclosed."""

    @property
    def file_name(self) -> str: ...
    @property
    def sha256(self) -> str: ...


class Said(Protocol):
    """A report, as far as it can be asked about."""

    @property
    def progress(self) -> str: ...
    @property
    def percent(self) -> int | None: ...
    @property
    def submitted_on(self) -> date: ...
    @property
    def is_application(self) -> bool: ...
    @property
    def evidence(self) -> Sequence[Piece]: ...


@dataclass(frozen=True)
class Question:
    """Something to ask, in words, and why."""

    kind: Kind
    words: str
    before: str = ""
    """The earlier text that this one is like."""


@dataclass(frozen=True)
class Beside:
    """Another report of the unit in the same month, for comparison."""

    task_id: int
    code: str
    submitted_at: datetime
    progress: str


def of_text(report: Said, earlier: Sequence[Said]) -> Iterator[Question]:
    """`earlier`: what the same unit reported on the same task before, newest first."""
    if is_empty(report.progress):
        yield Question(Kind.EMPTY, "进展情况没有具体内容，做了什么、到什么程度？")
    if not earlier:
        return
    last = earlier[0]
    day = wording.day(last.submitted_on)
    likeness = round(fuzz.ratio(plain(report.progress), plain(last.progress)))
    if likeness >= ALIKE:
        words = f"进展情况和{day}报的几乎一样（相似 {likeness}%），这段时间有没有新进展？"
        yield Question(Kind.SAME_TEXT, words, last.progress)
    times = unmoved(report, earlier)
    if times == 1:
        words = f"完成比例和{day}一样，仍是 {report.percent}%，卡在哪里？"
        yield Question(Kind.UNMOVED, words)
    elif times:
        words = f"完成比例连续 {times + 1} 次都是 {report.percent}%，卡在哪里？"
        yield Question(Kind.UNMOVED, words)


def unmoved(report: Said, earlier: Sequence[Said]) -> int:
    """In how many reports before this one the share was the same, short of all."""
    if report.percent is None or report.percent >= ALL:
        return 0
    times = 0
    for one in earlier:
        if one.percent != report.percent:
            break
        times += 1
    return times


def of_evidence(report: Said, earlier: Sequence[Said], issued_on: date) -> Iterator[Question]:
    """`earlier`: all that was reported on the task before, by whomever."""
    if report.percent == ALL and not report.evidence:
        yield Question(Kind.NO_EVIDENCE, "报了 100%，没有附佐证，凭什么认定？")
    elif report.is_application and not report.evidence:
        yield Question(Kind.NO_EVIDENCE, "申请办结没有附佐证，所写的理由够不够？")
    seen = {piece.sha256: old for old in earlier for piece in old.evidence if piece.sha256}
    for piece in report.evidence:
        if piece.sha256 and piece.sha256 in seen:
            day = wording.day(seen[piece.sha256].submitted_on)
            words = f"佐证“{piece.file_name}”在{day}已经报过，有没有新的？"
            yield Question(Kind.USED_EVIDENCE, words)
        dated = dated_on(piece.file_name)
        if dated and dated < issued_on:
            when = wording.full_day(dated)
            words = f"佐证“{piece.file_name}”标的是{when}，早于方案印发，是不是为这一项做的？"
            yield Question(Kind.OLD_EVIDENCE, words)


def used_elsewhere(pieces: Sequence[tuple[str, str]]) -> Iterator[Question]:
    """`pieces`: name of a file enclosed, and the code of another task that it was shown for."""
    for name, code in pieces:
        words = f"佐证“{name}”也用在{code}上，是不是同一件事？"
        yield Question(Kind.USED_EVIDENCE, words)


def of_copies(
    task_id: int, submitted_at: datetime, progress: str, beside: Sequence[Beside]
) -> Iterator[Question]:
    """The same words for several tasks, unless they were given for all of them at once."""
    own = plain(progress)
    codes = [
        one.code
        for one in beside
        if one.task_id != task_id
        and one.submitted_at != submitted_at
        and plain(one.progress) == own
    ]
    if own and codes:
        named = "、".join(dict.fromkeys(codes[:3]))
        words = f"这段话同月在{named}{'等项' if len(codes) > 1 else ''}也报过，是不是各写各的情况？"
        yield Question(Kind.COPIED, words)


def of_crowd(met: int, of_month: int, day: date) -> Iterator[Question]:
    """`met`: how many milestones the unit said to be met on the last working day of a month."""
    if met >= CROWD and met * 2 > of_month:
        words = (
            f"{wording.day(day)}是当月最后一个工作日，这家单位当天申请核验 {met} 个节点，"
            f"当月共 {of_month} 个，是不是集中补报？"
        )
        yield Question(Kind.LAST_DAY, words)


def is_empty(text: str) -> bool:
    """Nothing is left when set phrases are taken out; a figure always says something."""
    rest = plain(text)
    if any(one.isdigit() for one in rest):
        return False
    for phrase in SET_PHRASES:
        rest = rest.replace(phrase, "")
    return len(rest) < SAYS_SOMETHING


def dated_on(file_name: str) -> date | None:
    """The last day of what the name of a file says: 现场20200315.jpg, 2020年3月台账.xlsx."""
    found = DAY_IN_NAME.search(file_name)
    if found is None:
        return None
    year, month, day = found.groups()
    try:
        return date(int(year), int(month), int(day or 28))
    except ValueError:
        return None


def plain(text: str) -> str:
    """Without blanks and punctuation, which say nothing."""
    return "".join(one for one in text if one.isalnum())
