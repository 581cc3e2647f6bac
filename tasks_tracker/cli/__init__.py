"""The command line: tasks-tracker serve | seed | extract | compare | import | user | jobs | …"""

import sys

import click

from tasks_tracker.cli.archive import archive
from tasks_tracker.cli.calendar import calendar
from tasks_tracker.cli.circulars import circular
from tasks_tracker.cli.comparisons import compare
from tasks_tracker.cli.jobs import jobs
from tasks_tracker.cli.ledger import ledger
from tasks_tracker.cli.people import region, unit, user
from tasks_tracker.cli.plans import extract, import_plan
from tasks_tracker.cli.server import migrate, seed, serve
from tasks_tracker.domain.errors import NotAllowed, Refusal
from tasks_tracker.settings import Settings
from tasks_tracker.wording import word


@click.group()
def tasks_tracker() -> None:
    """督查督办：从方案到通报。"""


COMMANDS = (
    serve,
    migrate,
    seed,
    extract,
    compare,
    import_plan,
    region,
    unit,
    user,
    jobs,
    circular,
    calendar,
    archive,
    ledger,
)

for command in COMMANDS:
    tasks_tracker.add_command(command)


def run(settings: Settings) -> None:
    """Obey the command line; what the rules refuse ends with its words, not with a traceback."""
    try:
        tasks_tracker(obj=settings, prog_name="tasks-tracker")
    except Refusal as refusal:
        sys.exit(f"tasks-tracker: {refusal.words}")
    except NotAllowed as refusal:
        sys.exit(f"tasks-tracker: 没有权限：{word(refusal.action) if refusal.action else refusal}")
