"""The tables of a circular, and what a correction puts right."""

from dataclasses import replace

from tasks_tracker.reports.circular_annexes import annexes
from tasks_tracker.reports.circular_corrections import changes
from tasks_tracker.reports.circular_counted import Grant, Move, TargetRow
from tasks_tracker.reports.circular_kept import read
from tests.unit.circular_samples import SETTING, month_of_may, snapshot, words

GRANT = Grant(
    code="聊004",
    title="推进一窗受理",
    unit="市一局",
    milestone="窗口全部启用",
    original_on="2023-12-29",
    before_on="2024-05-10",
    new_on="2024-06-10",
    days=164,
    times=2,
    by="郑安",
    granted_on="2024-05-08",
    reason="等批复",
)
NAME = "《关于4月份督查事项进展情况的通报》（聊政督〔2024〕2号）"


def tables(**changed):
    found = replace(month_of_may().figures(), **changed)
    return {table.key: table for table in annexes(SETTING, found)}


def test_tables_are_there_where_something_happened():
    assert list(tables()) == ["units", "lagging", "ledger", "moves"]
    assert list(tables(moves=(), grants=(GRANT,)))[3:] == ["extensions"]


def test_every_row_has_its_cells_and_every_column_its_width():
    target = TargetRow("聊004", "市一局", "网办率", "≥99%", "97%", "2024-05-20", "", "")
    for table in tables(grants=(GRANT,), targets=(target,)).values():
        assert len(table.columns) == len(table.widths)
        assert {len(row) for row in table.rows} == {len(table.columns)}
        assert len(table.foot) in {0, len(table.columns)}


def test_scores_are_printed_only_where_a_sheet_is_published():
    plain = tables()["units"]
    assert not plain.is_lying
    assert "得分" not in [column.head for column in plain.columns]
    found = month_of_may().figures()
    first = replace(found.units[0], score=9050, rank=2, movement=-1)
    second = replace(found.units[1], score=8700, rank=None, movement=None)
    ranked = tables(units=(first, second))["units"]
    assert ranked.is_lying
    assert [row[-3:] for row in ranked.rows] == [("90.50", "2", "↓1"), ("87.00", "—", "—")]
    assert ranked.foot[-3:] == ("", "", "")


def test_an_extension_is_shown_with_its_dates_days_times_and_who_granted_it():
    (row,) = tables(grants=(GRANT,))["extensions"].rows
    assert row[5:] == ("2023年12月29日", "6月10日", "164", "2", "郑安", "等批复")


def test_the_worst_stands_first_and_what_waits_last():
    status = [row[-1] for row in tables()["lagging"].rows]
    assert status == ["逾期15个工作日", "当日到期未报送", "待审", "待审"]


def test_a_plan_that_was_adopted_is_one_row():
    move = Move("adopted", "—", "测试方案", "—", "2024-05-06", "测政发〔2024〕1号", count=8)
    (row,) = tables(moves=(move,))["moves"].rows
    assert row == ("1", "立项", "—", "测试方案", "—", "5月6日", "测政发〔2024〕1号，共8项")


def test_a_reported_figure_stands_beside_the_verified_one():
    given = TargetRow("聊004", "市一局", "网办率", "≥99%", "97%", "2024-05-20", "96%", "2024-05-22")
    silent = replace(given, reported="", reported_on="", verified="", verified_on="")
    (row,) = tables(targets=(given, silent))["targets"].rows
    assert row[4:] == ("≥99%", "97%", "5月20日", "96%", "5月22日")


def corrected():
    """One overdue item fewer than the circular that is put right said."""
    after = month_of_may().figures()
    counts = replace(after.totals.counts, overdue=3, under_way=2)
    ledger = (replace(after.ledger[0], status="逾期"), *after.ledger[1:])
    before = replace(after, totals=replace(after.totals, counts=counts), ledger=ledger)
    return replace(after, changes=tuple(changes(before, after)))


def test_a_correction_names_what_it_puts_right_and_says_what_is_another_now():
    found = snapshot(corrected(), corrects=NAME)
    assert found.text.title[-1] == "进展情况的更正通报"
    assert "".join(part.words for part in found.text.opening).startswith(
        f"聊城市人民政府督查室印发的{NAME}，经复核有需要更正的内容。"
    )
    assert found.text.chapters[0].heading == "一、更正内容"
    assert words(found, 0) == [
        "在办由2项更正为3项，逾期由3项更正为2项。",
        "台账中需要更正的内容见附件5。",
    ]
    bound = [part.figure for part in found.text.chapters[0].paragraphs[0] if part.figure]
    assert bound == ["was.under_way", "under_way", "was.overdue", "overdue"]
    table = found.text.annexes[-1]
    assert table.key == "changes"
    assert table.rows[-1] == ("3", "聊001 推进一窗受理：状态", "逾期", "已办结")


def test_a_correction_of_words_alone_says_so():
    found = snapshot(month_of_may().figures(), corrects=NAME)
    assert words(found, 0) == ["数据和台账没有变化，更正只涉及文字。"]


def test_what_came_in_or_left_the_ledger_is_told():
    after = month_of_may().figures()
    before = replace(after, ledger=after.ledger[1:])
    assert [one.after for one in changes(before, after)] == ["列入台账"]
    assert [one.after for one in changes(after, before)] == ["不列入"]


def test_snapshots_of_the_first_form_are_read_as_they_were():
    kept = snapshot().as_json()
    counts = ("tasks", "completed", "under_way", "overdue", "due", "on_time", "on_time_rate")
    rows = [kept["figures"]["totals"], *kept["figures"]["units"]]
    for row in rows:
        row["counts"] = {name: row["counts"][name] for name in counts}
    del kept["figures"]["totals"]["split_shares"]
    kept["figures"] = {
        name: kept["figures"][name]
        for name in ("totals", "units", "overdue", "missed", "waiting", "good", "ledger")
    }
    for name in ("kind", "form", "is_of_one_plan", "corrects"):
        del kept["setting"][name]
    found = read({**kept, "form": 1})
    assert found.figures.totals.counts.tasks == 8
    assert found.setting.period.key == "2024-05"
    assert (found.figures.grants, found.figures.totals.counts.extended) == ((), 0)
