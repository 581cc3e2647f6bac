"""Every form of a draft, sent what nobody would type: it is taken or refused, and never breaks."""

import pytest

from tests import make
from tests.integration.web.test_import_settings import fields as settings_of
from tests.integration.web.test_imports import clerk, draft, fields

__all__ = ["clerk", "draft"]

NONSENSE = ("", "\u200b", "²", "9" * 5000, "-1", "长" * 501, "99999999999999999999", "2199-13-32")
STEPS = {
    "tasks/1/merger": ("other", "number", "reason"),
    "tasks/1/split": ("at", "title"),
    "tasks/1/addition": ("title", "lead"),
    "tasks/1/removal": ("reason",),
    "tasks/1/restoration": ("reason",),
    "tasks/1/naming": ("printed", "means:市民政局", "typed:市民政局"),
    "units": ("printed", "unit", "typed", "remember"),
    "units/new": ("printed", "group", "members"),
    "units/retract": ("printed",),
    "same": ("same",),
    "amendment": ("take", "new_units", "seen", "reason-x"),
    "amendment/plan": ("plan",),
    "amendment/pairs": ("key", "number-1"),
    "wanted": ("wanted",),
}


def send(clerk, address: str, usual: dict[str, str]) -> None:
    for name in usual:
        for nonsense in NONSENSE:
            answer = clerk.post(address, {**usual, name: nonsense})
            assert answer.status_code in {200, 302, 400, 404, 413}, (name, nonsense[:9])


def test_the_form_of_a_task_takes_or_refuses_anything(clerk, draft):
    send(clerk, f"{draft}/tasks/1", fields(clerk.get(draft).text))


def test_the_settings_take_or_refuse_anything(clerk, draft):
    send(clerk, f"{draft}/settings", settings_of(clerk.get(f"{draft}/settings").text))


@pytest.mark.parametrize("step", STEPS)
def test_each_step_takes_or_refuses_anything(clerk, draft, step):
    send(clerk, f"{draft}/{step}", dict.fromkeys(STEPS[step], ""))
    assert clerk.get(draft).status_code == 200


@pytest.mark.parametrize("number", NONSENSE)
def test_a_pair_takes_or_refuses_any_number(clerk, draft, number):
    sent = {"key": number, f"number-{number}": number}
    assert clerk.post(f"{draft}/amendment/pairs", sent).status_code == 200


def test_links_of_comparisons_take_or_refuse_anything(clerk, world):
    comparison = make.comparison(world.task, world.county_task, world.supervisor)
    link = f"/comparisons/{comparison.id}/links/{comparison.links[0].id}"
    send(clerk, "/comparisons", {"superior": "", "subordinate": ""})
    send(clerk, f"{link}/correction", {"reason": "看错了", "carrier": ""})
    send(clerk, f"/tasks/{world.task.id}/same", {"number": ""})
