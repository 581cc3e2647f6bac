"""One figure, many places: the overview, the ledger and the circular say the same, in worlds that
came about by chance through the operations of the house."""

import random
import re
from datetime import timedelta

import pytest

from tasks_tracker.domain.causes import Cause
from tasks_tracker.domain.extensions import ExtensionState
from tasks_tracker.domain.lights import WORST_FIRST
from tasks_tracker.domain.periods import month_of
from tasks_tracker.jobs import overdue
from tasks_tracker.operations.blockers import raise_blocker
from tasks_tracker.operations.extensions import grant_extension, request_extension
from tasks_tracker.persistence.session import db
from tasks_tracker.reports import circular_kept
from tasks_tracker.reports.circular import take_snapshot
from tests import make
from tests.integration.reports.test_as_of import DAYS, at
from tests.integration.reports.test_shown_lights import Busy
from tests.integration.web.figures import figures, rows_at

PAGES = (
    "/overview",
    "/overview/units",
    "/overview/units?sort=official",
    "/overview/units?sort=rate",
    "/overview/sections",
    "/overview/due?month=2024-04",
    "/overview/flow",
    "/overview/flow/pictures",
    "/overview/stuck",
    "/overview/stuck/pictures",
)
MAY_BE_EMPTY = ("/overview/changed",)
"""On some days nothing changes."""
LIVED = [day for day in DAYS if day <= make.TODAY]
MOST_LINKS = 12
"""Of one page: sixty nights are all counted in one way."""


class Town(Busy):
    """The same office with nightly jobs, things in the way, and dates that were moved."""

    def live(self, day) -> None:
        self.night(day)
        overdue.run(day, at(day, 0))
        super().live(day)
        for task in [one for one in self.tasks if one.lead_unit is self.units[0]]:
            if not task.is_completed and self.chance.random() < 0.06:
                self.hinder(task, day)
            if not task.is_completed and self.chance.random() < 0.06:
                self.move(task, day)

    def hinder(self, task, day) -> None:
        cause = self.chance.choice(list(Cause))
        raise_blocker(task, by=self.owner, now=at(day), cause=cause, request="请协调。")

    def move(self, task, day) -> None:
        due = [one for one in task.dated if one.is_open and one.clock_ends_on >= day]
        if task.extension_asked_on or not due:
            return
        asked = request_extension(
            due[0],
            by=self.owner,
            now=at(day),
            new_due_on=due[0].due_on + timedelta(days=20),
            reason="等批复",
            no_evidence="没有",
        )
        if asked.state is ExtensionState.WITH_OFFICE:
            grant_extension(asked, by=self.head, now=at(day, 11))


@pytest.fixture(scope="module")
def chance():
    return random.Random(5)  # noqa: S311 - a dice, no secret


@pytest.fixture(params=range(2))
def town(session, request):
    found = Town(request.param)
    for day in LIVED:
        found.live(day)
        db.flush()
    return found


def test_every_figure_and_every_bar_leads_to_the_rows_that_it_counts(client, town, chance):
    client.sign_in(town.reviewer)
    empty = []
    roads = [f"/roadmap?plan={task.plan_id}&by=unit" for task in (town.tasks[0], town.tasks[-1])]
    for page in (*PAGES, *MAY_BE_EMPTY, *roads):
        found = {figure.address: figure.count for figure in figures(client.get(page).text)}
        empty += [] if found else [page]
        walked = chance.sample(sorted(found), min(len(found), MOST_LINKS))
        told = {address: rows_at(client, address) for address in walked}
        assert told == {address: found[address] for address in walked}, page
    assert not {*PAGES} & {*empty}
    assert not {*roads} <= {*empty}


def test_overview_ledger_and_circular_count_the_same_lights(client, town):
    kept = take_snapshot(town.region, month_of(make.TODAY), today=make.TODAY)
    totals = circular_kept.read(kept).figures.totals
    client.sign_in(town.reviewer)
    strip = {
        figure.address: figure.count
        for figure in figures(client.get("/overview").text)
        if re.fullmatch(r"/ledger\?light=\w+", figure.address)
    }
    chips = client.get("/ledger").text
    for light in WORST_FIRST:
        count = strip[f"/ledger?light={light.value}"]
        assert count == totals.lights.get(light.value, 0), light
        chip = rf'value="{light.value}".*?<b>(\d+)</b>'
        assert count == int(re.search(chip, chips, re.DOTALL)[1]), light
    assert sum(strip.values()) == totals.counts.tasks


def test_the_sums_of_units_and_sections_are_those_of_the_whole(client, town):
    client.sign_in(town.reviewer)
    whole = [rows_at(client, f"/ledger?light={light.value}") for light in WORST_FIRST]
    assert feet(client.get("/overview/units?sort=official").text) == whole
    assert feet(client.get("/overview/sections").text) == whole


def feet(page: str) -> list[int]:
    """The sums at the feet of all tables of a page, light by light."""
    sums = [0] * len(WORST_FIRST)
    for foot in re.findall(r"<tfoot>(.*?)</tfoot>", page, re.DOTALL):
        cells = re.findall(r'<td class="n ?(?:zero)?">\s*(?:<a[^>]*>)?([\d·]+)', foot)
        counts = [0 if cell == "·" else int(cell) for cell in cells]
        sums = [a + b for a, b in zip(sums, counts, strict=False)]
    return sums
