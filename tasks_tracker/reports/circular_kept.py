"""Snapshots of circulars as they were kept, read back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tasks_tracker.reports.circular_counted import (
    Change,
    Counts,
    Figures,
    Findings,
    GoodUnit,
    Grant,
    Item,
    LedgerRow,
    Move,
    PlanRow,
    Reporter,
    SectionRow,
    Tally,
    TargetRow,
    Then,
    Totals,
    UnitRow,
)
from tasks_tracker.reports.circular_snapshot import (
    READABLE,
    Annex,
    Chapter,
    Chart,
    Column,
    Kind,
    Paragraph,
    Part,
    Setting,
    Snapshot,
    Text,
)

COUNTED: Mapping[str, type[Any]] = {"units": UnitRow, "plans": PlanRow, "sections": SectionRow}
ITEMS = ("overdue", "missed", "waiting", "lagging", "trailing", "slow")
ROWS: Mapping[str, type[Any]] = {
    "good": GoodUnit,
    "ledger": LedgerRow,
    "reporters": Reporter,
    "grants": Grant,
    "moves": Move,
    "blockers": Tally,
    "steps": Tally,
    "targets": TargetRow,
    "earlier": Then,
    "changes": Change,
}


def read(kept: Mapping[str, Any]) -> Snapshot:
    """A snapshot as it was kept."""
    if kept["form"] not in READABLE:
        raise ValueError(f"snapshot of form {kept['form']}")
    return Snapshot(
        setting=_setting(kept["setting"]),
        figures=_figures(kept["figures"]),
        text=_text(kept["text"]),
        charts=tuple(Chart(**chart) for chart in kept.get("charts", [])),
        rows={figure: tuple(codes) for figure, codes in kept.get("rows", {}).items()},
    )


def _setting(kept: Mapping[str, Any]) -> Setting:
    days = ("month", "as_of", "measures_by", "checked_by")
    plans = tuple((number, title) for number, title in kept["plans"])
    return Setting(
        **{**kept, "plans": plans, **{name: date.fromisoformat(kept[name]) for name in days}}
    )


def _figures(kept: Mapping[str, Any]) -> Figures:
    lists: dict[str, Any] = {
        **{name: _counted(kind, kept.get(name, [])) for name, kind in COUNTED.items()},
        **{name: _items(kept.get(name, [])) for name in ITEMS},
        **{name: tuple(kind(**row) for row in kept.get(name, [])) for name, kind in ROWS.items()},
    }
    return Figures(
        totals=_totals(kept["totals"]),
        findings=Findings(**kept.get("findings", {})),
        waits=kept.get("waits", 0),
        **lists,
    )


def _totals(kept: Mapping[str, Any]) -> Totals:
    shares = {name: tuple(kept.get(name, ())) for name in ("shares", "split_shares")}
    return Totals(**{**kept, **shares, "counts": Counts(**kept["counts"])})


def _counted(kind: type[Any], rows: list[dict[str, Any]]) -> tuple[Any, ...]:
    return tuple(kind(**{**row, "counts": Counts(**row["counts"])}) for row in rows)


def _items(rows: list[dict[str, Any]]) -> tuple[Item, ...]:
    return tuple(Item(**{**row, "behind": tuple(row["behind"])}) for row in rows)


def _text(kept: Mapping[str, Any]) -> Text:
    chapters = tuple(
        Chapter(
            chapter["heading"],
            tuple(_paragraph(p) for p in chapter["paragraphs"]),
            chapter.get("level", 1),
        )
        for chapter in kept["chapters"]
    )
    return Text(
        **{
            **kept,
            "title": tuple(kept["title"]),
            "annexes": tuple(_annex(annex) for annex in kept["annexes"]),
            "opening": _paragraph(kept["opening"]),
            "chapters": chapters,
        }
    )


def _annex(kept: Mapping[str, Any]) -> Annex:
    columns = tuple(Column(column["head"], Kind(column["kind"])) for column in kept["columns"])
    rows = tuple(tuple(row) for row in kept["rows"])
    foot, widths = tuple(kept["foot"]), tuple(kept.get("widths", ()))
    return Annex(**{**kept, "columns": columns, "rows": rows, "foot": foot, "widths": widths})


def _paragraph(parts: list[dict[str, str]]) -> Paragraph:
    return tuple(Part(**part) for part in parts)
