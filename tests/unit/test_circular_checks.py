"""Each check passes on a right circular and fails on one that was tampered with."""

from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date, timedelta

import pytest

from tasks_tracker.reports.circular_around import Around, Asked, Told
from tasks_tracker.reports.circular_checks import Case, blocking, checks, is_stale
from tasks_tracker.reports.circular_named import named, units
from tasks_tracker.reports.circular_snapshot import Part, Snapshot
from tests.unit.circular_samples import AFTER, snapshot

TODAY = AFTER


def told_of(found: Snapshot, **changes) -> list[Told]:
    """Every unit that is named was told of all of it, and said that it is right."""
    given = {"until": TODAY - timedelta(days=1), "is_checked": True, **changes}
    return [
        Told(unit=unit, keys=frozenset(one.key for one in things), **given)
        for unit, things in units(found).items()
    ]


def case(found: Snapshot, **changes) -> Case:
    whole = snapshot()
    around = changes.pop("around", None) or Around(told=told_of(whole))
    return Case(drafted=whole, written=found, today=TODAY, around=around, **changes)


def findings(found: Snapshot, **changes) -> list[str]:
    return blocking(checks(case(found, **changes)))


def _with(found, **changes):
    return replace(found, figures=replace(found.figures, **changes))


def _totals(found, **changes):
    return _with(found, totals=replace(found.figures.totals, **changes))


def _reworded(found):
    return replace(found, text=replace(found.text, opening=(Part("9", "tasks"),)))


def _unlisted(found):
    annexes = tuple(
        replace(one, rows=()) if one.key == "lagging" else one for one in found.text.annexes
    )
    return replace(found, text=replace(found.text, annexes=annexes))


def _short_ledger(found):
    annexes = tuple(
        replace(one, rows=one.rows[1:]) if one.key == "ledger" else one
        for one in found.text.annexes
    )
    return replace(found, text=replace(found.text, annexes=annexes))


def _waiting_is_named(found):
    """The text says of an item that waits that it is late."""
    code = found.figures.waiting[0].code
    first = found.text.chapters[0]
    blamed = replace(first, paragraphs=((Part(f"市一局（{code}）逾期。"),),))
    return replace(found, text=replace(found.text, chapters=(blamed, *found.text.chapters[1:])))


TAMPERED: dict[str, Callable[[Snapshot], Snapshot]] = {
    "已办结＋在办＋逾期": lambda found: _totals(
        found, counts=replace(found.figures.totals.counts, completed=4)
    ),
    "三个百分比合计": lambda found: _totals(found, shares=(375, 375, 251)),
    "五类进度之和": lambda found: _totals(found, split_shares=(1, 0, 0, 0, 0)),
    "附件1 各单位之和": lambda found: _with(found, units=found.figures.units[:1]),
    "各方案之和": lambda found: _with(found, plans=found.figures.plans * 2),
    "全部台账的行数": lambda found: _with(found, ledger=found.figures.ledger[1:]),
    "全部台账的行数等于": _short_ledger,
    "没有对应的行": _unlisted,
    "正在审核，不能点名": _waiting_is_named,
    "文中的数与快照": _reworded,
}


def test_a_right_circular_passes_everything():
    assert findings(snapshot()) == []
    assert len(checks(case(snapshot()))) >= len(TAMPERED)


@pytest.mark.parametrize("words", TAMPERED)
def test_what_was_tampered_with_is_found(words):
    found = findings(TAMPERED[words](snapshot()))
    assert [one for one in found if words in one]


def _typed(found: Snapshot, words: str) -> dict[str, object]:
    """Somebody wrote these words instead of the opening."""
    drafted = [asdict(part) for part in found.text.opening]
    written = [[*drafted, asdict(Part(words))]]
    return {"opening": {"heading": "", "drafted": drafted, "written": written}}


@pytest.mark.parametrize(
    ("kind", "said"),
    [("waiting", "正在审核"), ("unnamed", "已定不点名"), ("since", "已批准延期")],
)
def test_a_title_says_the_same_as_a_code(kind, said):
    found = snapshot()
    row = next(one for one in found.figures.ledger if _may_be_spoken_of(found, one.code))
    if kind == "waiting":
        code = found.figures.waiting[0].code
        row = next(one for one in found.figures.ledger if one.code == code)
    around = Around(told=told_of(found), since={row.code: said} if kind == "since" else {})
    given = {"around": around, "unnamed": {row.code: "有误"} if kind == "unnamed" else {}}
    sentences = _typed(found, f"其中“{row.title}”工作不力。")
    assert [one for one in findings(found, sentences=sentences, **given) if said in one]
    silent = _typed(found, "有的工作不力。")
    assert not [one for one in findings(found, sentences=silent, **given) if row.title in one]


def _may_be_spoken_of(found: Snapshot, code: str) -> bool:
    return code not in {item.code for item in found.figures.waiting}


def test_a_draft_is_stale_when_its_own_deadline_has_come():
    assert is_stale(snapshot(), date(2024, 6, 14)) == ""
    assert "6月17日已到" in is_stale(snapshot(), date(2024, 6, 17))
    assert "没有结束" in is_stale(snapshot(is_whole=False), date(2024, 5, 31))
    assert "重新起草" in is_stale(snapshot(is_whole=False), date(2024, 6, 1))


def test_a_unit_that_was_not_told_is_found():
    (first, *_rest) = units(snapshot())
    told = [one for one in told_of(snapshot()) if one.unit != first]
    assert any(
        f"1 家单位还没有收到核实通知：{first}" == one
        for one in findings(snapshot(), around=Around(told=told))
    )


def test_a_window_that_is_open_is_found_unless_the_unit_is_content():
    until = {"until": TODAY}
    open_ = Around(told=told_of(snapshot(), is_checked=False, **until))
    assert any("核实期到6月3日" in one for one in findings(snapshot(), around=open_))
    assert findings(snapshot(), around=Around(told=told_of(snapshot(), **until))) == []
    over = Around(told=told_of(snapshot(), is_checked=False))
    assert findings(snapshot(), around=over) == []


@pytest.mark.parametrize(("is_open", "words"), [(True, "还没有答复"), (False, "还没有重新取")])
def test_a_correction_that_is_not_settled_is_found(is_open, words):
    asked = [Asked(id=1, unit="市一局", said="聊004", is_open=is_open)]
    found = findings(snapshot(), around=Around(told=told_of(snapshot()), asked=asked))
    assert any(words in one for one in found)


def test_what_the_ledger_says_since_is_found_for_what_is_named_alone():
    code = named(snapshot())[0].said.code
    words = "5月20日已批准延期"
    about = Around(told=told_of(snapshot()), since={code: words})
    assert any(words in one for one in findings(snapshot(), around=about))
    other = Around(told=told_of(snapshot()), since={"聊999": words})
    assert findings(snapshot(), around=other) == []
