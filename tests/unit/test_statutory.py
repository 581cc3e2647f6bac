"""What the law says of days off, against the schedules that were published."""

from datetime import date, timedelta

import pytest

from tasks_tracker.domain.calendar import DayKind
from tasks_tracker.domain.statutory import LUNAR_DAYS, days_off, festivals
from tasks_tracker.persistence.workdays import LAST_YEAR, base, bundled

UNDER_THE_LAW_IN_FORCE = range(2025, LAST_YEAR + 1)


@pytest.mark.parametrize("year", UNDER_THE_LAW_IN_FORCE)
def test_every_statutory_day_is_off_in_the_published_schedule(year):
    published = base()[year].by_day
    for day, name in days_off(year).items():
        assert published[day].kind is DayKind.HOLIDAY
        assert published[day].name in name


@pytest.mark.parametrize("year", range(2008, LAST_YEAR + 1))
def test_the_lunar_festivals_were_off_in_every_published_year(year):
    published = base()[year].by_day
    spring, *single = festivals(year)
    for day, name in zip(single, ("清明节", "端午节", "中秋节"), strict=True):
        around = (published.get(day + timedelta(days=offset)) for offset in (0, 1, -1))
        assert {special.name for special in around if special} & {name, "国庆节"}
        assert not bundled().is_workday(day)
    first_three = [published[spring + timedelta(days=offset)] for offset in range(3)]
    assert {(special.kind, special.name) for special in first_three} == {(DayKind.HOLIDAY, "春节")}


@pytest.mark.parametrize("year", LUNAR_DAYS)
def test_festivals_lie_where_sun_and_moon_allow(year):
    spring, tombs, boats, moon = festivals(year)
    assert date(year, 1, 21) <= spring <= date(year, 2, 20)
    assert tombs in (date(year, 4, 4), date(year, 4, 5))
    months = [
        (later - earlier).days / 29.530588 for earlier, later in ((spring, boats), (boats, moon))
    ]
    for apart, days_in in zip(months, (4, 10), strict=True):
        assert abs((apart - days_in / 29.530588) % 1 - 0.5) > 0.45


def test_thirteen_days_are_off_unless_two_fall_together():
    assert len(days_off(2027)) == 13
    assert days_off(2028)[date(2028, 10, 3)] == "国庆节、中秋节"
    assert len(days_off(2028)) == 12


def test_a_year_without_a_schedule_goes_by_the_law_alone():
    assert not bundled().is_workday(date(2027, 2, 8))
    assert bundled().is_workday(date(2027, 2, 10))
    assert bundled().is_provisional(2027)
    assert not bundled().is_provisional(2026)
    assert days_off(2041) == {}
    assert bundled().is_workday(date(2041, 10, 1))
