"""The sentences of a circular; every number in them is bound to a figure (pure)."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from tasks_tracker import wording
from tasks_tracker.reports.circular_annexes import annexes
from tasks_tracker.reports.circular_snapshot import (
    Chapter,
    Figures,
    Imprint,
    Item,
    Paragraph,
    Part,
    Setting,
    Text,
)

NAMED_AT_MOST = 10
"""Overdue items in the body; the annex has them all."""
SECTION_NUMBERS = "一二三四"
TITLE_LINE = 20
"""Characters of the title's size that fit on a line."""

_MARK = re.compile(r"⟦([\w.]+)⟧")


def compose(setting: Setting, figures: Figures) -> Text:
    """Put the figures into words."""
    bind = _Binder(numbers(figures))
    headings = ("总体情况", "进展较好", "存在问题", "下步要求")
    bodies = (_overall, _good, _problems, _next_steps) if figures.ledger else (_nothing_yet,)
    return Text(
        masthead=f"{setting.office}通报",
        series=f"{setting.mark}政督",
        title=_title(setting),
        addressees=_addressees(setting),
        opening=bind(_opening(setting)),
        chapters=tuple(
            Chapter(f"{number}、{heading}", tuple(map(bind, body(setting, figures))))
            for number, heading, body in zip(SECTION_NUMBERS, headings, bodies, strict=False)
        ),
        annexes=annexes(figures, year=setting.month.year),
        copies="市政府领导同志。" if setting.is_city else f"{_level(setting)}政府领导同志。",
        signature=setting.office,
    )


def numbers(figures: Figures) -> dict[str, str]:
    """Every figure that a sentence may name, as it is written."""
    totals = figures.totals
    names = ("completed_share", "under_way_share", "overdue_share")
    shares = dict(zip(names, totals.shares, strict=True))
    rates = {**shares, "on_time_rate": totals.counts.on_time_rate}
    plain = {
        "tasks": totals.counts.tasks,
        "completed": totals.counts.completed,
        "under_way": totals.counts.under_way,
        "overdue": totals.counts.overdue,
        "due": totals.counts.due,
        "on_time": totals.counts.on_time,
        "waiting": totals.waiting,
        "overdue_waiting": totals.overdue_waiting,
        "next_due": totals.next_due,
        "missed": len(figures.missed),
        "lagging": len(figures.lagging),
        "unnamed": max(len(figures.overdue) - NAMED_AT_MOST, 0),
        **{f"good.{place}": unit.due for place, unit in enumerate(figures.good)},
        **{f"late.{place}": item.days_late for place, item in enumerate(figures.overdue)},
    }
    return {
        **{name: str(value) for name, value in plain.items()},
        **{name: f"{wording.percent(value)}%" for name, value in rates.items()},
    }


def number_of(text: Text, imprint: Imprint) -> str:
    """聊政督〔2021〕3号; a draft leaves room for the number."""
    number = imprint.number if imprint.number is not None else "　"
    return f"{text.series}〔{imprint.year}〕{number}号"


def day_of(imprint: Imprint) -> str:
    """The day of publication; a draft leaves room for it."""
    day = imprint.published_on
    return wording.full_day(day) if day else f"{imprint.year}年　月　日"


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


def _title(setting: Setting) -> tuple[str, ...]:
    about = f"关于{setting.month.month}月份{_subject(setting)}"
    end = "进展情况的通报"
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
    documents = "、".join(number for number, _title in setting.plans)
    basis = f"按照{documents}文件的调度安排，" if documents else ""
    until = "" if setting.is_whole else f"（至{wording.day(setting.as_of)}）"
    return (
        f"{basis}{setting.office}对{setting.month.month}月份{until}"
        "各项任务的推进情况逐项作了核对，现通报如下。"
    )


def _nothing_yet(setting: Setting, _figures: Figures) -> Iterator[str]:
    yield f"截至{wording.day(setting.as_of)}，全{_level(setting)}还没有任务纳入督查台账。"


