"""What is typed and not sent: kept, filled in again, told to colleagues, gone once it is sent."""

from sqlalchemy import select

from tasks_tracker.domain.unsent import UnsentForm
from tasks_tracker.persistence.session import db
from tests import make
from tests.integration.web.test_imports import adopt, clerk, correct, draft, fields, item

__all__ = ["clerk", "draft"]


def type_in(clerk, draft, key=1, **changes):
    sent = {**fields(clerk.get(f"{draft}?task={key}").text), **changes}
    number = draft.rsplit("/", 1)[1]
    return clerk.post(f"/unsent/draft:{number}:{key}", sent)


def kept() -> list[UnsentForm]:
    db.expire_all()
    return list(db.scalars(select(UnsentForm)))


def test_what_was_typed_is_there_again_and_not_yet_saved(clerk, draft):
    answer = type_in(clerk, draft, title="打到一半")
    assert answer.status_code == 204
    assert answer.headers["X-Kept-At"]
    page = clerk.get(f"{draft}?task=1").text
    assert "填了没有保存的内容" in page
    assert 'value="打到一半"' in page
    assert item()["title"] == "推行一窗受理"


def test_it_is_kept_once_however_often_it_is_sent(clerk, draft):
    for title in ("打到", "打到一半"):
        type_in(clerk, draft, title=title)
    (form,) = kept()
    assert ["title", "打到一半"] in form.fields
    assert not [name for name, _ in form.fields if name == "csrf_token"]


def test_it_outlives_the_session(clerk, draft, world):
    type_in(clerk, draft, title="打到一半")
    clerk.post("/sign-out")
    clerk.sign_in(world.supervisor)
    assert 'value="打到一半"' in clerk.get(f"{draft}?task=1").text


def test_saving_or_taking_it_back_forgets_it(clerk, draft):
    type_in(clerk, draft, title="打到一半")
    correct(clerk, draft)
    assert kept() == []
    assert item()["title"] == "打到一半"
    type_in(clerk, draft, title="又打一半")
    clerk.post(f"{draft}/tasks/1", {"forget": "1"})
    assert kept() == []
    assert item()["title"] == "打到一半"


def test_a_colleague_is_told_who_is_at_which_task_and_sees_no_text(clerk, draft, world):
    type_in(clerk, draft, title="打到一半")
    page = clerk.sign_in(world.head).get(f"{draft}?task=1").text
    assert f"{world.supervisor.name} " in page
    assert "在核第 1 项" in page
    assert "就是这一项，先商量一下" in page
    assert "打到一半" not in page


def test_what_a_colleague_changed_a_while_ago_is_told_too(clerk, draft, world):
    correct(clerk, draft, title="改过")
    page = clerk.sign_in(world.head).get(draft).text
    assert f"{world.supervisor.name}" in page
    assert "改过这份导入稿" in page


def test_saving_over_a_colleague_s_change_is_refused_though_it_was_kept(clerk, draft, world):
    type_in(clerk, draft, title="打到一半")
    clerk.sign_in(world.head)
    correct(clerk, draft, title="主任改的")
    clerk.sign_in(world.supervisor)
    page = clerk.get(f"{draft}?task=1").text
    answer = clerk.post(f"{draft}/tasks/1", fields(page))
    assert "同事刚改过这一项" in answer.text
    assert item()["title"] == "主任改的"
    assert len(kept()) == 1


def test_a_closed_draft_shows_no_form_that_was_left(clerk, draft):
    type_in(clerk, draft, title="打到一半")
    adopt(clerk, draft, enter_units="y")
    assert "打到一半" not in clerk.get(draft).text
    assert kept() == []


def test_a_draft_thrown_away_takes_what_was_typed_for_it_along_and_nothing_else(clerk, draft):
    type_in(clerk, draft, title="打到一半")
    number = int(draft.rsplit("/", 1)[1])
    other = f"draft:{number}0:1"
    db.add(UnsentForm(user=kept()[0].user, subject=other, fields=[], kept_at=make.NOW))
    clerk.post(f"{draft}/discard")
    assert [form.subject for form in kept()] == [other]


def test_only_forms_of_what_one_may_change_are_kept(clerk, draft, world):
    number = draft.rsplit("/", 1)[1]
    assert clerk.post("/unsent/circular:1:1", {"a": "b"}).status_code == 404
    assert clerk.post("/unsent/draft:999:1", {"a": "b"}).status_code == 404
    assert clerk.post("/unsent/anything", {"a": "b"}).status_code == 404
    clerk.sign_in(world.owner)
    assert clerk.post(f"/unsent/draft:{number}:1", {"a": "b"}).status_code in {403, 404}
    assert kept() == []


def test_more_than_a_form_holds_is_not_kept_and_says_so(clerk, draft):
    number = draft.rsplit("/", 1)[1]
    answer = clerk.post(f"/unsent/draft:{number}:1", {"title": "长" * 200_001})
    assert answer.status_code == 413
    assert "太长" in answer.text
    assert kept() == []
