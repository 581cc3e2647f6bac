"""What day it is where the office is."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tasks_tracker import clock

LATE = datetime(2024, 5, 9, 16, 30, tzinfo=UTC)
"""Half past midnight on the 10th in Shanghai."""


@pytest.fixture(autouse=True)
def put_back():
    yield
    clock.use("Asia/Shanghai")


def test_the_day_is_that_of_the_office_and_not_of_the_server(monkeypatch):
    clock.use("Asia/Shanghai")
    monkeypatch.setattr(clock, "real", lambda: LATE.astimezone(clock.zone()))
    assert clock.today() == date(2024, 5, 10)
    clock.use("Europe/London")
    assert clock.today() == date(2024, 5, 9)


def test_the_present_moment_knows_its_zone():
    clock.use("Asia/Urumqi")
    assert clock.now().tzinfo == clock.zone() == ZoneInfo("Asia/Urumqi")
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(minutes=1)  # noqa: TID251


def test_a_moment_is_shown_as_the_wall_clock_of_the_office_has_it():
    clock.use("Asia/Shanghai")
    assert clock.local(LATE) == LATE
    assert f"{clock.local(LATE):%m-%d %H:%M}" == "05-10 00:30"


def test_an_offset_shifts_the_office_and_not_the_real_time(monkeypatch):
    monkeypatch.setattr(clock, "real", lambda: LATE)
    clock.use("Asia/Shanghai", lambda: timedelta(days=-3))
    assert (clock.now(), clock.real()) == (LATE - timedelta(days=3), LATE)


def test_the_offset_is_asked_for_anew_each_time(monkeypatch):
    monkeypatch.setattr(clock, "real", lambda: LATE)
    offsets = iter([timedelta(days=1), timedelta(days=2)])
    clock.use("Asia/Shanghai", lambda: next(offsets))
    assert (clock.today(), clock.today()) == (date(2024, 5, 10), date(2024, 5, 11))


def test_setting_the_zone_alone_takes_the_offset_away(monkeypatch):
    monkeypatch.setattr(clock, "real", lambda: LATE)
    clock.use("Asia/Shanghai", lambda: timedelta(days=30))
    clock.use("Asia/Shanghai")
    assert clock.now() == LATE
