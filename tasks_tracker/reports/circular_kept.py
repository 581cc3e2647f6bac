"""Snapshots of circulars as they were kept, read back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tasks_tracker.reports.circular_snapshot import (
    FORM,
    Annex,
    Chapter,
    Chart,
    Column,
    Counts,
    Figures,
    GoodUnit,
    Item,
    Kind,
    LedgerRow,
    Paragraph,
    Part,
    Setting,
    Snapshot,
    Text,
    Totals,
    UnitRow,
)


def read(kept: Mapping[str, Any]) -> Snapshot:
    """A snapshot as it was kept."""
    if kept["form"] != FORM:
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
    totals = kept["totals"]
    return Figures(
        totals=Totals(
            **{**totals, "counts": Counts(**totals["counts"]), "shares": tuple(totals["shares"])}
        ),
        units=tuple(UnitRow(row["name"], Counts(**row["counts"])) for row in kept["units"]),
        overdue=_items(kept["overdue"]),
        missed=_items(kept["missed"]),
        waiting=_items(kept["waiting"]),
        good=tuple(GoodUnit(**row) for row in kept["good"]),
        ledger=tuple(LedgerRow(**row) for row in kept["ledger"]),
        lagging=_items(kept.get("lagging", [])),
    )


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
