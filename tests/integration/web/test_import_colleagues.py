"""Several clerks correct one draft at the same time."""

from sqlalchemy.orm.exc import StaleDataError

from tasks_tracker.operations.drafts import correct_task
from tasks_tracker.persistence.session import db
from tasks_tracker.web import imports
from tests.integration.web.test_imports import clerk, correct, draft, fields, item

__all__ = ["clerk", "draft"]


def test_a_correction_made_on_an_old_page_is_refused(clerk, draft):
    old = fields(clerk.get(f"{draft}?task=1").text)
    correct(clerk, draft, title="一窗办理")
    page = clerk.post(f"{draft}/tasks/1", {**old, "title": "推行综合窗口"}).text
    assert "同事刚改过这一项，与你填的不同的有：标题。" in page
    assert "推行综合窗口" in page
    assert item()["title"] == "一窗办理"
    clerk.post(f"{draft}/tasks/1", fields(page))
    assert item()["title"] == "推行综合窗口"


def test_colleagues_correct_different_tasks_at_the_same_time(clerk, draft):
    old = fields(clerk.get(f"{draft}?task=1").text)
    correct(clerk, draft, number=2, title="上门办理")
    clerk.post(f"{draft}/tasks/1", {**old, "title": "推行综合窗口"})
    assert (item(1)["title"], item(2)["title"]) == ("推行综合窗口", "上门办理")


def overtaken(monkeypatch, times: int) -> None:
    """As often as that somebody else has saved the draft a moment before."""
    left = iter(range(times))

    def correct_too_late(*things, **more):
        correct_task(*things, **more)
        if next(left, None) is not None:
            raise StaleDataError

    monkeypatch.setattr(imports, "correct_task", correct_too_late)


def test_who_saves_at_the_same_moment_as_a_colleague_is_not_refused(clerk, draft, monkeypatch):
    overtaken(monkeypatch, 1)
    assert correct(clerk, draft, title="改过").status_code == 302
    assert item()["title"] == "改过"


def test_who_is_overtaken_again_is_told_and_keeps_the_text(clerk, draft, monkeypatch):
    overtaken(monkeypatch, 2)
    page = correct(clerk, draft, title="改过").text
    assert "别人刚刚改过" in page
    assert 'value="改过"' in page
    db.expire_all()
    assert item()["title"] == "推行一窗受理"
