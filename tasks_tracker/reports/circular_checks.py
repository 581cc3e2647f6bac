"""Whether a circular may go on: what must hold in it, and around it (pure)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tasks_tracker import wording
from tasks_tracker.reports.circular_around import Around, around
from tasks_tracker.reports.circular_body import paragraphs, places, rewritten
from tasks_tracker.reports.circular_checked import Check, Place, hint, right, wrong
from tasks_tracker.reports.circular_loose import loose, names_with_digits
from tasks_tracker.reports.circular_named import annex, in_annex, in_text
from tasks_tracker.reports.circular_numbers import numbers
from tasks_tracker.reports.circular_snapshot import Counts, Figures, Snapshot
from tasks_tracker.reports.circular_titles import titled
from tasks_tracker.reports.percentages import WHOLE

__all__ = ["Around", "Case", "Check", "Place", "blocking", "checks", "is_stale", "paragraphs"]


@dataclass(frozen=True)
class Case:
    """All that the checks look at."""

    drafted: Snapshot
    written: Snapshot
    today: date
    sentences: Mapping[str, object] = field(default_factory=dict)
    unnamed: Mapping[str, str] = field(default_factory=dict)
    around: Around = field(default_factory=Around)


def checks(case: Case) -> list[Check]:
    """What was found, what must be put right first; then what holds."""
    made = [
        *_sums(case.written),
        *_names(case),
        *_titles(case),
        *_numbers(case),
        *around(case.written, case.around, case.today),
        _fresh(case),
    ]
    return sorted(made, key=lambda check: (check.passed, check.is_hint))


def blocking(found: Sequence[Check]) -> list[str]:
    """Words for what must be put right before it goes on."""
    return [check.words for check in found if not check.passed and not check.is_hint]


def is_stale(snapshot: Snapshot, today: date) -> str:
    """Why a draft should be taken anew before it is issued; empty where it need not."""
    setting = snapshot.setting
    if not setting.is_whole and setting.period.last < today:
        return f"这段时间已经过完，草稿还是{wording.day(setting.as_of)}取的数，请重新起草。"
    if not setting.is_whole:
        return f"快照取于{wording.day(setting.as_of)}，这段时间还没有结束。"
    if setting.measures_by <= today:
        return f"文中的整改期限{wording.day(setting.measures_by)}已到，请重新起草。"
    return ""


def must_be_redrafted(snapshot: Snapshot, today: date) -> str:
    """A period that still runs may be told of; what has grown old since may not."""
    setting = snapshot.setting
    runs = not setting.is_whole and today <= setting.period.last
    return "" if runs and today < setting.measures_by else is_stale(snapshot, today)


def _fresh(case: Case) -> Check:
    words = must_be_redrafted(case.drafted, case.today)
    if words:
        return wrong(words)
    words = is_stale(case.drafted, case.today)
    return hint(words, Place()) if words else right("快照完整，文中的期限没有过")


def _sums(snapshot: Snapshot) -> Iterator[Check]:
    figures = snapshot.figures
    counts = figures.totals.counts
    parts = counts.completed + counts.under_way + counts.overdue
    yield Check(f"已办结＋在办＋逾期＝{counts.tasks}", parts == counts.tasks)
    yield Check("三个百分比合计 100.0", sum(figures.totals.shares) in {WHOLE, 0})
    split = figures.totals.split_shares
    if split:
        five = counts.completed + counts.ahead + counts.on_plan + counts.behind + counts.other
        adds_up = five == counts.tasks and sum(split) in {WHOLE, 0}
        yield Check("五类进度之和等于总数，占比合计 100.0", adds_up)
    yield Check("附件1 各单位之和等于总数", _adds_up(figures, figures.units))
    if figures.plans:
        yield Check("各方案之和等于总数", _adds_up(figures, figures.plans))
    if figures.sections:
        yield Check("各板块之和等于总数", _adds_up(figures, figures.sections))
    yield Check("全部台账的行数等于任务总数", _ledger_is_whole(snapshot))


def _adds_up(figures: Figures, rows: Sequence[object]) -> bool:
    parts: list[Counts] = [row.counts for row in rows]  # type: ignore[attr-defined]
    totals = figures.totals.counts
    return all(
        sum(getattr(part, name) for part in parts) == getattr(totals, name)
        for name in Counts.summed()
    )


def _ledger_is_whole(snapshot: Snapshot) -> bool:
    table = annex(snapshot, "ledger")
    rows = snapshot.figures.ledger
    is_shown = table is None or len(table.rows) == len(rows)
    return is_shown and len(rows) == snapshot.figures.totals.counts.tasks


def _names(case: Case) -> Iterator[Check]:
    """Each item that the text names has its row, and none of them waits for the office."""
    snapshot = case.written
    said, listed = in_text(snapshot), in_annex(snapshot)
    ledger = {row.code for row in snapshot.figures.ledger}
    waiting = {item.code for item in snapshot.figures.waiting}
    for code, place in said.items():
        at = Place(fragment=f"s-{place}", code=code)
        if code in case.unnamed:
            yield wrong(f"{code} 已定不点名，正文里还写着，请改写这一段", at)
        elif code in waiting:
            yield wrong(f"{code} 的反馈正在审核，不能点名", at)
        elif code not in listed or code not in ledger:
            yield wrong(f"正文写到的 {code} 在滞后事项和全部台账里没有对应的行", at)
    strays = [code for code in listed if code not in ledger or code in case.unnamed]
    words = f"附件里的 {'、'.join(strays)} 不该列出" if strays else "点名事项在附件里都有对应的行"
    yield Check(words, not strays and said.keys() <= listed.keys() - waiting)


def _titles(case: Case) -> Iterator[Check]:
    """Who writes a title instead of a code says the same of the task."""
    why = {
        **dict.fromkeys(case.unnamed, "已定不点名"),
        **{item.code: "反馈正在审核" for item in case.drafted.figures.waiting},
        **case.around.since,
    }
    for one in titled(case.drafted, case.sentences):
        if one.code in why:
            at = Place(fragment=f"e-{one.place}", code=one.code)
            said = f"改写的这一段写到“{one.title}”（{one.code}）"
            yield wrong(f"{said}：{why[one.code]}，不能点名", at)


def _numbers(case: Case) -> Iterator[Check]:
    """Numbers of data are bound to their figures; nobody typed over one."""
    values, drafted = numbers(case.drafted.figures), places(case.drafted.text)
    off = [
        part
        for sentence in paragraphs(case.written.text)
        for part in sentence
        if part.figure and part.words != values.get(part.figure)
    ]
    for part in off:
        now = values.get(part.figure, "没有这个数")
        yield wrong(f"文中写“{part.words}”，快照里是 {now}")
    yield Check("文中的数与快照一致", not off)
    known = names_with_digits(case.drafted)
    lost = _figures(case.drafted) - _figures(case.written)
    for place in case.sentences:
        if place in drafted:
            yield from _typed(case, place, known, lost)


def _typed(case: Case, place: str, known: Sequence[str], lost: set[str]) -> Iterator[Check]:
    """Quantities without a figure in an edited paragraph: over a bound number they are refused,
    elsewhere they are asked about."""
    mark = case.drafted.setting.mark
    sentence = places(case.drafted.text)[place][1]
    instead = rewritten(case.sentences, place) or []
    typed = [one for line in instead for one in loose(line, known, mark)]
    before = loose(sentence, known, mark)
    free = [one for one in dict.fromkeys(typed) if typed.count(one) > before[one]]
    if not free:
        return
    bound = {part.figure for line in instead for part in line if part.figure}
    gone = {part.figure for part in sentence if part.figure} - bound
    at, quoted = Place(fragment=f"e-{place}"), "、".join(f"“{one}”" for one in free)
    if gone or lost:
        words = f"数字被手工改写：这里写了{quoted}，原来由台账取数的数不见了；请恢复原句或补回标记"
        yield wrong(words, at)
    else:
        yield hint(f"{quoted}没有取数来源，请确认不是台账里的数", at)


def _figures(snapshot: Snapshot) -> set[str]:
    return {part.figure for one in paragraphs(snapshot.text) for part in one if part.figure}
