import pytest

from tasks_tracker.reports.title_lines import WIDTH, title_lines


@pytest.mark.parametrize(
    ("phrases", "lines"),
    [
        (("岗位交接单",), ["岗位交接单"]),
        (("关于“一窗受理”的", "红色督办单"), ["关于“一窗受理”的", "红色督办单"]),
        (
            ("关于交办《聊城市加快阿胶全产业链高质量发展实施方案》", "有关任务的通知"),
            ["关于交办《聊城市加快阿胶全产业链", "高质量发展实施方案》有关任务的通知"],
        ),
    ],
)
def test_titles_break_where_one_breathes(phrases, lines):
    assert title_lines(*phrases) == lines


def test_a_title_without_any_known_word_still_fits():
    lines = title_lines("甲乙丙丁戊己庚辛" * 8)
    assert [len(line) <= WIDTH for line in lines] == [True] * 4
    assert "".join(lines) == "甲乙丙丁戊己庚辛" * 8


def test_no_line_begins_with_what_closes_or_ends_with_what_opens():
    for line in title_lines("关于办理“" + "推进改革" * 5 + "”等（共十二项）任务的督办通知"):
        assert line[0] not in "》”）"
        assert line[-1] not in "《“（"


def test_numbers_stay_whole():
    assert any("聊312" in line for line in title_lines("关于聊312" + "有关情况" * 6 + "的记录"))


def test_what_offers_no_break_is_cut():
    assert title_lines("a" * 50) == ["a" * 20, "a" * 20, "a" * 10]
