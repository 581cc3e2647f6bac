"""The chapter of circulars: told before, corrected, laid before the head, approved, published."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from tasks_tracker import clock
from tasks_tracker.domain.circular_notices import CircularNotice, CorrectionState
from tasks_tracker.domain.circulars import Circular, CircularForm
from tasks_tracker.domain.periods import Period, PeriodKind, period_of
from tasks_tracker.domain.users import UNIT_ROLES, User
from tasks_tracker.operations import circular_notices as telling
from tasks_tracker.operations import circulars as carry
from tasks_tracker.persistence import circular_notices, circulars, units, users
from tasks_tracker.reports.circular import snapshot_day, take_snapshot
from tasks_tracker.reports.circular_body import places
from tasks_tracker.reports.circular_case import examine, untold
from tasks_tracker.reports.circular_edits import as_written, edited, source
from tasks_tracker.reports.circular_kept import read
from tasks_tracker.seeding import facts
from tasks_tracker.seeding.story import Step, Story

Table = dict[str, Any]
Act = Callable[[Table, datetime], None]


@dataclass
class Circulating:
    """All of it hangs on the circular of a region, a period and a kind."""

    story: Story

    def steps(self) -> Iterator[Step]:
        for told in facts.tables("publication"):
            yield from self._way(told)
        for told in facts.tables("draft"):
            yield Step(told["at"], partial(self.draft, told))
        for told in facts.tables("issue"):
            yield Step(told["at"], partial(self.correct, told))
            yield from self._way({**told, "revision": 1})

    def _way(self, told: Table) -> Iterator[Step]:
        acts: dict[str, Act] = {
            "noticed": self.notify,
            "proposed": self.propose,
            "approved": self.approve,
            "published": self.publish,
        }
        for name, act in acts.items():
            yield Step(told[name], partial(act, told))
        for at in told.get("checked", ()):
            yield Step(at, partial(self.check, told))
        for one in told.get("edit", ()):
            yield Step(one["at"], partial(self.edit, told, one))
        for one in told.get("correction", ()):
            yield Step(one["at"], partial(self.ask, told, one))
            yield Step(one["decided"], partial(self.decide, told, one))

    def draft(self, told: Table, now: datetime) -> None:
        region, period = units.get_region(told["region"]), _period(told)
        form, today = CircularForm(told["form"]), clock.local(now).date()
        carry.draft_circular(
            region,
            period=period,
            form=form,
            snapshot=take_snapshot(region, period, form=form, today=today),
            as_of=snapshot_day(period, today),
            by=self.story.person(told["by"]),
            now=now,
        )

    def correct(self, told: Table, now: datetime) -> None:
        original = _circular(told)
        today = clock.local(now).date()
        snapshot = take_snapshot(
            original.region, original.period, corrects=original, form=original.form, today=today
        )
        by = self.story.person(told["drafter"])
        carry.draft_correction_issue(
            original, snapshot=snapshot, reason=told["reason"], by=by, now=now
        )

    def edit(self, told: Table, one: Table, now: datetime) -> None:
        """A few words of a sentence are others; its numbers stay."""
        circular = _circular(told)
        snapshot = read(circular.snapshot)
        sources = {
            place: source(snapshot, circular.sentences, place) for place in places(snapshot.text)
        }
        place = next(place for place, words in sources.items() if one["words"] in words)
        typed = {place: sources[place].replace(one["words"], one["instead"])}
        sentences = edited(snapshot, circular.sentences, typed)
        carry.edit_circular(circular, sentences, by=self.story.person(told["drafter"]), now=now)

    def notify(self, told: Table, now: datetime) -> None:
        """What meanwhile lies with the office or has a later date is left unnamed first."""
        circular, by = _circular(told), self.story.person(told["drafter"])
        for one in told.get("unnamed", ()):
            carry.leave_unnamed(circular, code=one["code"], reason=one["reason"], by=by, now=now)
        found = examine(circular, clock.local(now).date())
        for code, words in found.case.around.since.items():
            carry.leave_unnamed(circular, code=code, reason=f"{words}。", by=by, now=now)
        named = untold(circular, as_written(circular), found.notices)
        if named:
            telling.send_notice(circular, named, by=by, now=now)

    def check(self, told: Table, now: datetime) -> None:
        """Every unit that asked for nothing, or has its answer, says that all is right."""
        for notice in circular_notices.of_circular(_circular(told)):
            speaker = _speaker(notice)
            if speaker and notice.checked_at is None and not notice.has_open:
                telling.confirm_notice(notice, by=speaker, now=now)

    def ask(self, told: Table, one: Table, now: datetime) -> None:
        notice = self._notice(told, one)
        telling.ask_for_correction(
            notice,
            about=one["about"],
            reason=one["reason"],
            by=self.story.liaison(notice.unit),
            now=now,
        )

    def decide(self, told: Table, one: Table, now: datetime) -> None:
        notice = self._notice(told, one)
        telling.decide_correction(
            next(asked for asked in notice.corrections if asked.about == one["about"]),
            decision=CorrectionState(one["decision"]),
            opinion=one["opinion"],
            by=self.story.person(one["by"]),
            now=now,
        )

    def propose(self, told: Table, now: datetime) -> None:
        circular, by = _circular(told), self.story.person(told["drafter"])
        today = clock.local(now).date()
        for code, words in examine(circular, today).case.around.since.items():
            carry.leave_unnamed(circular, code=code, reason=f"{words}。", by=by, now=now)
        findings = examine(circular, today).findings
        carry.propose_circular(circular, findings=findings, by=by, now=now)

    def approve(self, told: Table, now: datetime) -> None:
        circular, findings = _examined(told, now)
        by = self.story.person(told["by"])
        carry.approve_circular(circular, findings=findings, by=by, now=now)

    def publish(self, told: Table, now: datetime) -> None:
        circular, findings = _examined(told, now)
        by = self.story.person(told["drafter"])
        carry.publish_circular(circular, findings=findings, by=by, now=now)

    def _notice(self, told: Table, one: Table) -> CircularNotice:
        notices = circular_notices.of_circular(_circular(told))
        return next(notice for notice in notices if notice.unit.name == one["unit"])


def _examined(told: Table, now: datetime) -> tuple[Circular, list[str]]:
    circular = _circular(told)
    return circular, examine(circular, clock.local(now).date()).findings


def _period(told: Table) -> Period:
    kind = PeriodKind(told.get("kind", "month"))
    period = period_of(kind, told["month"])
    if period is None:
        raise LookupError(f"no {kind} of {told['month']}")
    return period


def _circular(told: Table) -> Circular:
    region = units.get_region(told["region"])
    found = circulars.find(region, _period(told), revision=told.get("revision", 0))
    if found is None:
        raise LookupError(f"no draft of {told['region']} {told['month']}")
    return found


def _speaker(notice: CircularNotice) -> User | None:
    """The first who speaks for the unit, or for a member of the collective; some have nobody."""
    unit = notice.unit
    members = [member.id for member in unit.members] if unit.is_collective else []
    found = users.people_of_units({unit.id, *members}, *UNIT_ROLES)
    return found[0] if found else None


def steps(story: Story) -> Iterator[Step]:
    yield from Circulating(story).steps()
