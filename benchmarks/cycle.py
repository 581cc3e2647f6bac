"""The cycle of supervision at size: what runs by itself, and the pages, on 10,000 tasks and more.

On SQLite, or on the empty database that BENCH_DATABASE_URL names.
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time
from http import HTTPStatus
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

from flask.testing import FlaskClient
from sqlalchemy import event, select, text

from benchmarks.case import Case, best
from benchmarks.importing import upgrade
from benchmarks.multiplied import multiply
from tasks_tracker import clock
from tasks_tracker.domain.users import User
from tasks_tracker.jobs.schedule import JOBS, Job
from tasks_tracker.operations.users import open_session
from tasks_tracker.persistence.session import connect, db, transaction
from tasks_tracker.seeding import load
from tasks_tracker.web import create_app

TEN_TIMES = 10
DAYS = ((date(2021, 9, 14), date(2021, 9, 15)), (date(2021, 9, 16), date(2021, 9, 17)))
"""Of each size a day on which the jobs catch up, and one that is like the others."""
NOT_DAILY = frozenset({"deliver", "circular"})
AT = time(10)
RUNS = 3
MOST_STATEMENTS = 45
MOST_OF_A_TASK = 26
PAST, MOST_OF_PAST = "/ledger?as_of=2021-08-31", 20_000
"""A past day is worked out task by task, in memory: not on more tasks than these."""
SAME = "as many statements as at a tenth of the tasks"
CLERK, LIAISON = "宋佳宁", "周文博"
PAGES = {
    CLERK: (
        "/overview",
        "/overview/units",
        "/overview/sections",
        "/overview/flow",
        "/roadmap",
        "/ledger",
        PAST,
        "/reviews",
        "/notices",
        "/objections",
        "/shares",
        "/obligations",
        "/extensions",
        "/blockers",
        "/urgings",
        "/checks",
        "/closings",
        "/archives",
        "/findings",
        "/accountability",
        "/outbox",
    ),
    LIAISON: ("/my", "/my/reports", "/shares", "/obligations", "/urgings", "/extensions"),
}
Counted = dict[str, int]


def cases(quick: bool) -> Iterator[Case]:  # noqa: FBT001 - every group is called alike
    with demonstration() as asked:
        before: Counted = {}
        for size, days in enumerate(DAYS):
            count = multiply(1 if quick and size == 0 else TEN_TIMES)
            yield from _jobs(count, days, asked)
            with mock.patch.object(clock, "now", lambda day=days[1]: _moment(day, AT)):
                yield from _pages(count, asked, before)


def _jobs(count: int, days: tuple[date, date], asked: list[str]) -> Iterator[Case]:
    floor = best(_sweep, RUNS)
    for job in sorted((one for one in JOBS if one.name not in NOT_DAILY), key=_time):
        for day in days:
            asked.clear()
            ours = best(lambda job=job, day=day: job.run(day, _moment(day, _time(job))), 1)
            db.remove()
        yield Case(
            case=f"job {job.name}",
            n=count,
            ours=ours,
            floor=floor,
            goal=f"≤ {MOST_STATEMENTS} statements",
            met=len(asked) <= MOST_STATEMENTS,
            statements=len(asked),
        )


def _time(job: Job) -> time:
    return job.at or AT


def _sweep() -> None:
    """Read how each task stands, and nothing else."""
    db.execute(text("SELECT id, is_completed, clock_ends_on, report_due_on FROM tasks")).all()
    db.remove()


def _pages(count: int, asked: list[str], before: Counted) -> Iterator[Case]:
    for name, addresses in PAGES.items():
        reader = Reader(name, asked)
        for address in addresses:
            if address == PAST and count > MOST_OF_PAST:
                continue
            read = reader.read(address, count)
            known = before.setdefault(name + address, read.statements or 0)
            yield replace(read, goal=SAME, met=(read.statements or 0) <= known)
        if name == CLERK:
            read = reader.read(f"/tasks/{_fullest()}", count)
            goal, met = f"≤ {MOST_OF_A_TASK} statements", (read.statements or 0) <= MOST_OF_A_TASK
            yield replace(read, goal=goal, met=met)


class Reader:
    """Somebody before a browser, who has seen the page of the own account."""

    def __init__(self, name: str, asked: list[str]) -> None:
        self.client, self.asked = _signed_in(name), asked
        self.floor = best(lambda: self.get("/account"), RUNS)

    def read(self, address: str, count: int) -> Case:
        self.get(address)
        self.asked.clear()
        self.get(address)
        statements = len(self.asked)
        ours = best(lambda: self.get(address), RUNS)
        return Case(
            case=address,
            n=count,
            ours=ours,
            floor=self.floor,
            goal="",
            met=True,
            statements=statements,
        )

    def get(self, address: str) -> None:
        answer = self.client.get(address, buffered=True)
        if answer.status_code != HTTPStatus.OK:
            raise RuntimeError(f"{address}: {answer.status}")


def _fullest() -> int:
    """The task of which most is to be told."""
    query = "SELECT task_id FROM events GROUP BY task_id HAVING task_id IS NOT NULL"
    return int(db.scalar(text(f"{query} ORDER BY count(*) DESC, task_id LIMIT 1")))


def _signed_in(name: str) -> FlaskClient:
    with transaction():
        person = db.scalars(select(User).where(User.name == name).order_by(User.id)).first()
        if person is None:
            raise LookupError(name)
        token = open_session(person, address="127.0.0.1", now=clock.now())
    db.remove()
    client = create_app(_settings()).test_client()
    client.set_cookie("sign-in", token)
    return client


def _settings() -> SimpleNamespace:
    return SimpleNamespace(
        secret_key="of a benchmark, which guards nothing",  # noqa: S106
        base_url="http://localhost",
        upload_dir=Path(tempfile.gettempdir()),
        upload_max_mb=20,
        upload_total_max_mb=50,
        demo=False,
    )


@contextmanager
def demonstration() -> Iterator[list[str]]:
    """A demonstration of its own; answers what the database is asked from now on."""
    asked: list[str] = []
    note: Callable[..., None] = lambda *said: _note(asked, said[2])  # noqa: E731
    with tempfile.TemporaryDirectory() as folder:
        url = os.environ.get("BENCH_DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
        engine = connect(url)
        upgrade(engine)
        load.demonstration(SimpleNamespace(upload_dir=Path(folder), upload_max_mb=20))
        event.listen(engine, "before_cursor_execute", note)
        yield asked
        db.remove()
        engine.dispose()


def _note(asked: list[str], statement: str) -> None:
    if not statement.startswith(("BEGIN", "SAVEPOINT", "RELEASE")):
        asked.append(statement)


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, clock.zone())
