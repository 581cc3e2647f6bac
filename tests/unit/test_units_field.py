import pytest

from tasks_tracker.web.units_field import names_in

TOWNS = "各镇政府、街道办事处"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("市财政局、市教育局", ["市财政局", "市教育局"]),
        (
            " 市财政局，市教育局；市民政局\n市水利局,",
            ["市财政局", "市教育局", "市民政局", "市水利局"],
        ),
        ("市财政局 、 市财政局", ["市财政局"]),
        ("市财政局 、 、\n 市教育局", ["市财政局", "市教育局"]),
        ("各县（市、区）政府、市财政局", ["各县（市、区）政府", "市财政局"]),
        ("各县(市、区)", ["各县(市、区)"]),
        (f"市财政局、{TOWNS}，市教育局", ["市财政局", TOWNS, "市教育局"]),
        (f"{TOWNS}等、市教育局", ["各镇政府", "街道办事处等", "市教育局"]),
        ("", []),
        ("、，", []),
    ],
)
def test_names_are_told_apart_as_people_write_them(text, names):
    assert names_in(text, [TOWNS, "市财政局"]) == names


def test_an_open_bracket_ends_with_its_name():
    assert names_in("市财政局（预算处、市教育局") == ["市财政局（预算处", "市教育局"]


def test_white_space_without_end_takes_no_time():
    """Squared in its length it would take more than an hour."""
    blank = " " * 400_000
    assert names_in(f"市财政局{blank}、{blank}市教育局{blank}甲") == [
        "市财政局",
        f"市教育局{blank}甲",
    ]
