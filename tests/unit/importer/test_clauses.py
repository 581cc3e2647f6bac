import pytest

from tasks_tracker.importer.clauses import Clause, find_clauses
from tasks_tracker.importer.lines import clean_lines, join


def clauses(text: str, *, first_leads: bool = False) -> list[Clause]:
    return find_clauses(join(clean_lines(text)), first_leads=first_leads)


@pytest.mark.parametrize(
    ("text", "lead", "support"),
    [
        ("办好。（牵头部门：甲局、乙局；责任部门：丙局）", ["甲局", "乙局"], ["丙局"]),
        ("办好。(牵头单位:甲局;责任单位:丙局,丁局)", ["甲局"], ["丙局", "丁局"]),
        ("办好。〔牵头单位：甲局，责任单位：丙局〕", ["甲局"], ["丙局"]),
        ("办好。[牵头单位：甲局；配合单位：丙局]", ["甲局"], ["丙局"]),
        ("办好。（牵头部门：甲局；责任部门（单位）：各专营单位）", ["甲局"], ["各专营单位"]),
        ("办好。（牵头部门：甲局、乙\n局)", ["甲局", "乙局"], []),
        ("办好。\n（牵头部门：\n甲局）", ["甲局"], []),
        ("办好。（牵头责任单位：甲局；协同责任单位：丙局）", ["甲局"], ["丙局"]),
        ("办好。（牵头领导：王某；牵头单位：甲局；责任单位：丙局）", ["甲局"], ["丙局"]),
        ("办好。（牵头单位：甲局；责任单位：丙局；完成时限：6月）", ["甲局"], ["丙局"]),
        ("办好。\n牵头单位：甲局\n责任单位：丙局、丁局", ["甲局"], ["丙局", "丁局"]),
        (
            "办好。\n责任分工：甲局牵头，丙局、丁局配合，各乡镇（街道）负责落实。",
            ["甲局"],
            ["丙局", "丁局", "各乡镇（街道）"],
        ),
        ("办好。〔甲局牵头，丙局等配合〕", ["甲局"], ["丙局"]),
        ("责任分工：按照谁主管谁负责的原则，甲局按职责分工分别牵头落实。", ["甲局"], []),
        ("办好。（甲局会同有关部门负责）", ["甲局"], []),
        ("办好。（甲局会同丙局负责）", ["甲局"], ["丙局"]),
        ("办好。（甲局指导）", ["甲局"], []),
    ],
)  # fmt: skip
def test_a_clause_says_who_leads_and_who_supports(
    text: str, lead: list[str], support: list[str]
) -> None:
    (clause,) = clauses(text)
    assert (list(clause.lead), list(clause.support)) == (lead, support)


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("办好。（责任单位：甲局、乙局）", True),
        ("办好。（甲局、乙局负责）", True),
        ("办好。（甲局、乙局按职责分工负责）", True),
        ("办好。（牵头单位：甲局、乙局）", False),
    ],
)
def test_one_rank_of_duty_leads_and_says_so(text: str, only: bool) -> None:  # noqa: FBT001
    (clause,) = clauses(text)
    assert clause.lead == ("甲局", "乙局")
    assert (clause.support, clause.only_responsible) == ((), only)


def test_the_same_label_twice_makes_the_first_list_lead() -> None:
    (clause,) = clauses("办好。（责任单位：甲局；责任单位：乙局、丙局）")
    assert (clause.lead, clause.support) == (("甲局",), ("乙局", "丙局"))
    assert clause.repeated_label
    assert not clause.only_responsible


def test_the_first_unit_leads_where_the_document_says_so() -> None:
    (clause,) = clauses("办好。（责任单位：甲局、乙局）", first_leads=True)
    assert (clause.lead, clause.support) == (("甲局",), ("乙局",))


def test_one_measure_may_hold_several_clauses() -> None:
    found = clauses(
        "办甲事（牵头部门：甲局）办乙事（牵头部门：乙局）。办丙事。\n（牵头部门：丙局）"
    )
    assert [clause.lead for clause in found] == [("甲局",), ("乙局",), ("丙局",)]


@pytest.mark.parametrize(
    "text",
    [
        "由联合验收牵头部门推送申请。",
        "供电到红线（企业应同时具备以下条件：正常经营；依法纳税）。",
        "办好“两证”（身份证和执照）应用。",
        "工程投资额在100万元以下（含）的项目。",
        "做好监管（每项工作都有人负责）。",
        "落实《办法》（某政发〔2021〕4号）规定。",
    ],
)
def test_false_friends_are_no_clauses(text: str) -> None:
    assert clauses(text) == []


def test_a_bracket_that_is_never_closed_is_read_and_marked() -> None:
    (clause,) = clauses("办好。（牵头部门：甲局、乙局。后文照旧")
    assert clause.lead == ("甲局", "乙局")
    assert clause.unclosed


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("修堤。（县水务局）种树。(县林业局、县农业局)", [["县水务局"], ["县林业局", "县农业局"]]),
        ("建好台账。（县水务局、各乡镇人民政府）", [["县水务局", "各乡镇人民政府"]]),
        ("由市知识产权局（市市场监管局）推进。", []),
        ("改造一批。（已完成三座）", []),
        ("办好执照。（含电子证照）", []),
    ],
)  # fmt: skip
def test_a_bracket_of_nothing_but_units_behind_a_sentence_is_a_clause(
    text: str, lead: list[list[str]]
) -> None:
    assert [list(clause.lead) for clause in clauses(text)] == lead
