"""The chapter of posts that pass, of work shared out in a unit, and of what is put away."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from tasks_tracker.domain.handovers import Handover
from tasks_tracker.domain.users import Post, Role, User
from tasks_tracker.operations import handovers as passing
from tasks_tracker.operations.archives import PutTogether, archive_task
from tasks_tracker.operations.evidence import StoredFile, path_of
from tasks_tracker.operations.posts import share_out
from tasks_tracker.operations.users import add_user, appoint, end_user
from tasks_tracker.persistence import posts, units, users
from tasks_tracker.reports.archive import build
from tasks_tracker.reports.archive_part import Case
from tasks_tracker.seeding import facts
from tasks_tracker.seeding.people import administrator
from tasks_tracker.seeding.story import Step, Story

Table = dict[str, Any]
NAME = "归档.zip"


@dataclass
class Records:
    """What the chapter has made so far, by the place in its file."""

    story: Story
    sheets: dict[int, Handover] = field(default_factory=dict)

    def steps(self) -> Iterator[Step]:
        for told in facts.tables("newcomer"):
            yield Step(told["at"], partial(self.enter, told))
        for told in facts.tables("shared"):
            yield Step(told["at"], partial(self.share, told))
        for place, told in enumerate(facts.tables("handover")):
            yield from self._of_sheet(place, told)
        for told in facts.tables("archive"):
            yield Step(told["at"], partial(self.put_away, told))

    def _of_sheet(self, place: int, told: Table) -> Iterator[Step]:
        yield Step(told["at"], partial(self.open, place, told))
        for name in ("confirm", "sign", "take", "cancel", "end"):
            if f"{name}_at" in told:
                act = getattr(self, name)
                yield Step(told[f"{name}_at"], partial(act, place, told))

    def enter(self, told: Table, now: datetime) -> None:
        """An account, and where the story says so a second liaison's post of a unit."""
        region = units.get_region(told["region"])
        account = told["account"]
        user = add_user(
            by=administrator(region, Role.SYSTEM_ADMIN),
            now=now,
            account=account,
            name=told["name"],
            email=f"{account}@{told['mail']}",
        )
        if "unit" in told:
            appoint(
                user,
                by=administrator(region, Role.SECURITY_ADMIN),
                now=now,
                today=now.date(),
                role=Role.LIAISON,
                region=region,
                title=told["title"],
                unit=units.find(region, told["unit"]),
            )

    def share(self, told: Table, now: datetime) -> None:
        by = self._person(told["by"])
        (unit,) = by.units
        tasks = [self.story.tasks[told["plan"], place] for place in told["tasks"]]
        post = next(one.post for one in posts.of_liaisons(unit) if one.post.title == told["to"])
        seats = posts.seats(unit, [task.id for task in tasks])
        share_out(unit, by=by, now=now, seats=seats, post=post)

    def open(self, place: int, told: Table, now: datetime) -> None:
        leaver, successor = self._person(told["leaver"]), self._person(told["successor"])
        chosen: dict[Post, User] = dict.fromkeys(leaver.posts, successor)
        self.sheets[place] = passing.open_handover(
            leaver,
            by=administrator(leaver.posts[0].region, Role.SYSTEM_ADMIN),
            now=now,
            reason=told["reason"],
            successors=chosen,
            is_absent="signer" in told,
        )

    def confirm(self, place: int, _told: Table, now: datetime) -> None:
        sheet = self.sheets[place]
        by = administrator(sheet.region, Role.SECURITY_ADMIN)
        passing.confirm_handover(sheet, by=by, now=now)

    def sign(self, place: int, told: Table, now: datetime) -> None:
        sheet = self.sheets[place]
        by = self._person(str(told.get("signer", told["leaver"])))
        seen = passing.mark_of(passing.all_in_hand(sheet))
        passing.sign_handover(sheet, by=by, now=now, seen=seen)

    def take(self, place: int, _told: Table, now: datetime) -> None:
        """Whoever told of the unit's liaison before asks again from now on."""
        sheet = self.sheets[place]
        for line in sheet.posts:
            seen = passing.mark_of(passing.still_in_hand(sheet)[line.id])
            passing.take_post(line, by=line.successor, now=now, seen=seen)
            if line.post.unit:
                self.story.liaisons.pop(line.post.unit.id, None)

    def cancel(self, place: int, told: Table, now: datetime) -> None:
        sheet = self.sheets[place]
        passing.cancel_handover(sheet, by=sheet.opened_by, now=now, reason=told["words"])

    def end(self, place: int, _told: Table, now: datetime) -> None:
        sheet = self.sheets[place]
        end_user(sheet.leaver, by=sheet.opened_by, now=now)

    def put_away(self, told: Table, now: datetime) -> None:
        task, by = self.story.tasks[told["plan"], told["task"]], self._person(told["by"])
        with self.story.new_intake() as intake:
            stored_name = intake.put(b"")
            place = path_of(stored_name, folder=intake.folder)
            case = Case(task, intake.folder)
            made = build(case, place, now=now, by=by, is_final=True)
            archive_task(
                task, by=by, now=now, stored_name=stored_name, made=PutTogether(**asdict(made))
            )
            intake.keep()
        self.story.files.append(
            StoredFile(
                file_name=NAME,
                media_type="application/zip",
                size=made.size,
                sha256=made.sha256,
                stored_name=stored_name,
            )
        )

    def _person(self, account: str) -> User:
        found = users.find_by_account(account)
        if found is None:
            raise LookupError(f"nobody is called {account}")
        return found


def steps(story: Story) -> Iterator[Step]:
    return Records(story).steps()
