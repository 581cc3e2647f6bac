"""What a circular says, chapter by chapter; ⟦figure⟧ stands for a number (pure)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from tasks_tracker.reports.circular_counted import Counts, Figures, SectionRow
from tasks_tracker.reports.circular_numbers import PARTS_NAMED, before, plain
from tasks_tracker.reports.circular_periods import end_of, named, this
from tasks_tracker.reports.circular_snapshot import Setting

ORDINAL = re.compile(r"^[一二三四五六七八九十]+、")
Named = tuple[str, Counts, str]
"""What its figures begin with, its counts, what it is called."""


@dataclass(frozen=True)
class Draft:
    """A heading without its number, and what stands under it."""

    heading: str
    sentences: tuple[str, ...]
    level: int = 1


@dataclass(frozen=True)
class Told:
    """All that sentences are made of."""

    setting: Setting
    figures: Figures
    annexes: Sequence[str]
    """Keys of the annexes in their order."""

    @cached_property
    def counts(self) -> dict[str, int]:
        return plain(self.figures)

    @property
    def everywhere(self) -> str:
        """全市, 全县: where the tasks are."""
        return f"全{self.setting.region[-1]}"

    @property
    def until(self) -> str:
        return f"截至{self.setting.as_of.month}月{self.setting.as_of.day}日"

    def annex(self, key: str) -> str:
        return f"附件{self.annexes.index(key) + 1}"


def overall(told: Told) -> Iterator[Draft]:
    """With parts of its own only where there are two."""
    says = (_standing, _extended, _moved, _trend, _targets, _waiting)
    whole = tuple(sentence for say in says for sentence in say(told))
    parts = tuple(_parts(told))
    if not parts:
        yield Draft("总体情况", whole)
        return
    of = "方案" if len(told.figures.plans) > 1 else "板块"
    yield Draft("总体情况", ())
    yield Draft("整体进展", whole, level=2)
    yield Draft(f"各{of}进展", parts, level=2)


def _standing(told: Told) -> Iterator[str]:
    setting, totals = told.setting, told.figures.totals
    of = f"《{setting.plans[0][1]}》" if setting.is_of_one_plan else told.everywhere
    yield (
        f"{told.until}，{of}⟦tasks⟧项任务中，"
        "已办结⟦completed⟧项，占⟦completed_share⟧；在办⟦under_way⟧项，占⟦under_way_share⟧；"
        f"逾期⟦overdue⟧项，占⟦overdue_share⟧。{_due(told)}"
    )
    if totals.split_shares:
        yield (
            "按进度分，已完成⟦completed⟧项，超进度⟦ahead⟧项，达进度⟦on_plan⟧项，"
            "欠进度⟦behind⟧项，其他⟦other⟧项。"
        )


def _due(told: Told) -> str:
    period = named(told.setting.period)
    if not told.figures.totals.counts.due:
        return f"{period}没有到期节点。"
    already = "" if told.setting.is_whole else "已"
    return f"{period}{already}到期节点⟦due⟧个，按期报送⟦on_time⟧个，按时率⟦on_time_rate⟧。"


def _extended(told: Told) -> Iterator[str]:
    """Whatever extensions did to the rate is said beside it."""
    counts, period = told.figures.totals.counts, this(told.setting)
    said = ""
    if told.figures.grants:
        said = f"{period}批准延期⟦granted⟧件，见{told.annex('extensions')}。"
    if counts.extended:
        said += f"{period}有⟦extended⟧个节点经批准延期，其中⟦left⟧个因此不在{period}到期。"
    if counts.extended and counts.rate_by_original is not None:
        said += (
            "按原定时限计算，到期节点⟦original_due⟧个，按期报送⟦original_on_time⟧个，"
            "按时率⟦rate_by_original⟧。"
        )
    if said:
        yield said


def _moved(told: Told) -> Iterator[str]:
    if not told.figures.moves:
        return
    words = {"added": "新增", "finished": "办结", "closed": "销号", "ended": "终止、合并或转为常态"}
    parts = [f"{word}⟦{name}⟧项" for name, word in words.items() if told.counts[name]]
    yield f"{this(told.setting)}{'，'.join(parts)}，见{told.annex('moves')}。"


def _trend(told: Told) -> Iterator[str]:
    then, now = before(told.figures), told.figures.totals.counts
    if then is None:
        return
    tasks = _change(now.tasks - then.tasks, "任务增加", "任务减少", "⟦trend.tasks⟧项")
    overdue = _change(now.overdue - then.overdue, "逾期增加", "逾期减少", "⟦trend.overdue⟧项")
    parts = [tasks or "任务总数不变", overdue or "逾期项数持平"]
    if then.on_time_rate is not None and now.on_time_rate is not None:
        points = now.on_time_rate - then.on_time_rate
        rate = _change(points, "按时率提高", "按时率下降", "⟦trend.rate⟧个百分点")
        parts.append(rate or "按时率持平")
    yield f"与{end_of(told.setting.period.preceding)}相比，{'，'.join(parts)}。"


def _change(by: int, more: str, less: str, much: str) -> str:
    """Empty where nothing changed."""
    return f"{more if by > 0 else less}{much}" if by else ""


def _targets(told: Told) -> Iterator[str]:
    if told.counts["targets_reported"]:
        yield (
            "量化指标⟦targets⟧项，单位已填报⟦targets_reported⟧项，"
            f"经审核核定⟦targets_verified⟧项，见{told.annex('targets')}。"
        )


def _waiting(told: Told) -> Iterator[str]:
    totals = told.figures.totals
    if not totals.waiting:
        return
    late = (
        "；其中⟦overdue_waiting⟧项另有节点逾期，待审核后再作结论，本期不点名"
        if totals.overdue_waiting
        else ""
    )
    yield f"⟦waiting⟧项任务的反馈正在审核，审核期间时限停止计算{late}。"


def _parts(told: Told) -> Iterator[str]:
    """Plans where there are several, else the sections of the one: those of which something is to
    be told, of many the worst."""
    parts = _plans(told) if len(told.figures.plans) > 1 else _sections(told)
    told_of = [one for one in parts if one[1].due or one[1].overdue]
    if len(parts) == 1 or not told_of:
        return
    worst = sorted(told_of, key=lambda part: -part[1].overdue)[:PARTS_NAMED]
    for part in (one for one in told_of if one in worst):
        yield f"{part[2]}{_part(told, *part[:2])}"
    if len(told_of) > PARTS_NAMED:
        yield "其余各项逾期较少，见全部台账。"
    elif len(told_of) < len(parts):
        yield f"其余各项没有逾期，{this(told.setting)}也没有到期节点。"


def _plans(told: Told) -> list[Named]:
    rows = enumerate(told.figures.plans)
    return [(f"plan.{place}.", row.counts, f"《{row.title}》") for place, row in rows]


def _sections(told: Told) -> list[Named]:
    rows = enumerate(told.figures.sections)
    return [(f"section.{place}.", row.counts, _section(row)) for place, row in rows]


def _section(row: SectionRow) -> str:
    label = ORDINAL.sub("", row.label)
    return f"“{label}”（总指挥{row.leader}）" if row.leader else f"“{label}”"


def _part(told: Told, at: str, counts: Counts) -> str:
    late = f"逾期⟦{at}overdue⟧项" if counts.overdue else "没有逾期"
    said = f"⟦{at}tasks⟧项，办结⟦{at}completed⟧项，{late}"
    if not counts.due:
        return f"{said}；{this(told.setting)}没有到期节点。"
    return f"{said}；到期节点⟦{at}due⟧个，按时率⟦{at}on_time_rate⟧。"
