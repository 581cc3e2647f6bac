import pytest

from tasks_tracker.importer.folding import closing, fold, opening, pieces


def test_folding_keeps_every_place() -> None:
    text = "(牵头单位:甲局;乙局,丙局)〔2021〕７月20％"
    assert fold(text) == "（牵头单位：甲局；乙局，丙局）（2021）7月20%"
    assert len(fold(text)) == len(text)


def test_brackets_are_paired_over_nested_ones() -> None:
    folded = "（各县（市、区）政府）和"
    assert closing(folded, 0) == 10
    assert opening(folded, 10) == 0
    assert closing("（没有收尾", 0) is None


@pytest.mark.parametrize(
    ("folded", "expected"),
    [
        ("甲、乙，丙", ["甲", "乙，丙"]),
        ("各县（市、区）、乙", ["各县（市、区）", "乙"]),
        ("“一窗、一网”、乙", ["“一窗、一网”", "乙"]),
        ("《甲、乙办法》、丙", ["《甲、乙办法》", "丙"]),
        ("“没有收尾、乙", ["“没有收尾", "乙"]),
    ],
)
def test_pieces_are_cut_outside_brackets_and_quotes(folded: str, expected: list[str]) -> None:
    assert [folded[start:end] for start, end in pieces(folded, "、")] == expected
