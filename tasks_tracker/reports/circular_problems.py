"""What a circular says of good work, of what is behind, and of what has to follow (pure).

Blame lies on items, by rule: 逾期 where the last date passed, 滞后 where one before it did,
未达序时进度 where less was reported than the straight line wants, 进度相对缓慢 where the date is
near and nothing was reported. What waits for the office is in none of them, nor is anything that
was given more time.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from tasks_tracker import wording
from tasks_tracker.reports.circular_counted import Item
from tasks_tracker.reports.circular_numbers import DAYS, NAMED, unnamed
from tasks_tracker.reports.circular_periods import day, named, this
from tasks_tracker.reports.circular_sentences import Draft, Told

GOOD_NAMED, UNITS_NAMED = 10, 10
"""How many units are named at once."""


def good(told: Told) -> Iterator[Draft]:
    rule = "到期节点在三个以上、全部按期报送"
    units = told.figures.good[:GOOD_NAMED]
    if not units:
        yield Draft("进展较好", (f"{this(told.setting)}没有{rule}且没有逾期、滞后和漏报的单位。",))
        return
    names = "、".join(f"{unit.name}（⟦good.{place}⟧个）" for place, unit in enumerate(units))
    more = "等单位" if len(told.figures.good) > GOOD_NAMED else ""
    yield Draft(
        "进展较好",
        (f"{names}{more}{this(told.setting)}{rule}，没有逾期、滞后、漏报，也没有延期。",),
    )


def problems(told: Told) -> Iterator[Draft]:
    """One part with a heading of its own for each kind; a single one needs none."""
    found = [Draft(heading, said, level=2) for heading, say in KINDS if (said := tuple(say(told)))]
    if not found:
        yield Draft("存在问题", ("没有逾期、滞后的事项，也没有漏报、迟报的进展反馈。",))
    elif len(found) == 1:
        yield Draft("存在问题", found[0].sentences)
    else:
        yield Draft("存在问题", ())
        yield from found


def _overdue(told: Told) -> Iterator[str]:
    yield from _items(told, "overdue", lambda item, place: f"，{_late(item, place)}")
    if told.counts["unnamed"]:
        yield f"其余⟦unnamed⟧项逾期事项见{told.annex('lagging')}。"


def _late(item: Item, place: int) -> str:
    return f"逾期⟦late.{place}⟧个工作日" if item.days_late else "逾期不足1个工作日"


def _lagging(told: Told) -> Iterator[str]:
    """Some of it is missing, though not the last."""
    figures = told.figures
    if figures.lagging:
        yield "⟦lagging⟧项任务整体没有逾期，但有阶段节点到期未报送，记为滞后。"
    yield from _items(told, "lagging", _lag)
    if told.counts[unnamed("lagging")]:
        yield f"其余⟦{unnamed('lagging')}⟧项滞后事项见{told.annex('lagging')}。"
    if figures.missed:
        on = wording.day(told.setting.as_of)
        also = "另有" if figures.lagging else "有"
        yield f"{also}⟦missed⟧项任务的节点{on}到期、当日未报送，见{told.annex('lagging')}。"


def _lag(item: Item, place: int) -> str:
    return f"，滞后⟦lag.{place}⟧个工作日" if item.days_late else "，滞后不足1个工作日"


def _slow(told: Told) -> Iterator[str]:
    """Nothing is missing yet."""
    if told.figures.trailing:
        yield "⟦trailing⟧项任务报送的完成比例低于序时进度，记为未达序时进度。"
    yield from _items(told, "trailing", lambda _item, _place: "，未达序时进度")
    if told.figures.slow:
        yield "⟦slow⟧项任务临近时限、还没有报送过进展，记为进度相对缓慢。"
    yield from _items(told, "slow", lambda _item, _place: "，进度相对缓慢")
    left = sum(told.counts[unnamed(name)] for name in ("trailing", "slow"))
    if left:
        yield f"以上两类没有逐项列出的见{told.annex('lagging')}。"


def _items(told: Told, name: str, how: Callable[[Item, int], str]) -> Iterator[str]:
    items: Sequence[Item] = getattr(told.figures, name)[: NAMED[name]]
    for place, item in enumerate(items):
        yield f"{place + 1}. {_named(told, item, is_missing=name in DAYS)}{how(item, place)}。"


def _named(told: Told, item: Item, *, is_missing: bool) -> str:
    others = f"等{len(item.behind)}个" if len(item.behind) > 1 else ""
    node = f"节点{_quoted(item.behind[0])}{others}"
    due = f"{'未完成，' if is_missing else ''}时限{day(item.due_on, told.setting)}"
    moved = ""
    if item.original_due_on:
        moved = f"（经批准由{day(item.original_due_on, told.setting)}延期）"
    return f"{item.unit}{_quoted(item.title)}（{item.code}），{node}{due}{moved}"


def _quoted(words: str) -> str:
    """Quotation marks within quotation marks are single ones."""
    inner = words.replace("“", "‘").replace("”", "’")
    return f"“{inner}”"


def _reports(told: Told) -> Iterator[str]:
    """Late and missing reports by unit; returned ones as a number."""
    counts = told.counts
    if not (counts["reports_late"] or counts["reports_missing"] or counts["reports_returned"]):
        return
    said = f"{this(told.setting)}应报进展反馈⟦reports_due⟧件"
    for name, words in REPORTS.items():
        if counts[f"reports_{name}"]:
            said += f"，{words}⟦reports_{name}⟧件{_units(told, name)}"
    returned = "，审核退回⟦reports_returned⟧件" if counts["reports_returned"] else ""
    yield f"{said}{returned}。"


REPORTS: Mapping[str, str] = {"missing": "漏报", "late": "迟报"}


def _units(told: Told, name: str) -> str:
    """In brackets, those with most of them first."""
    rows = [(getattr(row, name), n, row.name) for n, row in enumerate(told.figures.reporters)]
    worst = sorted((row for row in rows if row[0]), key=lambda row: -row[0])
    names = [f"{unit}⟦reporter.{place}.{name}⟧件" for _, place, unit in worst[:UNITS_NAMED]]
    more = "等单位" if len(worst) > UNITS_NAMED else ""
    return f"（{'、'.join(names)}{more}）"


def _help(told: Told) -> Iterator[str]:
    figures = told.figures
    parts = []
    if figures.blockers:
        causes = "、".join(f"{one.words}⟦blocker.{one.kind}⟧件" for one in figures.blockers)
        parts.append(f"需协调事项还有⟦blockers⟧件没有解决，按原因分：{causes}")
    if figures.waits:
        parts.append("牵头单位正在等待配合的分工有⟦waits⟧份")
    if parts:
        yield f"{'；'.join(parts)}。"


def _measures(told: Told) -> Iterator[str]:
    """What the office did about it."""
    figures, parts = told.figures, []
    if figures.steps:
        steps = "、".join(f"{one.words}⟦step.{one.kind}⟧件" for one in figures.steps)
        parts.append(f"{this(told.setting)}发出{steps}")
    if figures.findings.handed_over or figures.findings.open:
        parts.append(
            "督导交办问题⟦findings_new⟧个，整改销号⟦findings_mended⟧个，还在整改⟦findings_open⟧个"
        )
    if parts:
        yield f"{'；'.join(parts)}。"


KINDS: Sequence[tuple[str, Callable[[Told], Iterator[str]]]] = (
    ("逾期事项", _overdue),
    ("滞后事项", _lagging),
    ("进度偏慢事项", _slow),
    ("进展反馈", _reports),
    ("协调与配合", _help),
    ("督办情况", _measures),
)


def next_steps(told: Told) -> Iterator[Draft]:
    yield Draft("下步要求", tuple(_demands(told)))


def _demands(told: Told) -> Iterator[str]:
    setting, figures = told.setting, told.figures
    by, again = wording.day(setting.measures_by), wording.day(setting.checked_by)
    if figures.overdue or figures.missed or figures.lagging:
        yield (
            f"逾期、滞后事项的牵头单位于{by}前报送整改措施和完成日期，"
            f"{setting.office}于{again}前逐项核查；到时仍未报送的，发督办单。"
        )
    if told.counts["reports_missing"]:
        yield f"漏报进展反馈的单位于{by}前补报。"
    if figures.trailing or figures.slow:
        yield f"未达序时进度和进度相对缓慢事项的牵头单位于{by}前报送进展情况。"
    if figures.blockers or figures.waits:
        yield f"需协调事项和等待配合的分工，承办单位于{by}前答复或者完成。"
    after = named(setting.period.following)
    if figures.totals.next_due:
        yield f"{after}将有⟦next_due⟧个节点到期，各牵头单位于时限前报送进展情况和佐证材料。"
    else:
        yield f"{after}没有节点到期，各牵头单位按时限推进在办事项。"
