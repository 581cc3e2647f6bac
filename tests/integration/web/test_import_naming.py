"""A name that the register does not know, settled on the screen of a task for the whole draft."""

from sqlalchemy import select

from tasks_tracker.domain.units import Unit, UnitAlias
from tasks_tracker.domain.unsent import UnsentForm
from tasks_tracker.persistence.session import db
from tests.integration.web.test_imports import adopt, clerk, draft, drafts, fields, item

__all__ = ["clerk", "draft"]
PRINTED, MEANT = "市税务局", "市税务总局"


def settle(clerk, draft, means, key=1, printed=PRINTED, **changes):
    """Press the button of one name, with the whole task in the form."""
    sent = {**fields(clerk.get(f"{draft}?task={key}").text), **changes}
    return clerk.post(
        f"{draft}/tasks/{key}/naming", {**sent, "printed": printed, f"means:{printed}": means}
    )


def aliases() -> list[str]:
    return list(db.scalars(select(UnitAlias.name)))


def test_the_nearest_known_is_proposed_with_its_reason(clerk, draft):
    page = clerk.get(f"{draft}?task=1&focus=doubt").text
    assert f"名册里没有“{PRINTED}”" in page
    assert f'name="means:{PRINTED}"' in page
    assert "autofocus" in page.split(f'value="{MEANT}"')[1].split(">")[0]
    assert "autofocus" not in clerk.get(f"{draft}?task=1").text


def test_a_name_is_settled_for_every_task_and_remembered(clerk, draft):
    answer = settle(clerk, draft, MEANT, **{f"remember:{PRINTED}": "1"})
    assert answer.status_code == 302
    assert item()["support"] == ["市公安局", MEANT]
    assert PRINTED in aliases()
    page = clerk.get(answer.location).text
    assert f"“{PRINTED}”就是{MEANT}" in page
    assert answer.location == f"{draft}?task=2&focus=doubt"


def test_without_the_tick_it_is_not_remembered(clerk, draft):
    settle(clerk, draft, MEANT)
    assert item()["support"] == ["市公安局", MEANT]
    assert PRINTED not in aliases()


def test_a_unit_that_is_typed_counts_before_those_offered(clerk, draft):
    settle(clerk, draft, MEANT, **{f"typed:{PRINTED}": "市公安局"})
    assert item()["support"] == ["市公安局"]


def test_a_name_becomes_a_new_unit_at_adoption_and_is_asked_for_no_more(clerk, draft):
    settle(clerk, draft, "new")
    settle(clerk, draft, "new", key=2, printed="市民政局")
    page = clerk.get(draft).text
    assert "名册里没有" not in page
    assert adopt(clerk, draft).status_code == 302
    assert set(db.scalars(select(Unit.name))) >= {PRINTED, "市民政局"}


def test_without_an_answer_or_with_a_strange_one_it_is_refused(clerk, draft):
    assert f"请选“{PRINTED}”是哪个单位" in settle(clerk, draft, "").text
    assert "名册里没有“市气象台”" in settle(clerk, draft, "市气象台").text
    assert "已经没有“市粮食局”" in settle(clerk, draft, "new", printed="市粮食局").text
    assert item()["support"] == ["市公安局", PRINTED]


def test_what_else_was_typed_stays_typed_and_unsaved(clerk, draft):
    answer = settle(clerk, draft, MEANT, title="打到一半")
    assert item()["title"] == "推行一窗受理"
    page = clerk.get(answer.location).text
    assert answer.location.startswith(f"{draft}?task=1") or "还没有保存" in page
    again = clerk.get(f"{draft}?task=1").text
    assert 'value="打到一半"' in again
    assert f"市公安局、{MEANT}</textarea>" in again
    assert clerk.post(f"{draft}/tasks/1", fields(again)).status_code == 302
    assert item()["title"] == "打到一半"
    assert item()["support"] == ["市公安局", MEANT]


def test_where_nothing_was_typed_nothing_is_left_unsent(clerk, draft):
    settle(clerk, draft, MEANT)
    assert list(db.scalars(select(UnsentForm))) == []


def test_a_refusal_keeps_what_was_typed(clerk, draft):
    page = settle(clerk, draft, "", title="打到一半").text
    assert 'value="打到一半"' in page


def test_settling_a_name_settles_no_other_doubt(clerk, draft):
    content = drafts()[0].content
    doubt = {"field": "title", "words": "请核对", "settled": False}
    first = {**content["tasks"][0], "doubts": [doubt]}
    drafts()[0].content = {**content, "tasks": [first, *content["tasks"][1:]]}
    answer = settle(clerk, draft, MEANT)
    assert answer.location == f"{draft}?task=1&focus=doubt"
    assert not item()["doubts"][0]["settled"]
