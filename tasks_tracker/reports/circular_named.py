"""Whom a circular names, and with what (pure)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from tasks_tracker.domain.circular_notices import Said
from tasks_tracker.reports.circular_body import LAGGING, codes_in, places, words_of
from tasks_tracker.reports.circular_snapshot import Annex, Counts, Item, Snapshot

PROBLEMS = "问题"
FIGURES = {
    "tasks": "应办",
    "completed": "办结",
    "under_way": "在办",
    "overdue": "逾期",
    "due": "到期节点",
    "on_time": "按期",
}
"""Of a unit's row in the first annex, what it may ask about."""


@dataclass(frozen=True)
class Named:
    """One item, or one sentence, that stands for a unit's being behind."""

    unit: str
    said: Said
    place: str = ""
    """Where the text says it."""


def annex(snapshot: Snapshot, key: str) -> Annex | None:
    """An annex by its key."""
    return next((one for one in snapshot.text.annexes if one.key == key), None)


def behind(snapshot: Snapshot) -> tuple[Item, ...]:
    """All items for which a unit can be named; what waits for the office is none."""
    figures = snapshot.figures
    return (
        *figures.overdue,
        *figures.lagging,
        *figures.missed,
        *figures.trailing,
        *figures.slow,
    )


def in_text(snapshot: Snapshot) -> dict[str, str]:
    """Codes that the text names, each with the first place."""
    found: dict[str, str] = {}
    for place, (_heading, sentence) in places(snapshot.text).items():
        for code in codes_in(words_of(sentence), snapshot.setting.mark):
            found.setdefault(code, place)
    return found


def in_annex(snapshot: Snapshot) -> dict[str, tuple[str, ...]]:
    """Rows of the annex of what is behind, by code, without those that wait for the office."""
    table = annex(snapshot, LAGGING)
    waiting = {item.code for item in snapshot.figures.waiting}
    wanted = {item.code for item in behind(snapshot)} - waiting
    return {cell: row for row in (table.rows if table else ()) for cell in row if cell in wanted}


def named(snapshot: Snapshot) -> list[Named]:
    """Items in their order, then units that the text blames for something that is no item."""
    said, listed = in_text(snapshot), in_annex(snapshot)
    items = {item.code: item for item in behind(snapshot)}
    found = [
        Named(item.unit, Said(f"item:{code}", _words(item, listed.get(code))), said.get(code, ""))
        for code, item in items.items()
        if code in said or code in listed
    ]
    return [*found, *_without_item(snapshot)]


def units(snapshot: Snapshot) -> dict[str, list[Said]]:
    """What is said of each unit that is named, by its name."""
    found: dict[str, list[Said]] = {}
    for one in named(snapshot):
        found.setdefault(one.unit, []).append(one.said)
    return found


def figures_of(snapshot: Snapshot, unit: str) -> list[Said]:
    """The numbers of a unit's row in the first annex."""
    counts = next((row.counts for row in snapshot.figures.units if row.name == unit), None)
    return list(_figures(counts)) if counts else []


def sentence_key(words: str) -> str:
    """The same for the same words, wherever they stand."""
    return f"sentence:{sha256(words.encode()).hexdigest()[:16]}"


def _figures(counts: Counts) -> Iterator[Said]:
    for name, label in FIGURES.items():
        yield Said(f"figure:{name}", f"分单位总表：{label} {getattr(counts, name)}")


def _words(item: Item, row: tuple[str, ...] | None) -> str:
    status = row[-1] if row else f"逾期{item.days_late}个工作日"
    return f"{item.code} {item.title}：{'、'.join(item.behind)}（{status}）"[:300]


def _without_item(snapshot: Snapshot) -> Iterator[Named]:
    """Sentences of the chapter of problems that name units and no item: late reports and such."""
    names = sorted(_all_units(snapshot), key=len, reverse=True)
    above = ""
    for number, chapter in enumerate(snapshot.text.chapters):
        above = chapter.heading if chapter.level == 1 else above
        for place, sentence in enumerate(chapter.paragraphs if PROBLEMS in above else ()):
            words = words_of(sentence)
            if codes_in(words, snapshot.setting.mark):
                continue
            for unit in _units_in(words, names):
                at, own = f"{number}.{place}", _own_part(words, unit)
                yield Named(unit, Said(sentence_key(own), own[:300]), at)


def _own_part(words: str, unit: str) -> str:
    """What a sentence says of this unit among others: 漏报（市科技局3件）."""
    clauses = re.split(r"[、，；。：（）]", words)
    place = next(at for at, clause in enumerate(clauses) if unit in clause)
    listed = words.index(clauses[place])
    before = re.split(r"[，；。：]", words[:listed].rsplit("（", 1)[0])[-1]
    before, clause = re.sub(r"\d+件", "", before), clauses[place].removesuffix("等单位")
    return f"正文：{before}（{clause}）" if before else f"正文：{clause}"


def _all_units(snapshot: Snapshot) -> set[str]:
    figures = snapshot.figures
    return {row.name for row in figures.units} | {row.name for row in figures.reporters}


def _units_in(words: str, names: list[str]) -> Iterator[str]:
    """Longer names first, so that 市税务局 is not found in 聊城市税务局第一分局."""
    for name in names:
        if name in words:
            words = words.replace(name, "")
            yield name
