"""A document is handed in and read; its drafts are adopted (立项). What lies between: drafts.py."""

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import datetime

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.sources import PlanDraft, SourceDocument
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.users import Role, User
from tasks_tracker.importer.extraction import extract
from tasks_tracker.importer.files.paper import Paper
from tasks_tracker.operations.adoption import Wishes, adopt
from tasks_tracker.operations.amendments import plan_amended_by
from tasks_tracker.operations.contents import Content, content_of
from tasks_tracker.operations.evidence import clean_name
from tasks_tracker.operations.originals import Keep, read_file
from tasks_tracker.operations.trail import record
from tasks_tracker.operations.unsent import forget_all
from tasks_tracker.persistence import plans, users
from tasks_tracker.persistence.session import db

RULES = "rules"
"""Rules (办法, 章程) lay duties on units too; they are offered, and not meant to be adopted."""


def hand_in_document(
    region: Region,
    *,
    by: User,
    now: datetime,
    file_name: str,
    raw: bytes,
    keep: Keep | None = None,
) -> list[PlanDraft]:
    """Read a file; each plan in it that assigns work and is not known yet becomes a draft.

    `keep` puts the file itself away; without it only the text is kept.
    """
    require(by, Action.IMPORT_PLAN, region)
    paper = read_file(file_name, raw)
    source = SourceDocument(
        region=region,
        file_name=clean_name(file_name),
        sha256=hashlib.sha256(raw).hexdigest(),
        content=paper.text,
        handed_in_by=by,
        handed_in_at=now,
        format=paper.format,
    )
    drafts = _drafts(source, contents_of(paper))
    source.stored_name = keep(raw) if keep else None
    db.add_all(drafts)
    db.flush()
    words = f"{source.file_name}：{'、'.join(draft.doc_no for draft in drafts)}"
    record(EventKind.DOCUMENT_HANDED_IN, by=by, now=now, subject=f"source:{source.id}", words=words)
    return drafts


def contents_of(paper: Paper) -> list[Content]:
    """What each plan in the paper holds; a spreadsheet may wait for its columns to be told."""
    plans_in = extract(paper.text)
    found = [plan for plan in plans_in if plan.tasks] or (plans_in[:1] if paper.columns else [])
    if not found:
        raise Refusal("这份文件没有布置任务：没有读到带责任单位的措施。", field="file")
    columns = [asdict(column) for column in paper.columns]
    about = {"columns": columns, "remarks": list(paper.remarks)}
    return [{**content_of(plan), **about} for plan in found]


def _drafts(source: SourceDocument, contents: list[Content]) -> list[PlanDraft]:
    _refuse_twins([content["doc_no"] for content in contents])
    standing = [_standing(source.region, content) for content in contents]
    fresh = [
        (content, plan)
        for content, (plan, words) in zip(contents, standing, strict=True)
        if not words
    ]
    if not fresh:
        words = dict.fromkeys(words for _, words in standing)
        raise Refusal("；".join(words) + "。没有新的内容。", field="file")
    return [
        PlanDraft(
            region=source.region,
            source=source,
            position=position,
            doc_no=content["doc_no"],
            content=content,
            wanted=content["kind"] != RULES or plan is not None,
            amends=plan,
        )
        for position, (content, plan) in enumerate(fresh, 1)
    ]


def _refuse_twins(doc_nos: list[str]) -> None:
    """Two plans of one number: nobody can tell which of them holds."""
    twins = [doc_no for doc_no, times in Counter(doc_nos).items() if times > 1]
    if twins:
        raise Refusal(f"文件里不止一份{'、'.join(twins)}，请只留一份后再导入。", field="file")


def _standing(region: Region, content: Content) -> tuple[Plan | None, str]:
    """The plan that a document amends; or words that say where it is already."""
    doc_no = content["doc_no"]
    if plans.find_open_draft(region, doc_no):
        return None, f"{doc_no}已经导入，正等待核对"
    return plan_amended_by(region, content)


def adopt_plan(
    draft: PlanDraft,
    *,
    by: User,
    now: datetime,
    new_units: Collection[str] = (),
    phases: Collection[int] | None = None,
    leaders: Mapping[str, User] | None = None,
) -> Plan:
    """Turn a draft into a plan under supervision: all of it or nothing.

    `new_units` are names to be entered into the register; `phases` the positions (from 0) of the
    plan's goals by which measures without a date answer, None for those marked in the draft;
    `leaders` the 总指挥 by section label, None for those set in the draft.
    """
    require(by, Action.ADOPT_PLAN, draft)
    if draft.amends is not None:
        raise Refusal(f"这份文件修订{draft.amends.doc_no}，请到“修订对照”里看过再修订台账。")
    draft.adopt(now)
    forget_all(f"draft:{draft.id}:")
    wishes = Wishes(
        new_units=frozenset(new_units),
        phases=None if phases is None else frozenset(phases),
        leaders=leaders_of(draft) if leaders is None else leaders,
    )
    return adopt(draft.content, draft.region, by=by, now=now, source=draft.source, wishes=wishes)


def leaders_of(draft: PlanDraft) -> dict[str, User]:
    """Who was named for each section while the draft was checked, and is a leader still."""
    known = {leader.id: leader for leader in users.holders(draft.region, Role.LEADER)}
    named = draft.content.get("leaders", {})
    gone = [label for label, leader_id in named.items() if leader_id not in known]
    if gone:
        raise Refusal(f"“{gone[0]}”的总指挥已不在任，请在“全文设定”里重新选。")
    return {label: known[leader_id] for label, leader_id in named.items()}
