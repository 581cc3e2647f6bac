"""The files under seed/ as plain values; a key too many or too few stops the reading."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from tasks_tracker.domain.demonstration import START

SEED = Path(__file__).resolve().parents[2] / "seed"

Table = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class RegionFacts:
    name: str
    mark: str
    parent: str = ""


@dataclass(frozen=True, kw_only=True)
class UnitFacts:
    name: str
    group: str
    aliases: list[str] = field(default_factory=list)
    members: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Register:
    """The units of a region in official order."""

    region: str
    units: list[UnitFacts]


@dataclass(frozen=True, kw_only=True)
class PostFacts:
    role: str
    title: str
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class PersonFacts:
    account: str
    name: str
    posts: list[PostFacts]
    sections: list[int] = field(default_factory=list)
    """The sections of which a leader is 总指挥."""


@dataclass(frozen=True, kw_only=True)
class Cast:
    """The people of a region, administrators first."""

    region: str
    mail: str
    people: list[PersonFacts]


@dataclass(frozen=True, kw_only=True)
class PlanFacts:
    """A plan document: its head, and its sections each as one file has it."""

    folder: str
    head: Table
    sections: list[Table]

    @property
    def tasks(self) -> list[Table]:
        return [task for section in self.sections for task in section["task"]]


@dataclass(frozen=True, kw_only=True)
class AdoptionFacts:
    """On which day who put which plan under supervision."""

    plan: str
    at: datetime
    by: str
    leader: str = ""
    """Who is put in charge of all sections, where the document names nobody."""


@dataclass(frozen=True, kw_only=True)
class ReviewFacts:
    at: datetime
    decision: str
    words: str = ""
    by: str = ""


@dataclass(frozen=True, kw_only=True)
class ReportFacts:
    """What a unit reported; `task` goes by its place in the plan, `meets` and `values` by those in
    the task."""

    plan: str
    task: int
    at: datetime
    progress: str
    unit: str = ""
    problems: str = ""
    next_steps: str = ""
    coordination: str = ""
    meets: list[int] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    evidence: list[str] = field(default_factory=list)
    review: ReviewFacts | None = None


@dataclass(frozen=True, kw_only=True)
class DecisionFacts:
    """What was decided about one of the superior's measures, named by its title."""

    title: str
    at: datetime
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class ComparisonFacts:
    """When who compared which plans, and confirmed at once what was clear."""

    superior: str
    subordinate: str
    by: str
    at: datetime
    confirmed_at: datetime
    decisions: list[DecisionFacts]


def fingerprint() -> str:
    """Changes with every word of these files, and with the day on which they lead."""
    digest = sha256(START.isoformat().encode())
    for file in sorted(SEED.rglob("*.toml")):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def installed_at() -> datetime:
    """When regions, units and people were entered, by the office's wall clock."""
    moment: datetime = _read(SEED / "regions.toml")["installed_at"]
    return moment


def jobs_from() -> date:
    """The day from which the scheduled jobs of every day are told too."""
    day: date = _read(SEED / "regions.toml")["jobs_from"]
    return day


def regions() -> list[RegionFacts]:
    return [RegionFacts(**table) for table in _read(SEED / "regions.toml")["region"]]


def registers() -> list[Register]:
    return [
        Register(region=file["region"], units=[UnitFacts(**table) for table in file["unit"]])
        for file in _files("units")
    ]


def casts() -> list[Cast]:
    return [
        Cast(
            region=file["region"],
            mail=file["mail"],
            people=[_person(table) for table in file["person"]],
        )
        for file in _files("people")
    ]


@cache
def plan(folder: str) -> PlanFacts:
    place = SEED / "plans" / folder
    sections = [_read(file) for file in sorted(place.glob("[0-9]*.toml"))]
    return PlanFacts(folder=folder, head=_read(place / "plan.toml"), sections=sections)


def adoptions() -> list[AdoptionFacts]:
    return [AdoptionFacts(**table) for table in tables("adoption")]


def reports() -> list[ReportFacts]:
    return [_report(table) for table in tables("report")]


def told_in_full() -> set[str]:
    """The plans whose story is written down report by report, each in files of its own."""
    return {file["plan"] for file in _files("story") if "plan" in file}


def comparisons() -> list[ComparisonFacts]:
    return [
        ComparisonFacts(
            **{**table, "decisions": [DecisionFacts(**one) for one in table["decisions"]]}
        )
        for table in tables("comparison")
    ]


def tables(name: str) -> Iterator[Table]:
    """What the files tell; a plan named at the head of a file holds for all of it."""
    for file in _files("story"):
        common = {"plan": file["plan"]} if "plan" in file else {}
        yield from (common | table for table in file.get(name, []))


def _person(table: Table) -> PersonFacts:
    posts = [PostFacts(**post) for post in table["posts"]]
    return PersonFacts(**{**table, "posts": posts})


def _report(table: Table) -> ReportFacts:
    review = table.get("review")
    return ReportFacts(**{**table, "review": ReviewFacts(**review) if review else None})


@cache
def _files(folder: str) -> list[Table]:
    return [_read(file) for file in sorted((SEED / folder).glob("*.toml"))]


def _read(file: Path) -> Table:
    return tomllib.loads(file.read_text(encoding="utf-8"))
