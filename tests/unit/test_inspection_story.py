"""The story of inspections and accountability can be told: what it refers to is there, in order."""

from datetime import datetime, time

from tasks_tracker.domain.demonstration import START
from tasks_tracker.domain.findings import FindingState
from tasks_tracker.seeding import facts

INSPECTIONS = {told["key"]: told for told in facts.tables("inspection")}
FINDINGS = list(facts.tables("inspection_finding"))
RULES = {told["key"]: told for told in facts.tables("liability_rule")}
ENTERED = list(facts.tables("liability_fact"))
LAST = datetime.combine(START, time.max)


def moments(told):
    """When each step of a finding was taken, in the order in which the file tells them."""
    yield told["at"]
    if "received_at" in told:
        yield told["received_at"]
    for reply in told.get("reply", ()):
        yield reply["at"]
        if "review" in reply:
            yield reply["review"]["at"]


def test_every_finding_belongs_to_an_inspection_that_was_under_way():
    for told in FINDINGS:
        inspection = INSPECTIONS[told["inspection"]]
        assert inspection["started_at"] <= told["at"]
        concluded = inspection.get("concluded")
        assert concluded is None or told["at"] <= concluded["at"]


def test_the_steps_of_a_finding_follow_each_other():
    for told in FINDINGS:
        taken = list(moments(told))
        assert taken == sorted(taken)
        assert taken[-1] <= LAST
        inspection = INSPECTIONS[told["inspection"]]
        assert "received_at" not in told or inspection["handed_over_at"] < told["received_at"]


def test_every_outcome_occurs():
    kinds = {told["kind"] for told in INSPECTIONS.values()}
    assert kinds == {"announced", "unannounced"}
    decisions = [
        reply["review"]["decision"]
        for told in FINDINGS
        for reply in told.get("reply", ())
        if "review" in reply
    ]
    assert min(decisions.count(one) for one in ("accepted", "returned")) >= 2
    assert len(FINDINGS) >= len(FindingState) + 1
    assert sum("withdrawn" in told for told in FINDINGS) >= 2
    assert sum("withdrawn" in told for told in ENTERED) >= 2


def test_facts_and_decisions_are_about_rules_that_are_there():
    decisions = list(facts.tables("liability_decision"))
    assert {told["rule"] for told in [*ENTERED, *decisions]} <= RULES.keys()
    assert all(told["on"] <= told["at"].date() for told in ENTERED)
    assert sum(bool(told.get("waived")) for told in decisions) >= 2
