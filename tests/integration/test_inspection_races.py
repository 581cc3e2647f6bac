"""Two people at the same moment: a reply is decided once, and a step falls due once."""

from datetime import timedelta
from functools import partial
from threading import Barrier
from uuid import uuid4

import pytest

from tasks_tracker.domain.accountability import Counted, Stage
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.findings import FindingState
from tasks_tracker.domain.inspections import InspectionKind
from tasks_tracker.domain.periods import PeriodKind
from tasks_tracker.domain.users import Role
from tasks_tracker.operations.accountability import (
    carry_out_action,
    enter_fact,
    fire_due,
    waive_action,
)
from tasks_tracker.operations.accountability_rules import Terms, set_rule
from tasks_tracker.operations.findings import (
    accept_mending,
    answer_finding,
    hand_over_findings,
    receive_finding,
    return_mending,
    write_finding,
)
from tasks_tracker.operations.inspections import plan_inspection, start_inspection
from tasks_tracker.persistence import accountability, findings, inspections, units, users
from tasks_tracker.persistence.session import db, transaction
from tests import make
from tests.integration.own_database import own_database, own_url
from tests.integration.test_writers import in_threads

__all__ = ["own_database", "own_url"]

pytestmark = pytest.mark.usefixtures("own_database")
NOW = make.NOW


@pytest.fixture
def cast():
    """The ids of a unit, of a liaison, and of three people in the office, the head first."""
    with transaction():
        region = make.region(f"众手市{uuid4().hex}", uuid4().hex)
        unit = make.unit(region)
        liaison = make.person(Role.LIAISON, region, unit)
        office = [make.person(Role.SUPERVISION_HEAD, region)]
        office += [make.person(Role.SUPERVISOR, region) for _ in range(2)]
        ids = (unit.id, liaison.id, [one.id for one in office])
    db.remove()
    return ids


def outcome(raised) -> list[type]:
    return [type(error) for error in raised if error]


def at_once(look, *deeds) -> list[type]:
    """Each person looks at the thing; when all have seen it, each does something to it."""
    all_saw = Barrier(len(deeds))

    def do(user_id, act):
        user = users.get(user_id)
        found = look(user)
        all_saw.wait()
        with transaction():
            act(found, by=user, now=NOW)

    raised = in_threads(*(partial(do, *deed) for deed in deeds))
    return outcome(raised)


def running(unit_id, by_id):
    by = users.get(by_id)
    made = plan_inspection(
        by.region,
        by=by,
        now=NOW,
        title="窗口",
        kind=InspectionKind.UNANNOUNCED,
        basis="安排",
        subject="窗口",
        from_on=make.TODAY,
        to_on=make.TODAY,
        team=[by],
    )
    start_inspection(made, by=by, now=NOW)
    finding = write_finding(
        made,
        by=by,
        now=NOW,
        unit=units.get(unit_id, by),
        fact="关窗",
        demand="开窗",
        due_on=make.TODAY + timedelta(days=9),
    )
    return made, finding


def test_a_reply_is_decided_once(cast):
    unit_id, liaison_id, (_head, *office) = cast
    with transaction():
        made, finding = running(unit_id, office[0])
        by = users.get(office[0])
        hand_over_findings(made, by=by, now=NOW, finding_ids=[finding.id])
        liaison = users.get(liaison_id)
        receive_finding(finding, by=liaison, now=NOW)
        answer_finding(finding, by=liaison, now=NOW, mended="开了", no_evidence="在现场")
        finding_id = finding.id
    db.remove()
    decisions = (partial(accept_mending, opinion="看过"), partial(return_mending, opinion="还差"))
    pairs = zip(office, decisions, strict=True)
    assert at_once(lambda user: findings.get(finding_id, user), *pairs) == [Refusal]
    state = findings.get(finding_id, users.get(office[0])).state
    assert state in {FindingState.MENDED, FindingState.OPEN}


def test_findings_are_handed_over_once_and_have_places_of_their_own(cast):
    unit_id, _, (_head, *office) = cast
    with transaction():
        made, finding = running(unit_id, office[0])
        inspection_id, finding_id = made.id, finding.id
    db.remove()

    def look(user):
        found = inspections.get(inspection_id, user)
        findings.of_inspection(found, user)
        return found

    hand_over = partial(hand_over_findings, finding_ids=[finding_id])
    assert at_once(look, *((one, hand_over) for one in office)) == [Refusal]


@pytest.fixture
def rule_id(cast):
    head = cast[2][0]
    with transaction():
        by = users.get(head)
        made = set_rule(
            by.region,
            by=by,
            now=NOW,
            name="火点",
            counted=Counted.ENTERED,
            fact_name="火点",
            terms=Terms(
                basis="冠政办发〔2018〕62号",
                period=PeriodKind.MONTH,
                stages=[Stage(1, "约谈"), Stage(2, "通报"), Stage(4, "问责")],
                holds_from=make.TODAY,
            ),
        )
        rule_id = made.id
    db.remove()
    return rule_id


def test_of_facts_entered_at_the_same_moment_every_step_falls_due_once(cast, rule_id):
    unit_id, _, office = cast
    both = Barrier(4)

    def enter(user_id):
        user = users.get(user_id)
        rule, unit = accountability.get_rule(rule_id, user), units.get(unit_id, user)
        both.wait()
        with transaction():
            enter_fact(
                rule, by=user, now=NOW, unit=unit, happened_on=make.TODAY, place="", account="火"
            )

    def count():
        both.wait()
        with transaction():
            for rule in accountability.in_force():
                fire_due(rule, now=NOW)

    raised = in_threads(*(partial(enter, one) for one in office), count)
    assert outcome(raised) == []
    fired = accountability.actions(users.get(office[0]))
    assert sorted(action.threshold for action in fired) == [1, 2]


def test_a_step_is_decided_once(cast, rule_id):
    unit_id, _, (head, first, _second) = cast
    with transaction():
        by = users.get(first)
        rule, unit = accountability.get_rule(rule_id, by), units.get(unit_id, by)
        facts = {"happened_on": make.TODAY, "place": "", "account": "火"}
        enter_fact(rule, by=by, now=NOW, unit=unit, **facts)
        action_id = accountability.actions(by)[0].id
    db.remove()
    done = partial(carry_out_action, done_on=make.TODAY, paper_no="", outcome="谈了")
    waived = partial(waive_action, outcome="同一地块")
    pairs = ((first, done), (head, waived))
    assert at_once(lambda user: accountability.get_action(action_id, user), *pairs) == [Refusal]
