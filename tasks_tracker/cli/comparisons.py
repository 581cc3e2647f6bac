"""compare: two plan documents of two levels, measure by measure."""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import click

from tasks_tracker.domain.differences import Relation
from tasks_tracker.importer.comparison.compared import compare as compare_papers
from tasks_tracker.importer.comparison.papers import as_json, paper_of
from tasks_tracker.importer.comparison.values import Comparison
from tasks_tracker.importer.draft import DraftPlan
from tasks_tracker.importer.extraction import extract
from tasks_tracker.importer.folding import fold
from tasks_tracker.importer.source import Unreadable, read
from tasks_tracker.wording import word

LISTED = 8


@dataclass(frozen=True)
class Plans:
    """What a file holds; `number` is the one that was asked for."""

    name: str
    number: str
    found: list[DraftPlan]

    @property
    def only(self) -> DraftPlan:
        if len(self.found) == 1:
            return self.found[0]
        raise click.ClickException(self._why_not())

    def _why_not(self) -> str:
        if not self.found:
            wanted = (
                f"里没有布置任务的文件“{self.number}”，请核对文号"
                if self.number
                else "没有布置任务，无从对照"
            )
            return f"{self.name} {wanted}。"
        numbers = "、".join(plan.doc_no or plan.title for plan in self.found[:LISTED])
        more = f"等 {len(self.found)} 份" if len(self.found) > LISTED else ""
        return f"{self.name} 里有几份方案，请在文件名后加“#文号”选一份：{numbers}{more}。"


@click.command()
@click.argument("superior_file")
@click.argument("subordinate_file")
@click.option("--json", "as_data", is_flag=True, help="输出 JSON")
def compare(superior_file: str, subordinate_file: str, *, as_data: bool) -> None:
    """Which measure of the subordinate's plan carries which of the superior's.

    A file that holds several plans takes the number of one of them, FILE#聊政办字〔2020〕28号,
    unless exactly one of them is carried out by the other file's plan.
    """
    superior, subordinate = _chosen(_plans_of(superior_file), _plans_of(subordinate_file))
    found = compare_papers(paper_of(superior), paper_of(subordinate))
    if as_data:
        click.echo(json.dumps(as_json(found), ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(_summary(found)))


def _chosen(superior: Plans, subordinate: Plans) -> tuple[DraftPlan, DraftPlan]:
    """The only plan of each file, or the only two of which one carries out the other."""
    related = [
        (high, low)
        for high in superior.found
        for low in subordinate.found
        if high.doc_no in low.based_on
    ]
    if len(related) == 1:
        return related[0]
    return superior.only, subordinate.only


def _plans_of(name: str) -> Plans:
    """The plans with tasks that FILE or FILE#NUMBER means."""
    path, number = _split(name)
    try:
        plans = [plan for plan in extract(read(path.name, path.read_bytes()).text) if plan.tasks]
    except Unreadable as reason:
        raise click.ClickException(f"{path.name}：{reason.words}") from None
    if number:
        plans = [plan for plan in plans if fold(plan.doc_no or "") == fold(number)]
    return Plans(path.name, number, plans)


def _split(name: str) -> tuple[Path, str]:
    whole = Path(name)
    stem, mark, number = name.rpartition("#")
    path = whole if whole.is_file() or not mark else Path(stem)
    if not path.is_file():
        raise click.ClickException(f"没有文件“{path}”。")
    return path, "" if path == whole else number


def _summary(found: Comparison) -> list[str]:
    counts = Counter(link.relation for link in found.links)
    changed = sum(link.differences.deadline_changed is not None for link in found.links)
    head = f"{found.superior.doc_no} × {found.subordinate.doc_no}：{len(found.links)} 项措施"
    kinds = "，".join(f"{word(relation)} {counts[relation]}" for relation in Relation)
    left_out = [link for link in found.links if link.relation is Relation.DROPPED]
    return [
        f"{head}，{kinds}；下级自行增加 {len(found.additions)} 项。",
        f"期限有变化的 {changed} 项。",
        *(f"未承接  {' > '.join(found.superior.measures[one.superior].path)}" for one in left_out),
    ]
