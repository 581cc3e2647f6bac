from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from tasks_tracker.jobs.schedule import JOBS, Job, find

ZONE = ZoneInfo("Asia/Shanghai")


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def nothing(today, now):
    raise AssertionError


DAILY = Job("daily", "", nothing, at=time(8, 30))
MONTHLY = Job("monthly", "", nothing, at=time(7), day_of_month=1)
OFTEN = Job("often", "", nothing)


def test_the_table_of_all_jobs():
    assert [(job.name, job.when) for job in JOBS] == [
        ("obligations", "每天 00:20"),
        ("overdue", "每天 00:30"),
        ("lights", "每天 00:30"),
        ("findings", "每天 00:35"),
        ("accountability", "每天 01:00"),
        ("circular", "每月 1 日 07:00"),
        ("digest", "每天 08:00"),
        ("remind", "每天 08:30"),
        ("urge", "每天 08:35"),
        ("deliver", "每分钟"),
    ]
    assert all(find(job.name) is job for job in JOBS)


@pytest.mark.parametrize(
    ("job", "now", "last", "following"),
    [
        (DAILY, "2024-05-10 08:29", "2024-05-09 08:30", "2024-05-10 08:30"),
        (DAILY, "2024-05-10 08:30", "2024-05-10 08:30", "2024-05-11 08:30"),
        (MONTHLY, "2024-03-01 06:59", "2024-02-01 07:00", "2024-03-01 07:00"),
        (MONTHLY, "2024-12-31 23:00", "2024-12-01 07:00", "2025-01-01 07:00"),
        (OFTEN, "2024-05-10 08:29:59", "2024-05-10 08:29", "2024-05-10 08:30"),
        (OFTEN, "2024-05-10 23:59:10", "2024-05-10 23:59", "2024-05-11 00:00"),
    ],
)
def test_the_slots_about_a_moment(job, now, last, following):
    assert job.last_slot(at(now)) == at(last)
    assert job.next_slot(at(now)) == at(following)


def test_a_job_run_by_hand_serves_the_slot_of_the_day_given():
    assert MONTHLY.slot_on(date(2024, 5, 15), at("2024-05-20 10:00")) == at("2024-05-15 07:00")