def _overall(setting: Setting, figures: Figures) -> Iterator[str]:
    yield (
        f"截至{wording.day(setting.as_of)}，全{_level(setting)}⟦tasks⟧项任务中，"
        "已办结⟦completed⟧项，占⟦completed_share⟧；在办⟦under_way⟧项，占⟦under_way_share⟧；"
        f"逾期⟦overdue⟧项，占⟦overdue_share⟧。{_due_in_month(setting, figures)}"
    )
    if figures.totals.waiting:
        yield (
            f"⟦waiting⟧项任务的反馈正在审核，审核期间时限停止计算{_overdue_under_review(figures)}。"
        )


def _due_in_month(setting: Setting, figures: Figures) -> str:
    month = f"{setting.month.month}月份"
    if not figures.totals.counts.due:
        return f"{month}没有到期节点。"
    already = "" if setting.is_whole else "已"
    return f"{month}{already}到期节点⟦due⟧个，按期报送⟦on_time⟧个，按时率⟦on_time_rate⟧。"


def _overdue_under_review(figures: Figures) -> str:
    if not figures.totals.overdue_waiting:
        return ""
    return "；其中⟦overdue_waiting⟧项另有节点逾期，待审核后再作结论，本期不点名"


def _good(_setting: Setting, figures: Figures) -> Iterator[str]:
    if not figures.good:
        yield "本月没有到期节点在3个以上、全部按期报送且无逾期事项的单位。"
        return
    units = "、".join(f"{unit.name}（⟦good.{place}⟧个）" for place, unit in enumerate(figures.good))
    yield f"{units}本月到期节点全部按期报送，且没有逾期事项。"


def _problems(setting: Setting, figures: Figures) -> Iterator[str]:
    if not figures.overdue and not figures.missed:
        yield "没有逾期未报送的事项。"
    for place, item in enumerate(figures.overdue[:NAMED_AT_MOST]):
        yield f"{place + 1}. {_named(item, setting.month.year)}，{_how_late(item, place)}。"
    if len(figures.overdue) > NAMED_AT_MOST:
        yield "其余⟦unnamed⟧项逾期事项见附件2。"
    if figures.lagging:
        yield "⟦lagging⟧项任务整体未逾期，但有阶段节点到期未报送，记为滞后，见附件2。"
    if figures.missed:
        yield f"另有⟦missed⟧项任务的节点{wording.day(setting.as_of)}到期、当日未报送，见附件2。"


def _named(item: Item, year: int) -> str:
    others = f"等{len(item.behind)}个" if len(item.behind) > 1 else ""
    behind = f"节点{_quoted(item.behind[0])}{others}未完成"
    due = wording.day(date.fromisoformat(item.due_on), in_year=year)
    return f"{item.unit}{_quoted(item.title)}（{item.code}），{behind}，时限{due}"


def _quoted(words: str) -> str:
    """Quotation marks within quotation marks are single ones."""
    inner = words.replace("“", "‘").replace("”", "’")
    return f"“{inner}”"


def _how_late(item: Item, place: int) -> str:
    return f"逾期⟦late.{place}⟧个工作日" if item.days_late else "逾期不足1个工作日"


def _next_steps(setting: Setting, figures: Figures) -> Iterator[str]:
    if figures.overdue or figures.missed or figures.lagging:
        yield (
            f"上述事项的牵头单位于{wording.day(setting.measures_by)}前报送整改措施和完成日期，"
            f"{setting.office}于{wording.day(setting.checked_by)}前逐项核查。"
        )
    after = (setting.month + timedelta(days=31)).month
    if figures.totals.next_due:
        yield f"{after}月份将有⟦next_due⟧个节点到期，各牵头单位于时限前报送进展情况和佐证材料。"
    else:
        yield f"{after}月份没有节点到期，各牵头单位按时限推进在办事项。"
