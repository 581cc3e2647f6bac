"""A circular in words; every number in them is bound to a figure (pure)."""

import re
from collections.abc import Iterator, Mapping

from tasks_tracker import wording
from tasks_tracker.domain.circulars import CircularForm
from tasks_tracker.reports.circular_annexes import annexes
from tasks_tracker.reports.circular_corrections import corrected, opening_of_correction
from tasks_tracker.reports.circular_counted import Figures
from tasks_tracker.reports.circular_numbers import numbers
from tasks_tracker.reports.circular_periods import named
from tasks_tracker.reports.circular_problems import good, next_steps, problems
from tasks_tracker.reports.circular_sentences import Draft, Told, overall
from tasks_tracker.reports.circular_snapshot import (
    Chapter,
    Paragraph,
    Part,
    Setting,
    Text,
)
from tasks_tracker.wording.numbers import circular_series

__all__ = ["compose", "numbers"]

HEADINGS = "一二三四五六七八九"
TITLE_LINE = 20
"""Characters of the title's size that fit on a line."""
DOCUMENTS_NAMED = 3

_MARK = re.compile(r"⟦([\w.]+)⟧")


def compose(setting: Setting, figures: Figures) -> Text:
    """Put the figures into words."""
    bind = _Binder(numbers(figures))
    tables = annexes(setting, figures)
    told = Told(setting, figures, [table.key for table in tables])
    is_bulletin = setting.form == CircularForm.BULLETIN
    return Text(
        masthead=f"{setting.region}政务督查" if is_bulletin else f"{setting.office}通报",
        series=circular_series(setting.mark),
        title=_title(setting),
        addressees=_addressees(setting),
        opening=bind(_opening(setting)),
        chapters=tuple(_chapters(_drafts(told), bind)),
        annexes=tables,
        copies="市政府领导同志。" if setting.is_city else f"{_level(setting)}政府领导同志。",
        signature=setting.office,
    )


class _Binder:
    """Turns ⟦figure⟧ in a sentence into a part that is bound to it."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self.known = known

    def __call__(self, sentence: str) -> Paragraph:
        pieces = _MARK.split(sentence)
        return tuple(
            Part(self.known[piece], piece) if place % 2 else Part(piece)
            for place, piece in enumerate(pieces)
            if piece
        )


def _drafts(told: Told) -> Iterator[Draft]:
    if told.setting.corrects:
        yield from corrected(told)
    if not told.figures.ledger:
        words = f"{told.until}，{told.everywhere}还没有任务纳入督查台账。"
        yield Draft("总体情况", (words,))
        return
    for say in (overall, good, problems, next_steps):
        yield from say(told)


def _chapters(drafts: Iterator[Draft], bind: _Binder) -> Iterator[Chapter]:
    """一、 and under it （一）, each counted anew."""
    chapter = part = -1
    for draft in drafts:
        if draft.level == 1:
            chapter, part = chapter + 1, -1
            heading = f"{HEADINGS[chapter]}、{draft.heading}"
        else:
            part += 1
            heading = f"（{HEADINGS[part]}）{draft.heading}"
        yield Chapter(heading, tuple(map(bind, draft.sentences)), draft.level)


def _title(setting: Setting) -> tuple[str, ...]:
    about = f"关于{named(setting.period)}{_subject(setting)}"
    end = "进展情况的更正通报" if setting.corrects else "进展情况的通报"
    if len(about) <= TITLE_LINE:
        return (about, end)
    half = -(-len(about + end) // 2)
    return (about[:half], about[half:] + end)


def _subject(setting: Setting) -> str:
    """What the one plan is about; of several, the common word."""
    if len(setting.plans) != 1:
        return "督查事项"
    title = setting.plans[0][1].removeprefix(setting.region)
    return re.sub(r"(工作|行动)?(实施)?方案$", lambda found: found[1] or "", title)


def _addressees(setting: Setting) -> str:
    if setting.is_city:
        return "各县（市、区）人民政府，市政府各部门、单位："
    return f"各镇人民政府、街道办事处，{_level(setting)}政府各部门、单位："


def _level(setting: Setting) -> str:
    """市, 县 or 区, as the region calls itself."""
    return setting.region[-1]


def _opening(setting: Setting) -> str:
    if setting.corrects:
        return opening_of_correction(setting)
    documents = "、".join(number for number, _title in setting.plans[:DOCUMENTS_NAMED])
    more = "等" if len(setting.plans) > DOCUMENTS_NAMED else ""
    basis = f"按照{documents}{more}文件的调度安排，" if documents else ""
    until = "" if setting.is_whole else f"（至{wording.day(setting.as_of)}）"
    return (
        f"{basis}{setting.office}根据各单位报送的进展、佐证材料和审核结果，"
        f"对{named(setting.period)}{until}各项任务的推进情况逐项作了核对，现通报如下。"
    )
