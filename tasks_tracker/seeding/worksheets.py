"""The chapter of feedback sheets: taken along, filled in, brought back, put right, reported."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from tasks_tracker import clock
from tasks_tracker.domain.users import User
from tasks_tracker.domain.worksheet_heads import CODE, SHEET
from tasks_tracker.domain.worksheets import Worksheet
from tasks_tracker.operations import worksheets
from tasks_tracker.operations.reviews import accept_report
from tasks_tracker.operations.unsigned import Handed
from tasks_tracker.reports import worksheet_file
from tasks_tracker.reports.workbook import Column, Sheet, write
from tasks_tracker.seeding import facts
from tasks_tracker.seeding.story import Step, Story

Table = dict[str, Any]
WIDTH = 20


@dataclass
class Sheets:
    """What the chapter has made so far, by the place in its file."""

    story: Story
    uploads: dict[int, Worksheet] = field(default_factory=dict)
    handed: dict[int, Sequence[Handed]] = field(default_factory=dict)

    def steps(self) -> Iterator[Step]:
        for place, told in enumerate(facts.tables("worksheet")):
            yield Step(told["at"], partial(self.upload, place, told))
            for put_right in told.get("corrected", ()):
                yield Step(put_right["at"], partial(self.correct, place, told, put_right))
            for name, act in (
                ("reported_at", self.report),
                ("dropped_at", self.drop),
                ("accepted_at", self.accept),
            ):
                if name in told:
                    yield Step(told[name], partial(act, place, told))

    def upload(self, place: int, told: Table, now: datetime) -> None:
        by = self._liaison(told)
        raw = self._filled(told, by, now)
        self.uploads[place] = worksheets.upload(by=by, now=now, file_name=told["file"], raw=raw)

    def correct(self, place: int, told: Table, put_right: Table, _: datetime) -> None:
        one = self.uploads[place]
        task = self.story.tasks[told["plan"], put_right["task"]]
        cells = {"percent": put_right["percent"]}
        worksheets.correct(one, task.id, by=one.by, cells=cells, chosen={})

    def report(self, place: int, _: Table, now: datetime) -> None:
        one = self.uploads[place]
        seen = worksheets.mark_of(one, worksheets.weighed(one, one.by))
        self.handed[place] = worksheets.report(one, by=one.by, now=now, seen=seen)

    def drop(self, place: int, _: Table, now: datetime) -> None:
        one = self.uploads[place]
        worksheets.drop(one, by=one.by, now=now)

    def accept(self, place: int, told: Table, now: datetime) -> None:
        by = self.story.person(told["accepted_by"])
        for report in (report for one in self.handed[place] for report in one.reports):
            accept_report(report, by=by, now=now)

    def _liaison(self, told: Table) -> User:
        task = self.story.tasks[told["plan"], told["row"][0]["task"]]
        return self.story.liaison(self.story.unit(task, told["unit"]))

    def _filled(self, told: Table, by: User, now: datetime) -> bytes:
        """The sheet of that day, filled in and saved by another program: nothing but words."""
        today = clock.local(now).date()
        table = worksheet_file.table(worksheet_file.items(by, today))
        head = table[0]
        for said in told["row"]:
            code = self.story.tasks[told["plan"], said["task"]].code
            row = next(row for row in table if row[head.index(CODE)] == code)
            for name, words in said.items():
                if name in head:
                    row[head.index(name)] = words
        columns = [Column(name, WIDTH) for name in head]
        return write([Sheet(SHEET, columns, table[1:])], title=SHEET, author=by.name, on=today)


def steps(story: Story) -> Iterator[Step]:
    return Sheets(story).steps()
